import type { Marker } from '../base/marker.ts';
import { tlsFields as f } from './tls-fields.ts';
import { HANDSHAKE, versionNames } from './tls-names.ts';
import { Pen } from './tls-pen.ts';

/** Two bytes of length, the type, the version, and three lengths. */
export const V2_HEADER = 11;
/** A record of SSL 2.0 has no version of its own; tools say 2. */
const VERSION = 0x0002;

/** Does the hello of a client begin at `at`, where `V2_HEADER` bytes are, the first with its highest bit set? The lengths must agree (RFC 5246 §E.2). */
export function isHelloV2(b: Uint8Array, at: number): boolean {
  const number = (i: number): number => (b[at + i]! << 8) | b[at + i + 1]!;
  const specs = number(5);
  return b[at + 2] === HANDSHAKE.clientHello && versionNames.of(number(3)) !== undefined
    && specs > 0 && specs % 3 === 0 && (number(0) & 0x7fff) === V2_HEADER - 2 + specs + number(7) + number(9);
}

/** The hello in `from`..`to`. */
export function markHelloV2(v: Marker, b: Uint8Array, from: number, to: number): void {
  const p = new Pen(v, b, from, to);
  p.under(f.record, p.left, () => {
    p.mark(f['record.version'], from, from, VERSION);
    p.mark(f['record.length'], from, from + 2, p.peek(0, 2) & 0x7fff);
    p.at += 2;
    p.number(f['handshake.type'], 1);
    p.number(f['handshake.version'], 2);
    const specs = p.number(f['handshake.cipher_spec_len'], 2);
    const session = p.number(f['handshake.session_id_length'], 2);
    p.number(f['handshake.challenge_length'], 2);
    p.part(specs, () => { while (p.left >= 3) p.number(f['handshake.cipherspec'], 3); });
    p.take(f['handshake.session_id'], session);
    p.take(f['handshake.challenge'], p.left);
  });
}
