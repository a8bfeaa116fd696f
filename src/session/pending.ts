/** Commands that wait for their answer; a client that sends more without waiting is not believed. */
export const MAX_UNANSWERED = 1000;

/**
 * The commands of a client, in the order in which the server answers them. Where bytes are missing from the capture, commands and answers are
 * brought together again by the packets they stand in, as is right for a client that waits for each answer.
 */
export class Pending<Command> {
  readonly #waiting: { readonly command: Command; readonly packet: number }[] = [];
  /** Answers are lost: which commands they were for is not known. */
  #isOutOfStep = false;
  /** Packet that holds the answer at hand, and the last one that nobody had asked for. */
  #answer = 0;
  #unasked = 0;
  /** Packet that holds a line which has not the form of an answer. 0: there is none since the last answer. */
  #strange = 0;

  /** A command that stands in `packet`. False: its answer was seen already, before bytes that the command had to wait for; or too many wait. */
  add(command: Command, packet: number): boolean {
    if (packet < this.#unasked || this.#waiting.length >= MAX_UNANSWERED) return false;
    // For a client that waited before it sends more, the strange line was the answer.
    if (this.#waiting.length === 1 && this.#waiting[0]!.packet < this.#strange && this.#strange < packet) this.#waiting.shift();
    this.#strange = 0;
    this.#waiting.push({ command, packet });
    return true;
  }

  /** An answer begins, which stands in `packet`. After a loss it is for the last command that was sent before it. */
  heard(packet: number): void {
    this.#answer = packet;
    this.#strange = 0;
    if (!this.#isOutOfStep) return;
    this.#isOutOfStep = false;
    const sent = this.#waiting.filter((each) => each.packet < packet).length;
    this.#waiting.splice(0, Math.max(0, sent - 1));
  }

  /** The command that the answer at hand is for. */
  get first(): Command | undefined {
    const [next] = this.#waiting;
    return next !== undefined && next.packet < this.#answer ? next.command : undefined;
  }

  /** The command that the answer at hand is for has its answer. */
  shift(): Command | undefined {
    const command = this.first;
    if (command === undefined) this.#unasked = this.#answer;
    else this.#waiting.shift();
    return command;
  }

  /** No answer will come: the commands that wait for one do so no longer. */
  giveUp(): Command[] {
    return this.#waiting.splice(0).map((each) => each.command);
  }

  /** A line that has not the form of an answer stands in `packet`. */
  heardStrange(packet: number): void {
    this.#strange = packet;
  }

  /** Answers are lost. */
  lose(): void {
    this.#isOutOfStep = true;
  }
}
