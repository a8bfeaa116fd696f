import { describe, expect, test } from 'vitest';
import type { AnalyzerOptions } from '../../src/analysis/analyzer.ts';
import { MAX_LOOKS } from '../../src/analysis/dialogues.ts';
import { ascii, utf8 } from '../build/bytes.ts';
import { decodeAll, text } from '../build/decode.ts';
import { conversation, hear, type Turn } from '../build/dialogue.ts';
import { ethernet, ipv4, tcp } from '../build/packet.ts';
import { nbss, smb2 } from '../build/smb.ts';

const smtp: Turn[] = [{ S: '220 mail.lab.test ESMTP\r\n' }, { C: 'HELO student\r\n' }, { S: '250 mail.lab.test\r\n' }];
const echo = nbss(0, smb2({ command: 13 }, Uint8Array.of(4, 0, 0, 0)));

/** What the sessions of a conversation on a port are taken for, and why. */
function recognised(turns: readonly Turn[], port: number, options: AnalyzerOptions = {}, handshake = true): string[] {
  return hear(conversation(turns, { port, handshake }), { probe: false, ...options }).sessions.map((s) => `${s.dialogue.name} ${s.recognised.how} ${s.recognised.port}`);
}

describe('which dialogue a connection holds', () => {
  test('a well-known port says it', () => {
    expect(recognised(smtp, 25)).toEqual(['smtp port 25']);
  });

  test('on another port nothing says it, unless probing is asked for', () => {
    expect(recognised(smtp, 4025)).toEqual([]);
    expect(recognised(smtp, 4025, { probe: true })).toEqual(['smtp probe 4025']);
  });

  test('a dialogue that comes after a preface of another kind is found, but not after any number of segments', () => {
    const preface = (n: number): Turn[] => Array.from({ length: n }, () => ({ C: 'preface' }));
    expect(recognised([...preface(MAX_LOOKS - 1), { C: echo }], 4025, { probe: true })).toEqual(['nbss probe 4025']);
    expect(recognised([...preface(MAX_LOOKS), { C: echo }], 4025, { probe: true })).toEqual([]);
  });

  test('what the user says comes before the port, and may be that it is none', () => {
    expect(recognised(smtp, 4025, { dialogueAs: new Map([[4025, 'smtp']]) })).toEqual(['smtp decode-as 4025']);
    expect(recognised([{ C: echo }], 25, { dialogueAs: new Map([[25, 'nbss']]) })).toEqual(['nbss decode-as 25']);
    expect(recognised(smtp, 25, { dialogueAs: new Map([[25, 'data']]) })).toEqual([]);
  });

  test('a port that the user says nothing of is left as it is', () => {
    expect(recognised(smtp, 25, { dialogueAs: new Map([[4025, 'nbss']]) })).toEqual(['smtp port 25']);
  });

  test('without the SYN the lower port is asked first, and is the one that serves', () => {
    const heard = hear(conversation(smtp, { port: 25, handshake: false }));
    expect(heard.units.map((u) => u.side)).toEqual(['server', 'client', 'server']);
  });

  test.each([80, 3128])('without the SYN what is said tells who serves, where the client has port %i', (clientPort) => {
    const turns: Turn[] = [{ C: 'GET / HTTP/1.1\r\nHost: lab.test\r\n\r\n' }, { S: 'HTTP/1.1 204 No Content\r\n\r\n' }];
    for (const said of [turns, turns.slice(1)]) {
      const heard = hear(conversation(said, { port: 8080, clientPort, handshake: false }));
      expect(heard.units.map((u) => u.side)).toEqual(said.map((turn) => ('C' in turn ? 'client' : 'server')));
    }
  });

  test('the stream that one dialogue hands over to another says so', () => {
    const turns: Turn[] = [...smtp, { C: 'STARTTLS\r\n' }, { S: '220 go\r\n' }, { C: Uint8Array.of(22, 3, 1, 0, 1, 0) }];
    expect(recognised(turns, 25)).toEqual(['smtp port 25', 'tls handover 25']);
  });
});

describe('a well-known port that holds something else', () => {
  test('the port decides, if probing is not asked for', () => {
    expect(recognised([{ C: echo }], 25)).toEqual(['smtp port 25']);
  });

  test('probing overrules it where another dialogue is sure, and its own is sure that it is not', () => {
    expect(recognised([{ C: echo }], 25, { probe: true })).toEqual(['nbss probe 25']);
    expect(recognised(smtp, 445, { probe: true })).toEqual(['smtp probe 445']);
  });

  test('the port decides where its own dialogue finds it possible, or no other is sure', () => {
    expect(recognised([{ S: '220 hello\r\n' }], 25, { probe: true })).toEqual(['smtp port 25']);
    expect(recognised([{ C: 'what is this\r\n' }], 25, { probe: true })).toEqual(['smtp port 25']);
  });

  test('the port decides in the middle of a stream: there, anything may look like anything', () => {
    expect(recognised([{ C: echo }], 25, { probe: true }, false)).toEqual(['smtp port 25']);
  });
});

describe('a port where a dialogue is often met', () => {
  const web: Turn[] = [{ C: 'GET / HTTP/1.1\r\nHost: lab.test\r\n\r\n' }, { S: 'HTTP/1.1 204 No Content\r\n\r\n' }];

  test('is believed without probing if the bytes look like it', () => {
    expect(recognised(web, 8888)).toEqual(['http port 8888']);
    expect(recognised(web, 8888, {}, false)).toEqual(['http port 8888']);
    expect(recognised(web, 12345)).toEqual([]);
    expect(recognised(web, 31337)).toEqual(['http port 31337']);
    expect(recognised(web, 49153, {}, false)).toEqual(['http port 49153']);
  });

  test('says nothing of other bytes, until some look like it', () => {
    expect(recognised([{ C: 'what is this\r\n' }], 8888)).toEqual([]);
    expect(recognised([{ C: 'what is this\r\n' }, ...web], 8888)).toEqual(['http port 8888']);
  });

  test('is one of the end that serves', () => {
    const turns: Turn[] = [{ S: 'GET / HTTP/1.1\r\nHost: lab.test\r\n\r\n' }];
    expect(recognised(turns, 8888)).toEqual([]);
  });

  test('may be the well-known port of another, which disowns the beginning: HTTP where TLS is expected', () => {
    expect(recognised(web, 443)).toEqual(['http port 443']);
    expect(recognised(web, 443, {}, false)).toEqual(['tls port 443']);
    expect(recognised([{ C: Uint8Array.of(22, 3, 1, 0, 1, 0) }], 443)).toEqual(['tls port 443']);
  });
});

describe('how it was recognised is a field', () => {
  test('shown where it was not by the port', () => {
    const probed = decodeAll(conversation(smtp, { port: 4025 }), 1, { probe: true });
    expect(text(probed[3]!, 'session.recognized_by')).toBe('probe');
    expect(text(decodeAll(conversation(smtp))[3]!, 'session.recognized_by')).toBeUndefined();
  });
});

describe('keep-alives (RFC 9293 §3.8.4, RFC 1122 §4.2.3.6)', () => {
  const CLIENT = '10.77.0.10';
  const SERVER = '10.77.0.2';
  const ACK = 0x10;
  const PSH_ACK = 0x18;
  const said = (fromClient: boolean, seq: number, ack: number, flags: number, payload: Uint8Array = new Uint8Array(0)): Uint8Array => {
    const [src, dst, sport, dport] = fromClient ? [CLIENT, SERVER, 51514, 4025] : [SERVER, CLIENT, 4025, 51514];
    return ethernet({}, ipv4({ src, dst }, tcp({ src, dst, sport, dport, seq, ack, flags }, payload)));
  };
  const garbage = Uint8Array.of(0);
  const hello = utf8('HELO student\r\n');
  const probed = (packets: readonly Uint8Array[]): string[] => hear(packets).units.map((u) => u.text);

  test('where a capture begins with one, the next data decides, and the garbage is no part of the stream', () => {
    expect(probed([said(true, 99, 500, ACK, garbage), said(true, 100, 500, PSH_ACK, hello)])).toEqual(['HELO student\r\n']);
  });

  test('the acknowledgment of the other end tells that the byte is old, whatever its flags', () => {
    expect(probed([said(false, 500, 100, ACK), said(true, 99, 500, PSH_ACK, garbage), said(true, 100, 500, PSH_ACK, hello)])).toEqual(['HELO student\r\n']);
  });

  test('after the handshake', () => {
    const [syn, synAck, ack] = conversation([], { port: 4025, close: false });
    expect(probed([syn!, synAck!, ack!, said(true, 1000, 5001, ACK, garbage), said(true, 1001, 5001, PSH_ACK, hello)])).toEqual(['HELO student\r\n']);
  });

  test('on a side that has not spoken yet, of a connection that is known already', () => {
    const greeting = utf8('220 mail.lab.test ESMTP\r\n');
    expect(probed([said(false, 500, 100, PSH_ACK, greeting), said(true, 99, 525, ACK, garbage), said(true, 100, 525, PSH_ACK, hello)])).toEqual(['220 mail.lab.test ESMTP\r\n', 'HELO student\r\n']);
  });

  test('a single byte that is pushed is data', () => {
    expect(probed([said(true, 100, 500, PSH_ACK, ascii('H')), said(true, 101, 500, PSH_ACK, ascii('ELO student\r\n'))])).toEqual([]);
    const packets = conversation([{ C: 'H' }, { C: 'ELO student\r\n' }]);
    expect(probed(packets)).toEqual(['HELO student\r\n']);
  });
});
