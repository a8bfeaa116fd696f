import { bytes, composed, fieldsOf, flagLittle, group, mac, text, u16le, u24, u64le, u8, VARIES } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { decode } from '../base/value.ts';
import { Places } from './places.ts';
import { addTlvs, type TlvList } from './tlv-list.ts';
import { macNames, ouiNames } from './vendor.ts';
import { algorithmNames, categoryNames, elementNames, MANAGEMENT, rateNames, reasonNames, statusNames } from './wlan-names.ts';

const f = fieldsOf('wlan', 'IEEE 802.11 §9.4', {
  'fixed.timestamp': u64le(VARIES, { unit: 'microseconds', label: 'Timestamp', doc: 'The clock of the cell, by which all its stations set theirs.', spec: 'IEEE 802.11 §9.4.1.10' }),
  'fixed.beacon': u16le(VARIES, { label: 'Beacon interval', doc: 'Time between two beacons, in units of 1024 microseconds.', spec: 'IEEE 802.11 §9.4.1.3' }),
  'fixed.capabilities': u16le(VARIES, { hex: true, label: 'Capabilities', doc: 'What the sender can do, and demands.', spec: 'IEEE 802.11 §9.4.1.4' }),
  'fixed.capabilities.ess': flagLittle(VARIES, 2, 0x0001, { label: 'Access point', doc: 'The sender is an access point.', spec: 'IEEE 802.11 §9.4.1.4' }),
  'fixed.capabilities.ibss': flagLittle(VARIES, 2, 0x0002, { label: 'Without access point', doc: 'The cell is made of stations alone.', spec: 'IEEE 802.11 §9.4.1.4' }),
  'fixed.capabilities.privacy': flagLittle(VARIES, 2, 0x0010, { label: 'Encryption', doc: 'Data is to be encrypted.', spec: 'IEEE 802.11 §9.4.1.4' }),
  'fixed.listen_ival': u16le(VARIES, { hex: true, label: 'Listen interval', doc: 'How many beacons the station may sleep through.', spec: 'IEEE 802.11 §9.4.1.6' }),
  'fixed.current_ap': mac(VARIES, { names: macNames, label: 'Current access point', doc: 'The access point that the station comes from.', spec: 'IEEE 802.11 §9.4.1.5' }),
  'fixed.auth.alg': u16le(VARIES, { names: algorithmNames, label: 'Authentication algorithm', doc: 'How the station proves who it is.', spec: 'IEEE 802.11 §9.4.1.1' }),
  'fixed.auth_seq': u16le(VARIES, { hex: true, label: 'Authentication sequence', doc: 'Which step of the authentication it is.', spec: 'IEEE 802.11 §9.4.1.2' }),
  'fixed.reason_code': u16le(VARIES, { hex: true, names: reasonNames, label: 'Reason', doc: 'Why the station is let go, or goes.', spec: 'IEEE 802.11 §9.4.1.7' }),
  'fixed.status_code': u16le(VARIES, { hex: true, names: statusNames, label: 'Status', doc: 'Whether the request is granted.', spec: 'IEEE 802.11 §9.4.1.9' }),
  'fixed.aid': u16le(VARIES, { mask: 0x3fff, hex: true, label: 'Association', doc: 'The number that the access point gives the station.', spec: 'IEEE 802.11 §9.4.1.8' }),
  'fixed.aid_marker': u16le(VARIES, { mask: 0xc000, label: 'Marker', doc: 'Both bits are set.', spec: 'IEEE 802.11 §9.4.1.8' }),
  'fixed.category_code': u8(VARIES, { names: categoryNames, label: 'Category', doc: 'What the action is about.', spec: 'IEEE 802.11 §9.4.1.11' }),
  'fixed.action_code': u8(VARIES, { label: 'Action', doc: 'Which action of its category it is.', spec: 'IEEE 802.11 §9.4.1.11' }),
  'fixed.action_body': bytes(VARIES, 0, { label: 'Body', doc: 'The rest of the action, as it is.', spec: 'IEEE 802.11 §9.6' }),
  tag: group({ label: 'Element', doc: 'One piece of information about the cell or the station.' }),
  'tag.number': u8(VARIES, { names: elementNames, label: 'Element number', doc: 'Which piece of information it is.', spec: 'IEEE 802.11 §9.4.2.1' }),
  'tag.length': u8(VARIES, { unit: 'bytes', label: 'Length', doc: 'How many bytes follow.', spec: 'IEEE 802.11 §9.4.2.1' }),
  ssid: bytes(VARIES, 0, { label: 'SSID', doc: 'Name of the network; empty in a search for any, or where it is hidden.', spec: 'IEEE 802.11 §9.4.2.2' }),
  'ssid.text': composed({ within: 'ssid', label: 'SSID as text', doc: 'The name as it is written.', spec: 'IEEE 802.11 §9.4.2.2' }),
  supported_rates: u8(VARIES, { hex: true, names: rateNames, label: 'Rate', doc: 'A speed that the sender knows; with (B) one that every station of the cell must know.', spec: 'IEEE 802.11 §9.4.2.3' }),
  extended_supported_rates: u8(VARIES, { hex: true, names: rateNames, label: 'Rate', doc: 'One more speed that the sender knows; with (B) one that every station of the cell must know.', spec: 'IEEE 802.11 §9.4.2.13' }),
  'ds.current_channel': u8(VARIES, { label: 'Channel', doc: 'Number of the channel of the cell.', spec: 'IEEE 802.11 §9.4.2.4' }),
  'country_info.code': text(VARIES, 2, { label: 'Country', doc: 'Whose rules for radio hold here.', spec: 'IEEE 802.11 §9.4.2.9' }),
  'tag.oui': u24(VARIES, { names: ouiNames, label: 'Organization', doc: 'Whose own element it is.', spec: 'IEEE 802.11 §9.4.2.26' }),
  'tag.vendor.oui.type': u8(VARIES, { label: 'Vendor type', doc: 'Which of its elements it is.', spec: 'IEEE 802.11 §9.4.2.26' }),
  'tag.data': bytes(VARIES, 0, { label: 'Data', doc: 'The content of the element, as it is.' }),
});
export const wlanManagementFields = f;

const elements: TlvList = {
  element: f.tag, header: 2, data: f['tag.data'],
  type: (b, at) => b[at]!,
  size: (b, at) => 2 + b[at + 1]!,
  head: (o) => {
    o.take(f['tag.number']);
    o.take(f['tag.length']);
  },
  layouts: new Map([
    [0, (o, t) => {
      if (o.left === 0) return;
      t.begin(f.ssid, o.at, o.end);
      t.add(f['ssid.text'], o.at, o.end, decode(t.bytes.subarray(o.at, o.end), 'utf-8'));
      t.close();
      o.at = o.end;
    }],
    [1, (o) => {
      while (o.left > 0) o.take(f.supported_rates);
    }],
    [3, (o) => void o.take(f['ds.current_channel'])],
    [7, (o) => void o.take(f['country_info.code'])],
    [50, (o) => {
      while (o.left > 0) o.take(f.extended_supported_rates);
    }],
    [221, (o) => {
      if (o.take(f['tag.oui']) && o.left > 0) o.take(f['tag.vendor.oui.type']);
    }],
  ]),
};

/** Adds what a management frame has after its header, in `from`..`to`: fields with a fixed place, then elements. */
export function addManagementBody(t: TreeBuilder, subtype: number, from: number, to: number): void {
  const o = new Places(t, from, to);
  if (subtype === MANAGEMENT.action || subtype === MANAGEMENT.actionNoAck) {
    o.take(f['fixed.category_code']);
    if (o.left > 0) o.take(f['fixed.action_code']);
    o.rest(f['fixed.action_body']);
    return;
  }
  takeFixed(o, subtype);
  addTlvs(t, elements, o.at, o.end);
}

function takeFixed(o: Places, subtype: number): void {
  switch (subtype) {
    case MANAGEMENT.beacon:
    case MANAGEMENT.probeResponse:
      if (o.take(f['fixed.timestamp']) && o.take(f['fixed.beacon'])) takeCapabilities(o);
      return;
    case MANAGEMENT.associationRequest:
    case MANAGEMENT.reassociationRequest:
      if (takeCapabilities(o) && o.take(f['fixed.listen_ival']) && subtype === MANAGEMENT.reassociationRequest) o.take(f['fixed.current_ap']);
      return;
    case MANAGEMENT.associationResponse:
    case MANAGEMENT.reassociationResponse:
      if (takeCapabilities(o) && o.take(f['fixed.status_code'])) o.share(f['fixed.aid'], f['fixed.aid_marker']);
      return;
    case MANAGEMENT.authentication:
      if (o.take(f['fixed.auth.alg']) && o.take(f['fixed.auth_seq'])) o.take(f['fixed.status_code']);
      return;
    case MANAGEMENT.deauthentication:
    case MANAGEMENT.disassociation:
      o.take(f['fixed.reason_code']);
      return;
    default:
  }
}

function takeCapabilities(o: Places): boolean {
  return o.bits(f['fixed.capabilities'], f['fixed.capabilities.ess'], f['fixed.capabilities.ibss'], f['fixed.capabilities.privacy']);
}
