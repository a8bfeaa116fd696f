import { describe, expect, test } from 'vitest';
import { hex } from '../build/bytes.ts';
import { decode, decodeAll, decoder, place, text, texts } from '../build/decode.ts';
import { ethernet, ipv4, tcp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const packet = (o: Parameters<typeof tcp>[0], payload?: Uint8Array): Uint8Array => ethernet({}, ipv4({ proto: 6 }, tcp(o, payload)));

describe('TCP header (RFC 9293 §3.1)', () => {
  const d = decode(packet({ sport: 51514, dport: 80, seq: 0x01020304, ack: 0xfffffffe, flags: 0x018, window: 502, urgent: 7 }, hex('41 42')));

  test('fields and where they stand', () => {
    expect(text(d, 'tcp.srcport')).toBe('51514');
    expect(place(d, 'tcp.dstport')).toBe('36-38');
    expect(text(d, 'tcp.seq_raw')).toBe('16909060');
    expect(text(d, 'tcp.ack_raw')).toBe('4294967294');
    expect(text(d, 'tcp.hdr_len')).toBe('20');
    expect(text(d, 'tcp.flags')).toBe('0x0018');
    expect(text(d, 'tcp.flags.str')).toBe('·······AP···');
    expect(texts(d, 'tcp.flags.ack')).toEqual(['true']);
    expect(texts(d, 'tcp.flags.syn')).toEqual(['false']);
    expect(text(d, 'tcp.window_size_value')).toBe('502');
    expect(text(d, 'tcp.urgent_pointer')).toBe('7');
    expect(text(d, 'tcp.len')).toBe('2');
    expect(text(d, 'tcp.payload')).toBe('4142');
  });

  test('the fields cover the header to the bit', () => {
    expect(tilingProblems(d)).toEqual([]);
    expect(tilingProblems(decode(packet({ options: hex('02 04 05b4 01 01 08 0a 00000064 00000000 05 0a 00000001 00000002') })))).toEqual([]);
  });

  test('the checksum covers the addresses', () => {
    expect(text(d, 'tcp.checksum.status')).toBe('1');
    const wrong = decode(packet({ checksum: 0x1234 }, hex('41')));
    expect(text(wrong, 'tcp.checksum.status')).toBe('0');
    expect(text(wrong, 'tcp.checksum_calculated')).not.toBe('0x1234');
  });

  test('a header length below 20 bytes is a fault, and the layers outside stay', () => {
    const bad = decode(packet({ headerWords: 4 }));
    expect(bad.layers).toEqual(['eth', 'ip', 'tcp']);
    expect(bad.faults).toMatchObject([{ code: 'header-length', at: 46, need: 20, had: 16 }]);
  });

  test('a header longer than the packet leaves the numbers as they are, and teaches nothing', () => {
    const long = ethernet({}, ipv4({ proto: 6 }, tcp({ seq: 77, headerWords: 15 })));
    const d = decodeAll([long, packet({ seq: 1000 })]);
    expect([text(d[0]!, 'tcp.stream'), text(d[0]!, 'tcp.seq'), texts(d[0]!, 'tcp.len'), texts(d[0]!, 'tcp.nxtseq')]).toEqual(['0', '77', [], []]);
    expect(d[0]!.faults).toMatchObject([{ code: 'short', need: 60, had: 20 }]);
    expect([text(d[1]!, 'tcp.stream'), text(d[1]!, 'tcp.seq')]).toEqual(['0', '1']);
  });

  test('a header whose options are cut off says all the same how long the segment was', () => {
    const whole = packet({ flags: 2, options: hex('02 04 05b4 01 01 01 01') }, hex('41 42 43'));
    const d = decode(whole.subarray(0, 56), 1, whole.length);
    expect([text(d, 'tcp.len'), text(d, 'tcp.seq'), text(d, 'tcp.window_size')]).toEqual(['3', '0', '64240']);
    expect(d.faults).toMatchObject([{ code: 'cut', need: 28, had: 22 }]);
  });

  test('a cut header is told from a short one', () => {
    const whole = packet({});
    expect(decode(whole.subarray(0, 44), 1, whole.length).faults).toMatchObject([{ code: 'cut', need: 20, had: 10 }]);
    const short = ethernet({}, ipv4({ proto: 6 }, tcp({}).subarray(0, 10)));
    expect(decode(short).faults).toMatchObject([{ code: 'short', need: 20, had: 10 }]);
  });
});

describe('TCP options (RFC 9293 §3.2)', () => {
  test('those of a SYN', () => {
    const d = decode(packet({ flags: 2, options: hex('02 04 05b4  04 02  08 0a 00000064 00000000  01  03 03 07') }));
    expect(text(d, 'tcp.options.mss_val')).toBe('1460');
    expect(text(d, 'tcp.options.timestamp.tsval')).toBe('100');
    expect(text(d, 'tcp.options.wscale.shift')).toBe('7');
    expect(texts(d, 'tcp.option_kind')).toEqual(['2', '4', '8', '1', '3']);
  });

  test('an option that claims more than is left ends the list', () => {
    const d = decode(packet({ options: hex('02 0c 05b4') }));
    expect(d.faults).toMatchObject([{ code: 'option', need: 12, had: 4 }]);
    expect(text(d, 'tcp.options.data')).toBe('05b4');
  });

  test('selective acknowledgments count from the start of the connection (RFC 2018 §3)', () => {
    const syn = packet({ flags: 2, seq: 1000 });
    const back = { src: '10.77.0.2', dst: '10.77.0.10', sport: 80, dport: 51514 };
    const sack = ethernet({}, ipv4({ ...back, proto: 6 }, tcp({ ...back, seq: 7000, ack: 1001, options: hex('01 01 05 0a 000007d0 00000bb8') })));
    const d = decodeAll([syn, sack])[1]!;
    expect([text(d, 'tcp.options.sack_le'), text(d, 'tcp.options.sack_re')]).toEqual(['1000', '2000']);
  });
});

describe('relative numbers and windows', () => {
  const back = { src: '10.77.0.2', dst: '10.77.0.10', sport: 80, dport: 51514 };
  const wscale = hex('03 03 07 00');

  test('sequence numbers count from the SYN, across the wrap at 2^32', () => {
    const d = decodeAll([packet({ flags: 2, seq: 0xffffffff }), packet({ seq: 0, ack: 1 }, hex('41')), packet({ seq: 1 })]);
    expect(d.map((p) => text(p, 'tcp.seq'))).toEqual(['0', '1', '2']);
    expect(text(d[1]!, 'tcp.nxtseq')).toBe('2');
  });

  test('the window is scaled if both SYNs offered it (RFC 7323 §2.2)', () => {
    const syn = packet({ flags: 2, options: wscale });
    const synAck = (options: Uint8Array): Uint8Array => ethernet({}, ipv4({ ...back, proto: 6 }, tcp({ ...back, flags: 0x12, seq: 5000, ack: 1001, options })));
    const data = packet({ seq: 1001, ack: 5001, window: 10 });
    expect(text(decodeAll([syn, synAck(wscale), data])[2]!, 'tcp.window_size')).toBe('1280');
    expect(text(decodeAll([syn, synAck(new Uint8Array(0)), data])[2]!, 'tcp.window_size')).toBe('10');
    expect(text(decodeAll([data])[0]!, 'tcp.window_size_scalefactor')).toBe('-1');
  });

  test('what the snap length cut off an answer may have been the offer: the window of the side that is known to have offered it is scaled', () => {
    const next = decoder();
    const syn = packet({ flags: 2, options: wscale });
    const synAck = ethernet({}, ipv4({ ...back, proto: 6 }, tcp({ ...back, flags: 0x12, seq: 5000, ack: 1001, options: wscale })));
    const data = packet({ seq: 1001, ack: 5001, window: 10 });
    next(syn, syn.length);
    next(synAck.subarray(0, synAck.length - wscale.length), synAck.length);
    expect(text(next(data, data.length), 'tcp.window_size')).toBe('1280');
  });

  test('what a header without a valid length hides may have been the offer, too', () => {
    const broken = ethernet({}, ipv4({ ...back, proto: 6 }, tcp({ ...back, flags: 0x12, seq: 5000, ack: 1001, options: wscale })));
    broken[46] = 0;
    const d = decodeAll([packet({ flags: 2, options: wscale }), broken, packet({ seq: 1001, ack: 5001, window: 10 })]);
    expect([text(d[1]!, 'tcp.stream'), text(d[2]!, 'tcp.window_size')]).toEqual(['0', '1280']);
  });

  test('a SYN with another number opens a new connection on the same ports', () => {
    const d = decodeAll([packet({ flags: 2, seq: 1 }), packet({ flags: 2, seq: 1 }), packet({ flags: 2, seq: 99 })]);
    expect(d.map((p) => text(p, 'tcp.stream'))).toEqual(['0', '0', '1']);
  });
});
