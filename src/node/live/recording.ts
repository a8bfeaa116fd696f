import fs from 'node:fs';
import { type FileLimits, isFull, isOverdue, numberedName } from '../../capture/file-limits.ts';
import type { CaptureInterface, PacketNotes, PacketSink } from '../../capture/packet-sink.ts';
import type { InterfaceCounts } from '../../capture/writer.ts';
import { SavedCapture } from '../capture-save.ts';

/** `-w`, `-b` and `-a`: where the packets go, and when a file is full. */
export interface RecordingPlan {
  /** `-`: standard output. */
  readonly path: string;
  readonly application: string;
  /** When a file is full; undefined: never. Then the next is begun (`several`), or the recording is complete. */
  readonly limits: FileLimits | undefined;
  readonly several: boolean;
  /** So many files are kept, older ones are deleted; undefined: all. */
  readonly keep: number | undefined;
  /** The recording is complete when so many files are full; undefined: never. */
  readonly files: number | undefined;
}

/** What has happened to the file behind the program's back. */
export type Mishap = 'gone' | 'other';

/** The file that a live capture goes into as it comes, or one file after the other. Throws WriteFailure when it cannot be written. */
export class Recording implements PacketSink {
  /** Packets and files written so far. */
  packets = 0;
  files = 0;
  /** As much has been written as was asked for. */
  isComplete = false;
  readonly #plan: RecordingPlan;
  readonly #clock: () => number;
  #file: SavedCapture | undefined = undefined;
  #filePackets = 0;
  #begun = 0;
  #interface: CaptureInterface | undefined = undefined;
  /** The names of the files that are kept. */
  readonly #kept: string[] = [];
  #mark: PacketNotes | undefined = undefined;
  #isOther = false;

  /** `clock`: milliseconds since 1970. */
  constructor(plan: RecordingPlan, clock: () => number = Date.now) {
    this.#plan = plan;
    this.#clock = clock;
  }

  /** The file that is being written, or was written last; undefined: none yet. */
  get path(): string | undefined {
    return this.#file?.path;
  }

  /** Bytes of that file. */
  get size(): number {
    return this.#file?.writer.size ?? 0;
  }

  /** The packets to come are those of this interface. */
  open(iface: CaptureInterface): void {
    this.#interface = iface;
    if (this.#file === undefined) this.#begin();
    else this.#describe();
  }

  /** HOT: must not allocate. */
  packet(bytes: Uint8Array, from: number, to: number, wireLength: number, seconds: number, nanos: number, linkType: number, iface: CaptureInterface | undefined): void {
    if (this.isComplete || this.#file === undefined) return;
    this.#file.writer.packet(bytes, from, to, wireLength, seconds, nanos, linkType, iface, this.#mark);
    this.#mark = undefined;
    this.packets++;
    this.#filePackets++;
    const { limits } = this.#plan;
    if (limits !== undefined && isFull(limits, this.#file.writer.size, this.#filePackets)) this.#next();
  }

  /** The next packet gets a comment. */
  mark(comment: string): void {
    this.#mark = { comments: [comment], flags: undefined, drops: undefined };
  }

  /** Hand over what waits in memory: from now on it is in the file, whatever becomes of the program. */
  flush(): void {
    this.#file?.writer.flush();
  }

  /** To be called now and then: has the file lasted for as long as it was to, and is it still where it was? */
  look(): Mishap | undefined {
    const { limits } = this.#plan;
    if (this.#file === undefined || this.isComplete) return undefined;
    if (limits !== undefined && isOverdue(limits, this.#begun, this.#clock())) this.#next();
    const where = this.#file.whereabouts();
    if (where === 'gone') {
      this.#file.close();
      this.#begin();
      return 'gone';
    }
    const isNews = where === 'other' && !this.#isOther;
    this.#isOther = where === 'other';
    return isNews ? 'other' : undefined;
  }

  /** The capture is over. */
  close(counts: InterfaceCounts): void {
    if (this.#file === undefined) return;
    const now = this.#clock();
    if (this.#interface !== undefined) this.#file.writer.statistics(this.#interface, counts, Math.floor(now / 1000), (now % 1000) * 1e6);
    this.#file.close();
  }

  /** The file is full. */
  #next(): void {
    const { several, files } = this.#plan;
    if (!several || (files !== undefined && this.files >= files)) {
      this.isComplete = true;
      return;
    }
    this.#file?.close();
    this.#begin();
  }

  #begin(): void {
    const { path, several, application } = this.#plan;
    this.files++;
    this.#begun = this.#clock();
    this.#filePackets = 0;
    const name = several ? numberedName(path, this.files, new Date(this.#begun)) : path;
    if (several) this.#keep(name);
    this.#file = new SavedCapture(name, application);
    this.#describe();
  }

  #describe(): void {
    if (this.#interface !== undefined) this.#file!.writer.describe(this.#interface);
    this.#file!.writer.flush();
  }

  /** Delete the oldest file if more would be kept than were asked for. */
  #keep(name: string): void {
    const { keep } = this.#plan;
    if (keep === undefined) return;
    this.#kept.push(name);
    if (this.#kept.length > keep) fs.rmSync(this.#kept.shift()!, { force: true });
  }
}
