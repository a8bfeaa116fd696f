import { protocol } from '../base/protocol.ts';
import { ipByVersion } from './ip-version.ts';
import { linkType } from './link-type.ts';

/** No link layer at all: what a tunnel interface or a dial-up line gives. */
export const raw = protocol('raw', {
  short: 'RAW', title: 'Raw packet', spec: 'draft-ietf-opsawg-pcaplinktype',
  doc: 'The capture begins with the IP packet itself: there is no frame around it.',
  fields: {},
  step: (w) => {
    w.next = ipByVersion(w);
    return true;
  },
  lines: { packet: 'IP without a frame' },
});

linkType.join(raw, 12, 14, 101);
