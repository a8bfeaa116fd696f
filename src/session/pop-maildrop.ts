/** Messages of one mailbox that are kept account of; those beyond are counted in listings all the same. */
export const MAX_MESSAGES = 10_000;

interface Message {
  /** -1: not known. */
  octets: number;
  isRetrieved: boolean;
  isDeleted: boolean;
}

/** The mailbox as the client sees it in one session (RFC 1939 §5): its messages by number, and what STAT last said of them. */
export class Maildrop {
  readonly #messages = new Map<number, Message>();
  /** Messages that were retrieved by a number that is not known. */
  #unnumbered = 0;
  /** How many messages there are in all, with those that are marked as deleted; -1: not known. */
  count = -1;
  /** What STAT said, as long as it holds: messages not marked as deleted, and their octets. -1: not known. */
  announced = -1;
  announcedOctets = -1;

  /** STAT. */
  stat(count: number, octets: number): void {
    this.announced = count;
    this.announcedOctets = octets;
    this.count = count + this.deleted;
  }

  /** A row of LIST. */
  list(number: number, octets: number): void {
    const message = this.#message(number);
    if (message !== undefined) message.octets = octets;
  }

  /** A listing of all messages has come: it leaves out those that are marked as deleted. */
  listed(rows: number): void {
    this.count = rows + this.deleted;
  }

  octetsOf(number: number): number {
    return this.#messages.get(number)?.octets ?? -1;
  }

  /** 0: which one it is is not known. */
  retrieve(number: number): void {
    if (number === 0) this.#unnumbered++;
    const message = this.#message(number);
    if (message !== undefined) message.isRetrieved = true;
  }

  delete(number: number): void {
    const message = this.#message(number);
    if (message !== undefined) message.isDeleted = true;
    this.#changed();
  }

  /** RSET takes the marks off. */
  reset(): void {
    if (this.deleted > 0) this.#changed();
    for (const message of this.#messages.values()) message.isDeleted = false;
  }

  get retrieved(): number {
    return this.#unnumbered + this.#number((message) => message.isRetrieved);
  }

  get deleted(): number {
    return this.#number((message) => message.isDeleted);
  }

  #changed(): void {
    this.announced = this.announcedOctets = -1;
  }

  #number(of: (message: Message) => boolean): number {
    let count = 0;
    for (const message of this.#messages.values()) if (of(message)) count++;
    return count;
  }

  #message(number: number): Message | undefined {
    let message = this.#messages.get(number);
    if (message === undefined && number > 0 && this.#messages.size < MAX_MESSAGES) {
      message = { octets: -1, isRetrieved: false, isDeleted: false };
      this.#messages.set(number, message);
    }
    return message;
  }
}
