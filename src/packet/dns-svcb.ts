import { bytes, fieldsOf, group, ipv4, ipv6, text, u16, u8, VARIES } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { parameterNames, TYPE } from './dns-names.ts';
import type { RecordLayout } from './dns-records.ts';
import type { NamePlaces } from './name-places.ts';
import { Places } from './places.ts';

const KEY = { mandatory: 0, alpn: 1, port: 3, ipv4: 4, ech: 5, ipv6: 6 } as const;

const f = fieldsOf('dns', 'RFC 9460 §2.2', {
  'svcb.svcpriority': u16(VARIES, { label: 'Priority', doc: 'The endpoint with the lowest number is tried first; 0: the name is only another word for the target.', spec: 'RFC 9460 §2.4.1' }),
  'svcb.targetname': text(VARIES, 0, { charset: 'utf-8', label: 'Target', doc: 'The machine that offers the service; the root stands for the name itself.', spec: 'RFC 9460 §2.5' }),
  'svcb.svcparam': group({ label: 'Parameter', doc: 'One thing that is good to know before connecting.' }),
  'svcb.svcparam.key': u16(VARIES, { names: parameterNames, label: 'Key', doc: 'What the parameter is about.' }),
  'svcb.svcparam.value.length': u16(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the value that follows.' }),
  'svcb.svcparam.value': bytes(VARIES, 0, { label: 'Value', doc: 'The value of the parameter, as it is.' }),
  'svcb.svcparam.mandatory.key': u16(VARIES, { names: parameterNames, label: 'Mandatory key', doc: 'Who does not understand this parameter must not connect.', spec: 'RFC 9460 §8' }),
  'svcb.svcparam.alpn.length': u8(VARIES, { unit: 'bytes', label: 'Text length', doc: 'Length of the text that follows.', spec: 'RFC 9460 §7.1' }),
  'svcb.svcparam.alpn': text(VARIES, 0, { charset: 'utf-8', label: 'Protocol', doc: 'A protocol that is spoken there, by the name it has in TLS.', spec: 'RFC 9460 §7.1' }),
  'svcb.svcparam.port': u16(VARIES, { label: 'Port', doc: 'The port of the service.', spec: 'RFC 9460 §7.2' }),
  'svcb.svcparam.ipv4hint.ip': ipv4(VARIES, { label: 'Address hint', doc: 'An address to begin with, before it is looked up.', spec: 'RFC 9460 §7.3' }),
  'svcb.svcparam.ipv6hint.ip': ipv6(VARIES, { label: 'IPv6 address hint', doc: 'An IPv6 address to begin with, before it is looked up.', spec: 'RFC 9460 §7.3' }),
  'svcb.svcparam.echconfig': bytes(VARIES, 0, { label: 'ECH configuration', doc: 'The keys with which the client hello is encrypted.', spec: 'RFC 9848 §3' }),
});
export const svcbFields = f;

/** Service bindings (RFC 9460 §2.2): priority, target, and parameters. */
function placeBinding(o: NamePlaces, t: TreeBuilder): void {
  o.take(f['svcb.svcpriority']);
  o.takeName(f['svcb.targetname']);
  while (o.left > 0 && o.has(4)) {
    const size = (t.bytes[o.at + 2]! << 8) | t.bytes[o.at + 3]!;
    const to = Math.min(o.at + 4 + size, o.end);
    t.begin(f['svcb.svcparam'], o.at, to);
    const key = (t.bytes[o.at]! << 8) | t.bytes[o.at + 1]!;
    o.take(f['svcb.svcparam.key']);
    o.take(f['svcb.svcparam.value.length']);
    if (o.has(size)) placeValue(new Places(t, o.at, to), key);
    t.close();
    o.at = to;
  }
}

function placeValue(o: Places, key: number): void {
  switch (key) {
    case KEY.mandatory:
      while (o.left > 0 && o.take(f['svcb.svcparam.mandatory.key']));
      break;
    case KEY.alpn:
      while (o.left > 0 && o.takeString(f['svcb.svcparam.alpn.length'], f['svcb.svcparam.alpn']));
      break;
    case KEY.port:
      o.take(f['svcb.svcparam.port']);
      break;
    case KEY.ipv4:
      while (o.left > 0 && o.take(f['svcb.svcparam.ipv4hint.ip']));
      break;
    case KEY.ipv6:
      while (o.left > 0 && o.take(f['svcb.svcparam.ipv6hint.ip']));
      break;
    case KEY.ech:
      o.takeRest(f['svcb.svcparam.echconfig']);
      break;
  }
  o.rest(f['svcb.svcparam.value']);
}

export const svcbLayouts: readonly (readonly [number, RecordLayout])[] = [[TYPE.svcb, placeBinding], [TYPE.https, placeBinding]];
