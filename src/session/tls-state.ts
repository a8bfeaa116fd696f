import { type Framed, type Framing, newFraming } from './framing.ts';
import type { NamedNumber } from '../base/sentence.ts';
import type { Session } from './session.ts';
import type { Voice } from './voice.ts';
import type { Agreement } from './tls-handshake.ts';

/** What is to be remembered of a side. */
export interface Flow extends Framing {
  /** After change cipher spec: messages of the handshake too are encrypted. */
  encrypted: boolean;
  /** The beginning of a handshake message that goes on in the next record: so many bytes of the buffer. */
  partial: Uint8Array;
  partialLength: number;
}

export interface State extends Framed, Agreement {
  readonly client: Flow;
  readonly server: Flow;
  /** A hello of the client was seen. */
  asked: boolean;
  /** Names of the messages in the record at hand. */
  messages: readonly NamedNumber[];
  /** What a fatal alert said, in the clear. */
  alert: NamedNumber | undefined;
}

export type Tls = Session<State>;
export type TlsVoice = Voice<State>;

const NOTHING = new Uint8Array(0);

export const newFlow = (): Flow => ({ ...newFraming(), encrypted: false, partial: NOTHING, partialLength: 0 });

/** Give up the handshake message that is being put together. */
export function forget(flow: Flow): void {
  flow.partial = NOTHING;
  flow.partialLength = 0;
}
