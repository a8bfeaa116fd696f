import fs from 'node:fs';
import path from 'node:path';
import { Intake } from '../../src/capture/intake.ts';
import type { Playback } from '../../src/grade/facts.ts';

/** Packets as one capture, a millisecond apart. */
export function playbackOf(packets: readonly Uint8Array[], linkType = 1): Playback {
  return (sink) => packets.forEach((p, i) => sink.packet(p, 0, p.length, p.length, 1_000_000, i * 1_000_000, linkType, undefined));
}

/** One of the bundled captures. */
export function capture(name: string): Playback {
  const bytes = fs.readFileSync(path.resolve(import.meta.dirname, '../../captures', name));
  return (sink) => {
    const intake = new Intake(sink);
    intake.push(bytes);
    intake.end();
  };
}

/** The packets that a playback plays, each in bytes of its own. */
export function packetsOf(play: Playback): Uint8Array[] {
  const packets: Uint8Array[] = [];
  play({ packet: (bytes, from, to) => void packets.push(new Uint8Array(bytes.subarray(from, to))) });
  return packets;
}
