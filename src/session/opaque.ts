import { bytes, type Field, fieldsOf, VARIES } from '../base/field.ts';
import type { Reading } from '../stream/reading.ts';
import { dialogue, NO } from './dialogue.ts';
import type { Side } from './marks.ts';
import type { Session } from './session.ts';

interface State {
  readonly bytes: { client: number; server: number };
}

/** Both sides pass by. */
function* speak(s: Session<State>, side: Side, field: Field): Reading<void> {
  const v = s.voice(side);
  v.bulk(field, (_, from, to) => {
    s.state.bytes[side] += to - from;
  });
  yield* v.reader.rest();
  v.endBulk();
}

function dataField<const N extends string>(name: N, spec: string) {
  return fieldsOf(name, spec, { data: bytes(VARIES, 0, { label: 'Data', doc: 'Bytes of the stream, which are not decoded here.' }) }).data;
}

/** A dialogue that is known by its name, and not decoded. Another hands over to it. */
function opaque<const N extends string>(name: N, words: { readonly short: string; readonly title: string; readonly spec: string; readonly doc: string }) {
  const data = dataField(name, words.spec);
  return dialogue(name, {
    ...words,
    fields: { data },
    ports: [],
    states: { open: 'bytes pass both ways' },
    phrases: { bytes: '{client:bytes} from the client, {server:bytes} from the server', hole: '{length:bytes} are missing from the capture' },
    probe: () => NO,
    open: (): State => ({ bytes: { client: 0, server: 0 } }),
    client: (s) => speak(s, 'client', data),
    server: (s) => speak(s, 'server', data),
    lost: (s, side, length) => s.note(s.voice(side), 'hole', { length }),
    outcome: (state) => [{ key: 'bytes', args: state.bytes }],
  });
}

export const websocket = opaque('websocket', {
  short: 'WebSocket', title: 'WebSocket', spec: 'RFC 6455',
  doc: 'Messages in both directions on a connection that HTTP has opened.',
});

export const tunnel = opaque('tunnel', {
  short: 'Tunnel', title: 'Bytes of another protocol', spec: 'RFC 9110 §9.3.6',
  doc: 'What passes through a proxy, or follows a change of the protocol, where it looks like nothing that is known here.',
});
