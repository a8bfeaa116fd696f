import type { Analyzer } from '../analysis/analyzer.ts';
import type { Finding } from './finding.ts';
import { Streams } from './streams.ts';
import { PlaceTraps } from './traps-of-place.ts';
import { RecordingTraps } from './traps-of-recording.ts';
import { SecrecyTraps } from './traps-of-secrecy.ts';

/** Looks for what keeps a capture from holding what it should. The analyzer must make marks. */
export class Doctor {
  readonly #a: Analyzer;
  readonly #streams = new Streams();
  readonly #secrecy = new SecrecyTraps();
  readonly #recording: RecordingTraps;
  readonly #place = new PlaceTraps();

  constructor(a: Analyzer) {
    this.#a = a;
    this.#recording = new RecordingTraps(a);
  }

  /** Look at the packet at hand. */
  packet(): void {
    this.#streams.packet(this.#a);
    this.#secrecy.packet(this.#a);
    this.#recording.packet(this.#a);
    this.#place.packet(this.#a);
  }

  /** A dialogue went over to TLS. */
  upgraded(dialogue: string, packet: number): void {
    this.#secrecy.upgraded(dialogue, packet);
  }

  /** What was found so far; what is most particular first. */
  findings(): Finding[] {
    return [...this.#secrecy.findings(), ...this.#recording.findings(this.#streams), ...this.#place.findings(this.#streams)];
  }
}
