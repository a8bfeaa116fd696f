import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conversation, hear, type Turn } from '../build/dialogue.ts';

/** What a client asks, and what the server answers if all is well. */
interface Exchange {
  readonly ask: string;
  readonly good: string;
  /** What is asked after a good answer, and only then: the client has to wait for it. */
  readonly next?: Exchange;
}

interface Manner {
  readonly name: string;
  readonly port: number;
  readonly greeting: string;
  readonly exchanges: readonly Exchange[];
  /** Any exchange may have one of these as its answer. */
  readonly errors: readonly string[];
  /** The field of an answer with the packet of its command. */
  readonly field: string;
}

const smtp: Manner = {
  name: 'SMTP', port: 25, greeting: '220-mail.lab.test ESMTP\r\n220 ready\r\n', field: 'smtp.response_to',
  exchanges: [
    { ask: 'EHLO pc\r\n', good: '250-mail\r\n250-SIZE 1000\r\n250 PIPELINING\r\n' },
    { ask: 'HELO pc\r\n', good: '250 mail\r\n' },
    { ask: 'MAIL FROM:<a@lab.test> SIZE=20\r\n', good: '250 ok\r\n' },
    { ask: 'RCPT TO:<b@lab.test>\r\n', good: '250 ok\r\n' },
    { ask: 'DATA\r\n', good: '354 go on\r\n', next: { ask: 'Subject: x\r\n\r\nQUIT\r\n..\r\n250 ok\r\n.\r\n', good: '250 queued as 7\r\n' } },
    { ask: 'BDAT 8\r\nQUIT\r\n.\n', good: '250 8 bytes\r\n' },
    { ask: 'BDAT 3 LAST\r\n.\r\n', good: '250 queued as 8\r\n' },
    { ask: 'AUTH PLAIN AGFubmEAUGFyb2wtMQ==\r\n', good: '235 ok\r\n' },
    { ask: 'AUTH LOGIN\r\n', good: '334 VXNlcm5hbWU6\r\n', next: { ask: 'YW5uYQ==\r\n', good: '334 UGFzc3dvcmQ6\r\n', next: { ask: 'UGFyb2wtMQ==\r\n', good: '235 ok\r\n' } } },
    { ask: 'AUTH LOGIN\r\n', good: '334 VXNlcm5hbWU6\r\n', next: { ask: '*\r\n', good: '501 given up\r\n' } },
    { ask: 'RSET\r\n', good: '250 ok\r\n' },
    { ask: 'VRFY anna\r\n', good: '252 perhaps\r\n' },
    { ask: 'BOGUS\r\n', good: '250 well\r\n' },
    { ask: '\r\n', good: '250 well\r\n' },
  ],
  errors: ['500 what\r\n', '421 not now\r\n', '451-later\r\n451 4.7.1 please\r\n', '503 5.5.1 not here\r\n', '550-no\r\n550 never\r\n'],
};

const mail = 'Subject: x\r\n\r\n+OK\r\n-ERR no\r\n..\r\n';

const pop: Manner = {
  name: 'POP3', port: 110, greeting: '+OK POP3 ready <1.2@lab.test>\r\n', field: 'pop.response_to',
  exchanges: [
    { ask: 'USER anna\r\n', good: '+OK\r\n' },
    { ask: 'PASS Parol-1\r\n', good: '+OK welcome\r\n' },
    { ask: 'AUTH\r\n', good: '+OK\r\nPLAIN\r\nLOGIN\r\n.\r\n' },
    { ask: 'AUTH PLAIN AGFubmEAUGFyb2wtMQ==\r\n', good: '+OK welcome\r\n' },
    { ask: 'AUTH PLAIN\r\n', good: '+ \r\n', next: { ask: 'AGFubmEAUGFyb2wtMQ==\r\n', good: '+OK welcome\r\n' } },
    { ask: 'AUTH LOGIN\r\n', good: '+ VXNlcm5hbWU6\r\n', next: { ask: 'YW5uYQ==\r\n', good: '+ UGFzc3dvcmQ6\r\n', next: { ask: 'UGFyb2wtMQ==\r\n', good: '+OK welcome\r\n' } } },
    { ask: 'AUTH LOGIN\r\n', good: '+ VXNlcm5hbWU6\r\n', next: { ask: '*\r\n', good: '-ERR given up\r\n' } },
    { ask: 'CAPA\r\n', good: '+OK\r\nTOP\r\nSASL PLAIN\r\n.\r\n' },
    { ask: 'LANG\r\n', good: '+OK\r\nen English\r\n.\r\n' },
    { ask: 'LANG en\r\n', good: '+OK en\r\n' },
    { ask: 'STAT\r\n', good: '+OK 2 40\r\n' },
    { ask: 'LIST\r\n', good: '+OK 2 messages\r\n1 20\r\n2 20\r\n.\r\n' },
    { ask: 'LIST 2\r\n', good: '+OK 2 20\r\n' },
    { ask: 'UIDL\r\n', good: '+OK\r\n.\r\n' },
    { ask: 'UIDL 2\r\n', good: '+OK 2 abc\r\n' },
    { ask: 'RETR 1\r\n', good: `+OK 31 octets\r\n${mail}.\r\n` },
    { ask: 'TOP 1 3\r\n', good: `+OK\r\n${mail}.\r\n` },
    { ask: 'DELE 1\r\n', good: '+OK\r\n' },
    { ask: 'RSET\r\n', good: '+OK\r\n' },
    { ask: 'BOGUS\r\n', good: '+OK well\r\n' },
    { ask: 'XTND BBOARDS\r\n', good: '+OK\r\nsystem 7\r\n.\r\n' },
    { ask: '\r\n', good: '+OK well\r\n' },
  ],
  errors: ['-ERR\r\n', '-ERR no\r\n', '-ERR [SYS/TEMP] later\r\n', '-ERR 2 messages\r\n'],
};

const html = 'HTTP/1.1 404 Not Found\r\nContent-Length: 22\r\n\r\nHTTP/1.1 200 OK\r\n\r\n.\r\n';

/** Requests are answered in their order (RFC 9112 §9.3.2); only the request says whether a body follows the answer. */
const http: Manner = {
  name: 'HTTP', port: 80, greeting: '', field: 'http.request_in',
  exchanges: [
    { ask: 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', good: 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<p>\r\n' },
    { ask: 'GET /gone HTTP/1.1\r\nHost: a\r\n\r\n', good: html },
    { ask: 'HEAD / HTTP/1.1\r\nHost: a\r\n\r\n', good: 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n' },
    { ask: 'GET /new HTTP/1.1\r\nHost: a\r\nIf-None-Match: "1"\r\n\r\n', good: 'HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n' },
    { ask: 'GET /pieces HTTP/1.1\r\nHost: a\r\n\r\n', good: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n11;x=y\r\nHTTP/1.1 200 OK\r\n\r\n0\r\nA: b\r\n\r\n' },
    { ask: 'PUT /a HTTP/1.1\r\nHost: a\r\nContent-Length: 18\r\n\r\nGET / HTTP/1.1\r\n\r\n', good: 'HTTP/1.1 204 No Content\r\n\r\n' },
    { ask: 'POST /b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n', good: 'HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n' },
    { ask: 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n', good: 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nAllow: GET\r\n\r\n' },
    { ask: 'CONNECT b:25 HTTP/1.1\r\nHost: b:25\r\n\r\n', good: 'HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno' },
  ],
  errors: ['HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n', 'HTTP/1.1 500 Oops\r\nContent-Length: 0\r\nServer: x\r\n\r\n', 'HTTP/1.1 503 Later\r\nRetry-After: 9\r\nContent-Length: 0\r\n\r\n'],
};

/** `TAG` stands for a tag of its own in each exchange. */
const imap: Manner = {
  name: 'IMAP', port: 143, greeting: '* OK ready\r\n', field: 'imap.response_to',
  exchanges: [
    { ask: 'TAG CAPABILITY\r\n', good: '* CAPABILITY IMAP4rev1 IDLE\r\nTAG OK done\r\n' },
    { ask: 'TAG NOOP\r\n', good: '* 3 EXISTS\r\nTAG OK done\r\n' },
    { ask: 'TAG LIST "" "*"\r\n', good: '* LIST () "/" {10}\r\nTAG OK no\r\nTAG OK done\r\n' },
    { ask: 'TAG SELECT INBOX\r\n', good: '* 3 EXISTS\r\n* OK [UIDVALIDITY 1] ok\r\nTAG OK [READ-WRITE] done\r\n' },
    { ask: 'TAG UID FETCH 1 (BODY[])\r\n', good: '* 1 FETCH (UID 4 BODY[] {20}\r\nSubject: x\r\n\r\na OK\r\n)\r\nTAG OK done\r\n' },
    { ask: 'TAG STORE 1 +FLAGS (\\Seen)\r\n', good: '* 1 FETCH (FLAGS (\\Seen))\r\nTAG OK done\r\n' },
    { ask: 'TAG BOGUS\r\n', good: 'TAG BAD what\r\n' },
  ],
  errors: ['TAG NO not now\r\n', 'TAG BAD [CLIENTBUG] what\r\n', '* NO disk is full\r\nTAG NO [ALERT] no\r\n'],
};

/** One exchange as it goes: the errors that its steps meet, by number; -1: none. */
interface Going {
  readonly exchange: Exchange;
  readonly error: number;
  /** In which step of it. */
  readonly step: number;
}

/** Exchanges whose commands are sent in one go, in one packet or in one each; so are the answers. */
interface Group {
  readonly goings: readonly Going[];
  readonly isOneRequest: boolean;
  readonly isOneAnswer: boolean;
}

const anyGroups = (manner: Manner): fc.Arbitrary<Group[]> => {
  const going = fc.record({ exchange: fc.constantFrom(...manner.exchanges), error: fc.integer({ min: -1, max: manner.errors.length - 1 }), step: fc.nat(2) });
  return fc.array(fc.record({ goings: fc.array(going, { minLength: 1, maxLength: 5 }), isOneRequest: fc.boolean(), isOneAnswer: fc.boolean() }), { minLength: 1, maxLength: 8 });
};

/** The turns of a dialogue; and for each answer the packet that holds its command. */
class Script {
  readonly turns: Turn[] = [];
  readonly expected: number[] = [];
  readonly #manner: Manner;
  readonly #tags = new Map<Going, string>();

  constructor(manner: Manner, groups: readonly Group[]) {
    this.#manner = manner;
    this.turns.push({ S: manner.greeting });
    for (const group of groups) this.#group(group);
  }

  /** The packet that the last turn makes, after the three of the handshake. */
  get #packet(): number {
    return this.turns.length + 3;
  }

  /** What has to wait for a good answer is sent alone. */
  #group({ goings, isOneRequest, isOneAnswer }: Group): void {
    const together: Going[] = [];
    for (const going of goings) {
      if (this.#goesOn(going, 0)) {
        this.#send(together.splice(0), isOneRequest, isOneAnswer);
        this.#alone(going);
      } else together.push(going);
    }
    this.#send(together, isOneRequest, isOneAnswer);
  }

  #goesOn({ exchange, error, step }: Going, at: number): boolean {
    return exchange.next !== undefined && (error < 0 || step !== at);
  }

  #send(goings: readonly Going[], isOneRequest: boolean, isOneAnswer: boolean): void {
    if (goings.length === 0) return;
    this.#say('C', goings.map((g) => this.#tagged(g, g.exchange.ask)), isOneRequest, (packet) => this.expected.push(packet));
    this.#say('S', goings.map((g) => this.#tagged(g, this.#answer(g, g.exchange, 0))), isOneAnswer);
  }

  #tagged(going: Going, text: string): string {
    const tag = this.#tags.get(going) ?? `t${this.#tags.size}`;
    this.#tags.set(going, tag);
    return text.replaceAll('TAG', tag.padEnd(3, 'x'));
  }

  #alone(going: Going): void {
    let { exchange } = going;
    for (let at = 0; ; at++) {
      this.#say('C', [exchange.ask], true, (packet) => this.expected.push(packet));
      this.#say('S', [this.#answer(going, exchange, at)], true);
      if (exchange.next === undefined || !this.#goesOn({ ...going, exchange }, at)) return;
      exchange = exchange.next;
    }
  }

  #answer({ error, step }: Going, exchange: Exchange, at: number): string {
    const isLast = exchange.next === undefined;
    return error >= 0 && (step === at || (isLast && step > at)) ? this.#manner.errors[error]! : exchange.good;
  }

  #say(who: 'C' | 'S', texts: readonly string[], isOne: boolean, told: (packet: number) => void = () => undefined): void {
    const parts = isOne ? [texts.join('')] : texts;
    for (const part of parts) {
      this.turns.push(who === 'C' ? { C: part } : { S: part });
      for (let n = isOne ? texts.length : 1; n > 0; n--) told(this.#packet);
    }
  }
}

describe.each([smtp, pop, imap, http])('$name: whatever the server answers to each command', (manner) => {
  test('every answer is paired with the packet of its command', () => {
    fc.assert(fc.property(anyGroups(manner), (groups) => {
      const { turns, expected } = new Script(manner, groups);
      const { units } = hear(conversation(turns, { port: manner.port }));
      const paired = units.flatMap((u) => u.marks.filter(([path]) => path === manner.field).map(([, text]) => Number(text)));
      expect(paired).toEqual(expected);
    }), { numRuns: 300 });
  });
});
