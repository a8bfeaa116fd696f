import { names, namesWithRule } from '../base/names.ts';

/** Types of frames (IEEE 802.11 §9.2.4.1.3). */
export const TYPE = { management: 0, control: 1, data: 2, extension: 3 } as const;
export const MANAGEMENT = {
  associationRequest: 0, associationResponse: 1, reassociationRequest: 2, reassociationResponse: 3, probeRequest: 4, probeResponse: 5, beacon: 8, disassociation: 10, authentication: 11,
  deauthentication: 12, action: 13, actionNoAck: 14,
} as const;
export const CONTROL = { trigger: 2, poll: 4, announcement: 5, wrapper: 7, blockAckRequest: 8, blockAck: 9, powerSavePoll: 10, rts: 11, cts: 12, ack: 13, cfEnd: 14, cfEndAck: 15 } as const;

export const typeNames = names('wlan.fc.type', { 0: 'management', 1: 'control', 2: 'data', 3: 'extension' });

/** Type × 16 + subtype. */
export const subtypeNames = names('wlan.fc.type_subtype', {
  0x00: 'association request', 0x01: 'association response', 0x02: 'reassociation request', 0x03: 'reassociation response', 0x04: 'probe request', 0x05: 'probe response',
  0x06: 'timing advertisement', 0x08: 'beacon', 0x09: 'ATIM', 0x0a: 'disassociation', 0x0b: 'authentication', 0x0c: 'deauthentication', 0x0d: 'action', 0x0e: 'action without acknowledgment',
  0x12: 'trigger', 0x13: 'TACK', 0x14: 'beamforming report poll', 0x15: 'sounding announcement', 0x16: 'control frame extension', 0x17: 'control wrapper', 0x18: 'block acknowledgment request',
  0x19: 'block acknowledgment', 0x1a: 'power save poll', 0x1b: 'request to send', 0x1c: 'clear to send', 0x1d: 'acknowledgment', 0x1e: 'end of contention-free period',
  0x1f: 'end of contention-free period with acknowledgment', 0x20: 'data', 0x21: 'data + CF-Ack', 0x22: 'data + CF-Poll', 0x23: 'data + CF-Ack + CF-Poll', 0x24: 'null: no data', 0x25: 'CF-Ack: no data',
  0x26: 'CF-Poll: no data', 0x27: 'CF-Ack + CF-Poll: no data', 0x28: 'QoS data', 0x29: 'QoS data + CF-Ack', 0x2a: 'QoS data + CF-Poll', 0x2b: 'QoS data + CF-Ack + CF-Poll', 0x2c: 'QoS null: no data',
  0x2e: 'QoS CF-Poll: no data', 0x2f: 'QoS CF-Ack + CF-Poll: no data', 0x30: 'DMG beacon', 0x31: 'S1G beacon',
});

export const dsNames = names('wlan.fc.ds', { 0: 'between stations, or management', 1: 'from a station to the access point', 2: 'from the access point to a station', 3: 'between access points, or in a mesh' });
export const accessNames = names('wlan.qos.priority', {
  0: 'best effort', 1: 'background', 2: 'background', 3: 'best effort', 4: 'video', 5: 'video', 6: 'voice', 7: 'voice',
});
export const ackPolicyNames = names('wlan.qos.ack', { 0: 'normal', 1: 'none', 2: 'no explicit acknowledgment', 3: 'block acknowledgment' });
export const blockAckNames = names('wlan.ba.control.ba_type', { 0: 'basic', 1: 'extended compressed', 2: 'compressed', 3: 'several traffic identifiers', 6: 'group cast', 10: 'GLK group cast', 11: 'several stations' });
export const algorithmNames = names('wlan.fixed.auth.alg', { 0: 'open system', 1: 'shared key', 2: 'fast BSS transition', 3: 'SAE', 4: 'FILS', 5: 'FILS with secrecy', 6: 'FILS with public key' });

/** IEEE 802.11 §9.4.1.7. */
export const reasonNames = names('wlan.fixed.reason_code', {
  1: 'no reason given', 2: 'the authentication is no longer valid', 3: 'the sender leaves', 4: 'nothing was heard for too long', 5: 'the access point has too many stations',
  6: 'a frame that needs authentication came without', 7: 'a frame that needs association came without', 8: 'the sender leaves the cell', 9: 'association needs authentication', 10: 'power capability not acceptable',
  11: 'channels not acceptable', 12: 'moved to another cell', 13: 'invalid element', 14: 'message integrity check failed', 15: 'four-way handshake timed out', 16: 'group key handshake timed out',
  17: 'an element of the handshake differs', 18: 'invalid group cipher', 19: 'invalid pairwise cipher', 20: 'invalid authentication and key management', 21: 'RSN version not supported',
  22: 'invalid RSN capabilities', 23: '802.1X authentication failed', 24: 'cipher suite rejected by policy', 32: 'quality of service, no reason given', 33: 'not enough bandwidth', 34: 'too many frames without acknowledgment',
  35: 'sent beyond its limits', 36: 'the sender leaves or resets', 37: 'the sender no longer uses the stream', 38: 'a stream came without setup', 39: 'timeout', 45: 'cipher not supported',
  46: 'peer initiated', 47: 'access point initiated', 52: 'mesh peering cancelled',
});
/** IEEE 802.11 §9.4.1.9. */
export const statusNames = names('wlan.fixed.status_code', {
  0: 'success', 1: 'no reason given', 5: 'security disabled', 6: 'unacceptable lifetime', 7: 'not in the same cell', 10: 'capabilities not supported', 11: 'reassociation without association', 12: 'denied, reason outside of the standard',
  13: 'algorithm not supported', 14: 'sequence number not expected', 15: 'wrong answer to the challenge', 16: 'timeout', 17: 'the access point has too many stations', 18: 'rates not supported', 19: 'short preamble not supported',
  23: 'power capability not acceptable', 24: 'channels not acceptable', 25: 'short slot time not supported', 30: 'try again later', 31: 'protected management frames are required', 32: 'not enough bandwidth',
  37: 'declined', 38: 'invalid parameters', 40: 'invalid element', 41: 'invalid group cipher', 42: 'invalid pairwise cipher', 43: 'invalid authentication and key management', 45: 'invalid RSN capabilities',
  46: 'cipher rejected by policy', 72: 'invalid RSN element', 76: 'anti-clogging token required', 77: 'finite cyclic group not supported', 126: 'SAE hash to element',
});
/** IEEE 802.11 §9.4.1.11. */
export const categoryNames = names('wlan.fixed.category_code', {
  0: 'spectrum management', 1: 'quality of service', 3: 'block acknowledgment', 4: 'public', 5: 'radio measurement', 6: 'fast BSS transition', 7: 'high throughput', 8: 'SA query', 9: 'protected dual of public',
  10: 'wireless network management', 11: 'unprotected wireless network management', 12: 'tunnelled direct link', 13: 'mesh', 14: 'multihop', 15: 'self-protected', 17: 'wireless multimedia', 21: 'VHT', 30: 'HE',
  126: 'vendor specific, protected', 127: 'vendor specific',
});
/** IEEE 802.11 §9.4.2.1. */
export const elementNames = names('wlan.tag.number', {
  0: 'SSID', 1: 'supported rates', 2: 'FH parameters', 3: 'DS parameters', 4: 'CF parameters', 5: 'traffic indication map', 6: 'IBSS parameters', 7: 'country', 11: 'BSS load', 12: 'EDCA parameters', 16: 'challenge text',
  32: 'power constraint', 33: 'power capability', 34: 'TPC request', 35: 'TPC report', 36: 'supported channels', 37: 'channel switch', 40: 'quiet', 41: 'IBSS DFS', 42: 'ERP information', 45: 'HT capabilities', 46: 'QoS capability',
  48: 'RSN', 50: 'extended supported rates', 51: 'AP channel report', 52: 'neighbour report', 54: 'mobility domain', 55: 'fast BSS transition', 59: 'operating classes', 61: 'HT operation', 62: 'secondary channel offset',
  70: 'radio measurement capabilities', 71: 'multiple BSSID', 72: '20/40 coexistence', 74: 'overlapping BSS scan', 107: 'interworking', 108: 'advertisement protocol', 111: 'roaming consortium', 113: 'mesh configuration', 114: 'mesh ID',
  127: 'extended capabilities', 191: 'VHT capabilities', 192: 'VHT operation', 195: 'transmit power envelope', 201: 'reduced neighbour report', 221: 'vendor specific', 244: 'RSN extension', 255: 'element with extension number',
});
/** Rates count units of 500 kbit/s; the highest bit says that every station must know the rate, as in `11 Mbit/s (B)`: it is basic. */
export const rateNames = namesWithRule('wlan.supported_rates', { 0xff: 'HT only', 0xfe: 'VHT only', 0xfb: 'SAE hash to element only' }, (value) => `${(value & 0x7f) / 2} Mbit/s${(value & 0x80) === 0 ? '' : ' (B)'}`);
