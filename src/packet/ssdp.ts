import type { Marker } from '../base/marker.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { httpFields as f } from '../message/http-fields.ts';
import { beginsHead, endOfHead, httpHead } from '../message/http-head.ts';
import { markHttpHead } from '../message/http-marks.ts';
import { data } from './data.ts';
import { udpPort } from './port.ts';

const PORT = 1900;

function step(w: Walk): boolean {
  const { bytes: b, start, end } = w;
  w.next = data;
  if (!beginsHead(b, start, end)) return true;
  const head = endOfHead(b, start, end);
  w.body = head < 0 ? end : head;
  return head >= 0 || w.need(w.wireEnd - start);
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start, body } = t;
  const head = httpHead(b, start, body);
  if (head !== undefined) markHttpHead(into(t), b, head);
  const rest = head?.end ?? start;
  if (rest < body) t.add(f.file_data, rest, body);
}

const into = (t: TreeBuilder): Marker => ({
  mark: (field, from, to, value) => void t.add(field, from, to, value),
  open: (field, from, to, value) => t.begin(field, from, to, value),
  close: () => t.close(),
});

export const ssdp = protocol('ssdp', {
  short: 'SSDP', title: 'Simple Service Discovery Protocol', spec: 'UPnP Device Architecture 1.1 §1',
  doc: 'Finds the devices of a network and what they can do: with the heads of HTTP, in datagrams to everybody.',
  fields: f, step, detail,
  lines: {
    request: '{http.request.method} {http.request.uri} {http.request.version}',
    response: '{http.response.version} {http.response.code} {http.response.phrase}',
    other: 'data',
  },
  line: (b, s, end) => (!beginsHead(b, s, end) ? 'other' : b[s + 4] === 0x2f ? 'response' : 'request'),
});

udpPort.join(ssdp, PORT);
