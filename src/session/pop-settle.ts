import { decodeBase64, isBase64 } from '../message/base64.ts';
import { timestamp } from './pop-answers.ts';
import { twoNumbers } from './pop-row.ts';
import { type Command, messageOf, type Pop, RESPONSE, type Status } from './pop-state.ts';
import { tls } from './tls.ts';

/** The server greets, or does not want to talk (RFC 1939 §4). */
export function greet(s: Pop, status: Status, words: string): void {
  s.state.timestamp = timestamp.exec(words)?.[0] ?? '';
  if (status === 'ok') s.moved('authorization', 'greeting');
  else s.moved('closed', 'turned-away');
}

/** A command has its answer: what that means for the dialogue. */
export function settle(s: Pop, command: Command, status: Status, words: string): void {
  command.status = status;
  checkState(s, command, status);
  switch (command.verb) {
    case 'AUTH':
    case RESPONSE:
      settleAuthentication(s, command, status, words);
      break;
    case 'PASS':
    case 'APOP':
      settleLogin(s, command, status);
      break;
    case 'QUIT':
      settleQuit(s, status);
      break;
    default:
      if (status === 'ok') effects[command.verb]?.(s, command, words);
  }
}

/** What commands bring about that the server has carried out. */
const effects: Readonly<Record<string, (s: Pop, command: Command, words: string) => void>> = {
  STAT: ({ state }, _, words) => {
    const numbers = twoNumbers.exec(words);
    if (numbers !== null) state.maildrop.stat(Number(numbers[1]), Number(numbers[2]));
  },
  LIST: ({ state }, command, words) => {
    const numbers = command.parameter === '' ? null : twoNumbers.exec(words);
    if (numbers !== null) state.maildrop.list(Number(numbers[1]), Number(numbers[2]));
  },
  RETR: ({ state }, command) => state.maildrop.retrieve(messageOf(command)),
  DELE: ({ state }, command) => state.maildrop.delete(messageOf(command)),
  RSET: ({ state }) => state.maildrop.reset(),
  STLS: (s) => {
    s.state.isEncrypted = true;
    s.moved('tls', 'handover');
    s.become(tls);
  },
};

function settleLogin(s: Pop, { credential, isAssumed }: Command, status: Status): void {
  if (credential !== undefined && !isAssumed) credential.isAccepted = status === 'ok';
  decide(s, credential?.user ?? s.state.named, status);
}

/** An authentication goes on, or the server has decided (RFC 5034 §4). AUTH alone is none. */
function settleAuthentication(s: Pop, { isAssumed }: Command, status: Status, words: string): void {
  const { authentication } = s.state;
  if (authentication === undefined) return;
  const { sasl } = authentication;
  if (status === 'challenge') {
    if (isBase64(words)) sasl.hear(decodeBase64(words));
    return;
  }
  authentication.settle(s, isAssumed ? undefined : status === 'ok');
  s.state.authentication = undefined;
  decide(s, sasl.user, status);
}

/** The server lets the client in, or not. */
function decide(s: Pop, user: string, status: Status): void {
  const { state } = s;
  state.refused = status === 'ok' ? undefined : user;
  if (status !== 'ok') return;
  state.isLoggedIn = true;
  state.user = user;
  s.moved('transaction', 'logged-in', { user });
}

/** Only from the transaction state the mails that were marked are removed (RFC 1939 §6). */
function settleQuit(s: Pop, status: Status): void {
  s.state.quit = true;
  if (s.at !== 'transaction') s.moved('closed', 'bye');
  else s.moved('update', status === 'ok' ? 'removal' : 'not-removed', { deleted: s.state.maildrop.deleted });
}

/** The only state in which a command has its place; those that are not named have it in both (RFC 1939 §4, §5; RFC 2449; RFC 2595 §4; RFC 6856 §2.1). */
const places: Readonly<Record<string, 'authorization' | 'transaction'>> = {
  USER: 'authorization', PASS: 'authorization', APOP: 'authorization', AUTH: 'authorization', STLS: 'authorization', UTF8: 'authorization', RPOP: 'authorization',
  STAT: 'transaction', LIST: 'transaction', RETR: 'transaction', DELE: 'transaction', NOOP: 'transaction', RSET: 'transaction', TOP: 'transaction', UIDL: 'transaction',
  LAST: 'transaction', XSENDER: 'transaction',
};

/** A command that the server has carried out shows which state the session is in, if the way there is not in the capture. */
function checkState(s: Pop, { verb, isAssumed }: Command, status: Status): void {
  const place = places[verb];
  if (place === undefined || place === s.at) return;
  const isAhead = s.at === 'greeting' || (s.at === 'authorization' && place === 'transaction');
  if (isAhead && status !== 'error') s.moved(place, 'at-work', { command: verb });
  else if (!isAssumed && s.at !== 'greeting') s.note(s.client, 'order', { command: verb, state: s.at });
}
