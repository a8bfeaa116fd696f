import { expect, test } from 'vitest';
import { udpServiceNames, tcpServiceNames } from '../../src/packet/port.ts';
import { ascii } from '../build/bytes.ts';
import { received } from '../build/datagram.ts';

test.each([[88, 'kerberos'], [389, 'cldap'], [500, 'isakmp'], [5060, 'sip'], [3702, 'ws-discovery']])('port %i is named', (port, name) => {
  expect(received(ascii('whatever'), port).layers.slice(3)).toEqual([name]);
});

test('a port without a name leads to bytes', () => {
  expect(received(ascii('whatever'), 40001).layers.slice(3)).toEqual(['data']);
});

test('a port may be two services', () => {
  expect([tcpServiceNames.of(443), udpServiceNames.of(443), tcpServiceNames.of(514), udpServiceNames.of(514), tcpServiceNames.of(67)]).toEqual(['https', 'quic', 'shell', 'syslog', undefined]);
});
