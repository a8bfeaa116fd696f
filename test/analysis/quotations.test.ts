import { describe, expect, test } from 'vitest';
import { ascii, concat, u16 } from '../build/bytes.ts';
import { type Decoded, decodeAll, text, texts } from '../build/decode.ts';
import { icmpPacket, icmpv6Packet } from '../build/icmp.ts';
import { ethernet, fd77, ipv4, ipv6, tcp, udp } from '../build/packet.ts';

const router = { src: '10.77.0.254', dst: '10.77.0.10' };
/** An ICMP error about the beginning of a packet of Ethernet, as a router sends it: with one hop less. */
function about(packet: Uint8Array, length = packet.length): Uint8Array {
  const quote = packet.slice(14, 14 + length);
  quote[8]!--;
  return icmpPacket(11, 0, concat(new Uint8Array(4), quote), router);
}
const segment = (o: Parameters<typeof tcp>[0], payload?: Uint8Array): Uint8Array => ethernet({}, ipv4({ proto: 6, id: 7 }, tcp(o, payload)));
const datagram = (sport: number, checksum?: number): Uint8Array => ethernet({}, ipv4({ proto: 17, id: 9 }, udp({ sport, dport: 33434, ...(checksum === undefined ? {} : { checksum }) }, ascii('probe'))));

describe('a quoted TCP header', () => {
  const back = { src: '10.77.0.2', dst: '10.77.0.10', sport: 80, dport: 51514 };
  const answer = ethernet({}, ipv4({ ...back, proto: 6 }, tcp({ ...back, flags: 0x12, seq: 5000, ack: 1001 })));
  const data = segment({ seq: 1001, ack: 5001, flags: 0x18, window: 500 }, ascii('GET /'));

  test('belongs to its connection; its numbers are as on the wire', () => {
    const d = decodeAll([segment({ flags: 2 }), answer, data, about(data)])[3]!;
    expect([text(d, 'tcp.stream'), text(d, 'tcp.seq'), text(d, 'tcp.ack'), text(d, 'tcp.window_size')]).toEqual(['0', '1001', '5001', '500']);
    expect([texts(d, 'tcp.len'), texts(d, 'tcp.nxtseq')]).toEqual([[], []]);
  });

  test('opens a connection where none is known, and leaves the next numbers to it', () => {
    const d = decodeAll([about(segment({ seq: 77, flags: 2 })), segment({ seq: 1000, flags: 2 }), segment({ seq: 1001 })]);
    expect(d.map((p) => text(p, 'tcp.stream'))).toEqual(['0', '0', '0']);
    expect(d.map((p) => text(p, 'tcp.seq'))).toEqual(['77', '0', '1']);
  });

  test('does not break a connection, whoever made it up', () => {
    const d = decodeAll([segment({ flags: 2 }), answer, about(segment({ seq: 99, flags: 2 })), data]);
    expect(d.map((p) => text(p, 'tcp.stream'))).toEqual(['0', '0', '0', '0']);
    expect(text(d[3]!, 'tcp.seq')).toBe('1');
  });

  test('is too short to look up below 16 bytes', () => {
    const d = decodeAll([segment({ flags: 2 }), about(segment({ flags: 2 }), 28), about(segment({ flags: 2 }), 36)]);
    expect(d.map((p) => text(p, 'tcp.stream'))).toEqual(['0', undefined, '0']);
    expect(text(d[1]!, 'tcp.seq')).toBe('1000');
  });

  test('brings no data', () => {
    const mail = segment({ dport: 25, seq: 1, flags: 0x18 }, ascii('EHLO lab.test\r\n'));
    const d = decodeAll([about(mail)])[0]!;
    expect(d.layers.slice(-2)).toEqual(['ip', 'tcp']);
    expect(texts(d, 'smtp.req.command')).toEqual([]);
    expect(text(d, 'tcp.payload')).toBe('45484c4f206c61622e746573740d0a');
  });
});

test('a quoted UDP header belongs to its flow', () => {
  const d = decodeAll([datagram(40000), datagram(40001), about(datagram(40001)), about(datagram(40002))]);
  expect(d.map((p) => text(p, 'udp.stream'))).toEqual(['0', '1', '1', '2']);
  expect(d.map((p) => text(p, 'udp.time_delta') !== undefined)).toEqual([true, true, false, false]);
});

describe('the packet that an error is about', () => {
  const cause = (packets: readonly Uint8Array[]): (string | undefined)[] => decodeAll(packets).map((d: Decoded) => text(d, 'icmp.cause'));

  test('is found although a hop is gone', () => {
    expect(cause([datagram(40000), segment({}), about(datagram(40000)), about(segment({}), 28)])).toEqual([undefined, undefined, '1', '2']);
  });

  test('is found where the network card works out the checksum', () => {
    expect(cause([datagram(40000, 0x1234), about(datagram(40000))])).toEqual([undefined, '1']);
  });

  test('is not another one', () => {
    expect(cause([datagram(40000), segment({ seq: 5 }), about(datagram(40001)), about(segment({ seq: 6 }))])).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('is the latest, if it was sent twice', () => {
    expect(cause([datagram(40000), datagram(40000), about(datagram(40000))])).toEqual([undefined, undefined, '2']);
  });

  test('is found in IPv6', () => {
    const packet = ipv6({ next: 17, src: fd77(0x10), dst: fd77(9), hops: 1 }, concat(u16(40000), u16(33434), u16(13), u16(0xabcd), ascii('probe')));
    const error = icmpv6Packet(3, 0, concat(new Uint8Array(4), packet));
    const d = decodeAll([ethernet({ type: 0x86dd }, packet), error]);
    expect(text(d[1]!, 'icmpv6.cause')).toBe('1');
    expect(d.map((p) => text(p, 'udp.stream'))).toEqual(['0', '0']);
  });
});
