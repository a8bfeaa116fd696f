import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ascii, concat, hex, u16, u32, utf8 } from '../build/bytes.ts';
import { type Decoded, decode, place, text, texts } from '../build/decode.ts';
import { message, name, pointer, question, record, string } from '../build/dns.ts';
import { ethernet, fd77, ipv4, ipv6, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

/** Where the message begins in a packet of Ethernet, IPv4 and UDP. */
const AT = 42;
const packet = (content: Uint8Array, port = 53): Uint8Array => ethernet({}, ipv4({ proto: 17 }, udp({ dport: port }, content)));
const dns = (content: Uint8Array, port = 53): Decoded => decode(packet(content, port));
/** The name of the question, which begins after the header. */
const OWNER = pointer(12);
const asked = question(name('www', 'lab'));
/** An answer with one record. */
const answer = (type: number, data: Uint8Array, o = {}): Decoded => {
  const d = dns(message({ flags: 0x8180, counts: [1, 1, 0, 0] }, asked, record(OWNER, type, data, o)));
  expect(tilingProblems(d)).toEqual([]);
  return d;
};
const values = (d: Decoded, ...paths: readonly string[]): (string | undefined)[] => paths.map((path) => text(d, `dns.${path}`));

describe('header and question (RFC 1035 §4.1.1, §4.1.2)', () => {
  test('a question', () => {
    const d = dns(message({ id: 0xbeef, flags: 0x0130 }, asked));
    expect(d.layers).toEqual(['eth', 'ip', 'udp', 'dns']);
    expect(values(d, 'id', 'flags', 'flags.response', 'flags.opcode', 'flags.recdesired', 'flags.z', 'flags.checkdisable')).toEqual(['0xbeef', '0x0130', 'false', '0', 'true', 'false', 'true']);
    expect(values(d, 'count.queries', 'count.answers', 'count.auth_rr', 'count.add_rr')).toEqual(['1', '0', '0', '0']);
    expect(values(d, 'qry.name', 'qry.name.len', 'count.labels', 'qry.type', 'qry.class')).toEqual(['www.lab', '7', '2', '1', '0x0001']);
    expect([place(d, 'dns.query'), place(d, 'dns.qry.name'), place(d, 'dns.qry.type'), place(d, 'dns.qry.class')]).toEqual([`${AT + 12}-${AT + 25}`, `${AT + 12}-${AT + 21}`, `${AT + 21}-${AT + 23}`, `${AT + 23}-${AT + 25}`]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('what only an answer says is not shown of a question', () => {
    expect(values(dns(message({ flags: 0x0583 }, asked)), 'flags.authoritative', 'flags.recavail', 'flags.authenticated', 'flags.rcode')).toEqual([undefined, undefined, undefined, undefined]);
    expect(values(dns(message({ flags: 0x85a3 }, asked)), 'flags.authoritative', 'flags.recavail', 'flags.authenticated', 'flags.rcode')).toEqual(['true', 'true', 'true', '3']);
    // A question may ask whether signatures were checked (RFC 6840 §5.7).
    expect(values(dns(message({ flags: 0x0120 }, asked)), 'flags.authenticated')).toEqual(['true']);
  });

  test('on IPv6, and the root', () => {
    const d = decode(ethernet({ type: 0x86dd }, ipv6({ next: 17, src: fd77(1) }, udp({ dport: 53 }, message({}, question(name(), 2))))));
    expect([d.layers.at(-1), ...values(d, 'qry.name', 'qry.name.len', 'count.labels', 'qry.type')]).toEqual(['dns', '<Root>', '0', '0', '2']);
  });

  test('an update counts other things (RFC 2136 §2.2)', () => {
    const d = dns(message({ flags: 0x2800, counts: [1, 1, 2, 0] }, question(name('lab'), 6), record(OWNER, 255, ascii(''), { cls: 255, ttl: 0 }), record(OWNER, 1, ascii(''), { cls: 255, ttl: 0 }), record(OWNER, 1, hex('0a4d0002'))));
    expect(values(d, 'count.zones', 'count.prerequisites', 'count.updates', 'count.queries', 'count.answers', 'count.auth_rr')).toEqual(['1', '1', '2', undefined, undefined, undefined]);
    expect(['zone', 'prerequisite', 'update'].map((section) => texts(d, `dns.${section}`).length)).toEqual([1, 1, 2]);
    expect([texts(d, 'dns.a'), d.faults]).toEqual([['10.77.0.2'], []]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('every section, and what comes after them', () => {
    const d = dns(message({ flags: 0x8180, counts: [1, 1, 1, 1] }, asked, record(OWNER, 1, hex('0a4d0002')), record(pointer(16), 2, name('ns')), record(name('ns'), 1, hex('0a4d0003')), ascii('junk')));
    expect(['query', 'answer', 'authority', 'additional'].map((section) => texts(d, `dns.${section}`).length)).toEqual([1, 1, 1, 1]);
    expect(texts(d, 'dns.resp.name')).toEqual(['www.lab', 'lab', 'ns']);
    expect(values(d, 'extraneous.data')).toEqual(['6a756e6b']);
    expect(tilingProblems(d)).toEqual([]);
  });
});

describe('records', () => {
  test('what all of them have (RFC 1035 §4.1.3)', () => {
    const d = answer(1, hex('0a4d0002'));
    expect(values(d, 'resp.name', 'resp.type', 'resp.class', 'resp.ttl', 'resp.len', 'a')).toEqual(['www.lab', '1', '0x0001', '300', '4', '10.77.0.2']);
    expect(place(d, 'dns.resp.name')).toBe(`${AT + 25}-${AT + 27}`);
  });

  test.each([
    [28, concat(hex('fd77'), new Uint8Array(13), hex('02')), ['aaaa'], ['fd77::2']],
    [5, name('web', 'lab'), ['cname'], ['web.lab']],
    [39, name(), ['dname'], ['<Root>']],
    [2, concat(string('ns'), pointer(16)), ['ns'], ['ns.lab']],
    [12, name('pc'), ['ptr.domain_name'], ['pc']],
    [15, concat(u16(10), name('mx')), ['mx.preference', 'mx.mail_exchange'], ['10', 'mx']],
    [6, concat(name('m'), name('r', 'lab'), u32(1), u32(2), u32(3), u32(4), u32(5)), ['soa.mname', 'soa.rname', 'soa.serial_number', 'soa.refresh_interval', 'soa.retry_interval', 'soa.expire_limit', 'soa.minimum_ttl'], ['m', 'r.lab', '1', '2', '3', '4', '5']],
    [13, concat(string('PC'), string('Linux')), ['hinfo.cpu_length', 'hinfo.cpu', 'hinfo.os'], ['2', 'PC', 'Linux']],
    [35, concat(u16(1), u16(2), string('u'), string('E2U+sip'), string('!^.*$!x!'), name()), ['naptr.order', 'naptr.preference', 'naptr.flags', 'naptr.service', 'naptr.regex', 'naptr.replacement'], ['1', '2', 'u', 'E2U+sip', '!^.*$!x!', '<Root>']],
    [99, string('v=spf1'), ['spf.length', 'spf'], ['6', 'v=spf1']],
    [43, concat(u16(0x3039), hex('08 02 aabb')), ['ds.key_id', 'ds.algorithm', 'ds.digest_type', 'ds.digest'], ['0x3039', '8', '2', 'aabb']],
    [52, hex('03 01 01 aabb'), ['tlsa.certificate_usage', 'tlsa.selector', 'tlsa.matching_type', 'tlsa.certificate_association_data'], ['3', '1', '1', 'aabb']],
    [44, hex('04 02 aabb'), ['sshfp.algorithm', 'sshfp.fingerprint.type', 'sshfp.fingerprint'], ['4', '2', 'aabb']],
    [51, hex('01 00 000a 02 aabb'), ['nsec3.algo', 'nsec3.flags', 'nsec3.iterations', 'nsec3.salt_length', 'nsec3.salt_value', 'nsec3.flags.opt_out'], ['1', '0', '10', '2', 'aabb', undefined]],
    [17, name('who'), ['data'], ['0377686f00']],
  ])('type %i', (type, data, paths, expected) => {
    const d = answer(type, data);
    expect(values(d, ...paths)).toEqual(expected);
    expect(d.faults).toEqual([]);
  });

  test('texts, several in one record (RFC 1035 §3.3.14)', () => {
    const d = answer(16, concat(string('v=1'), string(''), Uint8Array.of(4), utf8('да')));
    expect([texts(d, 'dns.txt.length'), texts(d, 'dns.txt')]).toEqual([['3', '0', '4'], ['v=1', '', 'да']]);
  });

  test('a service says which it is in its name (RFC 2782)', () => {
    const data = concat(u16(1), u16(2), u16(389), name('dc', 'lab'));
    const d = dns(message({ flags: 0x8180, counts: [0, 2, 0, 0] }, record(name('_ldap', '_tcp', 'ad', 'lab'), 33, data), record(name('My printer 2.0', '_ipp', '_tcp', 'local'), 33, data)));
    expect(values(d, 'srv.priority', 'srv.weight', 'srv.port', 'srv.target')).toEqual(['1', '2', '389', 'dc.lab']);
    expect([texts(d, 'dns.srv.service'), texts(d, 'dns.srv.proto'), texts(d, 'dns.srv.name')]).toEqual([['_ldap', '_ipp'], ['_tcp', '_tcp'], ['ad.lab', 'local']]);
    expect(texts(d, 'dns.resp.name')[1]).toBe('My printer 2.0._ipp._tcp.local');
    expect(tilingProblems(d)).toEqual([]);
  });

  test('who may issue certificates (RFC 8659 §4.1)', () => {
    const d = answer(257, concat(hex('80'), string('issue'), ascii('ca.test')));
    expect(values(d, 'caa.flags', 'caa.flags.issuer_critical', 'caa.tag', 'caa.issue', 'caa.value')).toEqual(['0x80', 'true', 'issue', 'ca.test', 'ca.test']);
    expect(values(answer(257, concat(hex('00'), string('future'), ascii('x'))), 'caa.unknown', 'caa.value')).toEqual(['x', 'x']);
  });

  test('keys and signatures (RFC 4034)', () => {
    // The key of the example of §5.4, and its tag.
    const key = concat(u16(256), hex('03 05'), Uint8Array.from(atob('AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw=='), (c) => c.charCodeAt(0)));
    const d = answer(48, key);
    expect(values(d, 'dnskey.flags', 'dnskey.flags.zone_key', 'dnskey.flags.secure_entry_point', 'dnskey.protocol', 'dnskey.algorithm', 'dnskey.key_id')).toEqual(['0x0100', 'true', 'false', '3', '5', '60485']);
    const signature = concat(u16(1), hex('05 03'), u32(86400), u32(1_048_354_263), u32(1_045_762_263), u16(2642), name('example', 'com'), hex('aabb'));
    const s = answer(46, signature);
    expect(values(s, 'rrsig.type_covered', 'rrsig.labels', 'rrsig.original_ttl', 'rrsig.key_tag', 'rrsig.signers_name', 'rrsig.signature')).toEqual(['1', '3', '86400', '2642', 'example.com', 'aabb']);
    expect(values(s, 'rrsig.signature_expiration', 'rrsig.signature_inception')).toEqual(['Mar 22, 2003 17:31:03.000000000 UTC', 'Feb 20, 2003 17:31:03.000000000 UTC']);
  });

  test('what does not exist (RFC 4034 §4.3, RFC 5155 §3)', () => {
    const bitmap = concat(hex('00 06 40 01 00 00 00 03  04 1b'), new Uint8Array(26), hex('20'));
    expect(values(answer(47, concat(name('host', 'lab'), bitmap)), 'nsec.next_domain_name', 'nsec.types')).toEqual(['host.lab', 'A MX RRSIG NSEC TYPE1234']);
    const d = answer(50, concat(hex('01 01 000c 04 aabbccdd 14'), hex('174eb2409fe28bcb4887a1836f957f0a8425e27b'), hex('00 01 40')));
    expect(values(d, 'nsec3.flags.opt_out', 'nsec3.iterations', 'nsec3.salt_value', 'nsec3.hash_value', 'nsec.types')).toEqual(['true', '12', 'aabbccdd', '2t7b4g4vsa5smi47k61mv5bv1a22bojr', 'A']);
    expect(values(answer(50, hex('01 00 0000 00 01 ff')), 'nsec3.hash_value', 'nsec.types')).toEqual(['vs', undefined]);
  });

  test('service bindings (RFC 9460 §2.2)', () => {
    const parameter = (key: number, value: Uint8Array): Uint8Array => concat(u16(key), u16(value.length), value);
    const d = answer(65, concat(u16(1), name(), parameter(0, u16(1)), parameter(1, concat(string('h2'), string('h3'))), parameter(3, u16(8443)), parameter(4, hex('0a4d0002 0a4d0003')), parameter(5, hex('aabb')), parameter(6, new Uint8Array(16)), parameter(2, hex('')), parameter(65000, hex('cc'))));
    expect(values(d, 'svcb.svcpriority', 'svcb.targetname', 'svcb.svcparam.mandatory.key', 'svcb.svcparam.port', 'svcb.svcparam.echconfig', 'svcb.svcparam.ipv6hint.ip', 'svcb.svcparam.value')).toEqual(['1', '<Root>', '1', '8443', 'aabb', '::', 'cc']);
    expect([texts(d, 'dns.svcb.svcparam.alpn'), texts(d, 'dns.svcb.svcparam.ipv4hint.ip'), texts(d, 'dns.svcb.svcparam.key')]).toEqual([['h2', 'h3'], ['10.77.0.2', '10.77.0.3'], ['0', '1', '3', '4', '5', '6', '2', '65000']]);
    const lying = answer(64, concat(u16(1), name(), u16(3), u16(9), u16(443)));
    expect([lying.faults[0]?.code, texts(lying, 'dns.svcb.svcparam.port')]).toEqual(['short', []]);
  });
});

describe('the OPT record (RFC 6891)', () => {
  const option = (code: number, content: Uint8Array): Uint8Array => concat(u16(code), u16(content.length), content);
  const edns = (...options: readonly Uint8Array[]): Decoded => {
    const data = concat(...options);
    const d = dns(message({ counts: [1, 0, 0, 1] }, asked, hex('00 0029'), u16(1232), hex('01 00 8001'), u16(data.length), data));
    expect(tilingProblems(d)).toEqual([]);
    return d;
  };

  test('sizes and flags in place of class and time to live (§6.1.2)', () => {
    const d = edns();
    expect(values(d, 'resp.name', 'resp.type', 'rr.udp_payload_size', 'resp.ext_rcode', 'resp.edns0_version', 'resp.z', 'resp.z.do', 'resp.z.reserved')).toEqual(['<Root>', '41', '1232', '0x01', '0', '0x8001', 'true', '0x0001']);
    expect(values(d, 'resp.class', 'resp.ttl')).toEqual([undefined, undefined]);
  });

  test('options', () => {
    const d = edns(option(8, hex('0001 18 00 0a4d01')), option(8, hex('0002 38 00 fd770000000001')), option(10, ascii('12345678abcdefgh')), option(11, u16(300)), option(11, hex('')), option(12, hex('0000')), option(13, name('lab')), option(15, concat(u16(7), ascii('late'))), option(5, hex('08 0d')), option(3, ascii('ns')));
    expect(values(d, 'opt.client.family', 'opt.client.netmask', 'opt.client.scope', 'opt.client.addr4', 'opt.client.addr6')).toEqual(['1', '24', '0', '10.77.1.0', 'fd77:0:0:100::']);
    expect(values(d, 'opt.cookie.client', 'opt.cookie.server', 'opt.edns_tcp_keepalive.timeout', 'opt.padding', 'opt.chain.fqdn', 'opt.ext_error.info_code', 'opt.ext_error.extra_text', 'opt.data')).toEqual(['3132333435363738', '6162636465666768', '300', '0000', 'lab', '7', 'late', '6e73']);
    expect(texts(d, 'dns.opt.dau')).toEqual(['8', '13']);
    expect(d.faults).toEqual([]);
  });

  test('an option that claims more than there is; the record ends where it says (RFC 1035 §4.1.3)', () => {
    const d = dns(message({ flags: 0x8180, counts: [0, 0, 0, 2] }, hex('00 0029 1000 00000000 0001 00'), record(name('a'), 1, hex('0a4d0002'))));
    expect([d.faults.map((fault) => fault.code), texts(d, 'dns.a')]).toEqual([['short'], ['10.77.0.2']]);
    expect(tilingProblems(d)).toEqual([]);
    const strange = edns(option(8, hex('0003 00 00 ff')), option(10, hex('01')));
    expect(texts(strange, 'dns.opt.data')).toEqual(['ff', '01']);
  });
});

describe('multicast DNS (RFC 6762) and LLMNR (RFC 4795)', () => {
  test('the highest bit of a class is a flag (§18.12, §18.13)', () => {
    const d = dns(message({ id: 0, flags: 0x8400, counts: [1, 1, 0, 1] }, question(name('pc', 'local'), 1, 0x8001), record(OWNER, 1, hex('0a4d0002'), { cls: 0x8001 }), hex('00 0029'), u16(0x85a0), u32(0), u16(0)), 5353);
    expect(d.layers.at(-1)).toBe('mdns');
    expect(values(d, 'qry.class', 'qry.qu', 'resp.class', 'resp.cache_flush', 'rr.udp_payload_size')).toEqual(['0x0001', 'true', '0x0001', 'true', '1440']);
    expect(tilingProblems(d)).toEqual([]);
    expect(values(dns(message({}, question(name('pc'), 1, 0x8001))), 'qry.class', 'qry.qu')).toEqual(['0x8001', undefined]);
  });

  test('flags of LLMNR (RFC 4795 §2.1.1)', () => {
    const d = dns(message({ flags: 0x8500 }, asked), 5355);
    expect([d.layers.at(-1), ...values(d, 'flags.conflict', 'flags.tentative', 'flags.rcode', 'flags.authoritative', 'flags.recdesired')]).toEqual(['llmnr', 'true', 'true', '0', undefined, undefined]);
    expect(tilingProblems(d)).toEqual([]);
  });
});

describe('messages that are not whole', () => {
  const whole = message({ flags: 0x8180, counts: [1, 2, 0, 0] }, asked, record(OWNER, 15, concat(u16(10), name('mx', 'lab'))), record(OWNER, 1, hex('0a4d0002')));

  test('cut anywhere by the snap length: everything that is there is shown, and the sender is not blamed', () => {
    const bytes = packet(whole);
    for (let end = AT; end < bytes.length; end++) {
      const d = decode(bytes.subarray(0, end), 1, bytes.length);
      expect(d.faults.map((fault) => fault.code)).toEqual(end < AT + 12 ? ['cut'] : d.faults.slice(0, 1).map(() => 'cut'));
      expect(tilingProblems(d)).toEqual([]);
    }
  });

  test('ended anywhere by the sender', () => {
    for (let end = 1; end < whole.length; end++) {
      const d = dns(whole.subarray(0, end));
      expect(d.faults.map((fault) => fault.code)).toEqual(['short']);
      expect(tilingProblems(d)).toEqual([]);
    }
  });

  test('more is counted than there is', () => {
    const d = dns(message({ counts: [65535, 65535, 65535, 65535] }, asked));
    expect([texts(d, 'dns.query').length, d.faults.map((fault) => fault.code)]).toEqual([1, ['short']]);
  });

  test('data longer than the message', () => {
    const d = dns(message({ flags: 0x8180, counts: [0, 1, 0, 0] }, record(name('a'), 1, hex('0a4d0002'), { length: 400 })));
    expect([texts(d, 'dns.a'), d.faults.map((fault) => fault.code)]).toEqual([['10.77.0.2'], ['short']]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('data shorter than it should be', () => {
    const d = answer(15, hex('00'));
    expect([texts(d, 'dns.mx.preference'), texts(d, 'dns.data'), d.faults.map((fault) => fault.code)]).toEqual([[], ['00'], ['short']]);
  });

  test.each([
    ['<Name contains a pointer that loops>', pointer(12), 'pointer'],
    ['<Name too long>', name(...Array.from({ length: 5 }, () => 'x'.repeat(60))), 'name'],
  ])('a name that is none, and what follows it: %s', (shown, owner, code) => {
    const d = dns(message({}, question(owner, 28)));
    expect([text(d, 'dns.qry.name'), text(d, 'dns.qry.type'), d.faults.map((fault) => fault.code)]).toEqual([shown, '28', [code]]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test.each([[pointer(200), 'pointer'], [hex('41 08 aa 00'), 'value']])('after a name that cannot be read nothing is understood', (owner, code) => {
    const d = dns(message({ counts: [2, 0, 0, 0] }, question(owner), asked));
    expect([texts(d, 'dns.qry.name'), d.faults.map((fault) => fault.code)]).toEqual([[], [code]]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('any bytes: nothing throws, and the parts tile', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 20 }),
      fc.constantFrom(name('a', 'lab'), pointer(12), pointer(20), string('text'), u16(4), u32(300)),
      fc.record({ type: fc.constantFrom(1, 6, 15, 16, 33, 35, 41, 46, 47, 48, 50, 65, 257), data: fc.uint8Array({ maxLength: 40 }) }).map(({ type, data }) => record(OWNER, type, data)),
    );
    fc.assert(fc.property(fc.constantFrom(53, 5353, 5355), fc.nat(0xffff), fc.array(piece, { maxLength: 12 }), (port, flags, pieces) => {
      expect(tilingProblems(dns(message({ flags, counts: [1, 3, 3, 3] }, ...pieces), port))).toEqual([]);
    }), { numRuns: 300 });
  });
});
