import { ascii, concat, u16, u32 } from './bytes.ts';
import { ethernet, ipv4, udp } from './packet.ts';
import { encodedName } from './smb.ts';

/** Builders of messages of the NetBIOS name service and datagram service. */

export interface NbnsOptions { id?: number; flags?: number; queries?: readonly Uint8Array[]; answers?: readonly Uint8Array[]; authority?: readonly Uint8Array[]; additional?: readonly Uint8Array[] }

/** A message of the name service; the counts are those of its parts. */
export function nbns(o: NbnsOptions): Uint8Array<ArrayBuffer> {
  const sections = [o.queries ?? [], o.answers ?? [], o.authority ?? [], o.additional ?? []];
  return concat(u16(o.id ?? 0x1234), u16(o.flags ?? 0x0110), ...sections.map((s) => u16(s.length)), ...sections.flat());
}

/** A question about an encoded name. */
export const question = (name: Uint8Array, type = 0x20): Uint8Array<ArrayBuffer> => concat(name, u16(type), u16(1));

export const record = (name: Uint8Array, type: number, ttl: number, data: Uint8Array, length = data.length): Uint8Array<ArrayBuffer> =>
  concat(name, u16(type), u16(1), u32(ttl), u16(length), data);

/** Flags of a name with an address that has it. */
export const owner = (flags: number, ...address: readonly number[]): Uint8Array<ArrayBuffer> => concat(u16(flags), Uint8Array.from(address));

/** An entry of a node status: name, suffix, flags. */
export const statusEntry = (name: string, suffix: number, flags: number): Uint8Array<ArrayBuffer> => concat(ascii(name.padEnd(15)), Uint8Array.of(suffix), u16(flags));

export interface NbdgmOptions { type?: number; flags?: number; id?: number; source?: Uint8Array; destination?: Uint8Array; offset?: number; length?: number }

/** A datagram of the datagram service, of a kind that has two names. */
export function nbdgm(o: NbdgmOptions, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const rest = concat(o.source ?? encodedName('LABSRV', 0x20), o.destination ?? encodedName('LAB', 0x1d), payload);
  return concat(nbdgmHeader(o.type ?? 0x11, o.flags ?? 0x02, o.id), u16(o.length ?? rest.length), u16(o.offset ?? 0), rest);
}

/** What every message of the datagram service begins with. */
export const nbdgmHeader = (type: number, flags: number, id = 0x802b): Uint8Array<ArrayBuffer> => concat(Uint8Array.of(type, flags), u16(id), Uint8Array.of(10, 77, 0, 10), u16(138));

/** `payload` in a datagram between two machines, from and to the same port. */
export const datagram = (port: number, payload: Uint8Array): Uint8Array<ArrayBuffer> => ethernet({}, ipv4({ proto: 17 }, udp({ sport: port, dport: port }, payload)));

/** The name of everybody, which the status of a machine is asked under. */
export const everybody = concat(Uint8Array.of(32), ascii(`CK${'A'.repeat(30)}`), Uint8Array.of(0));

export { encodedName };
