import { names } from '../base/names.ts';
import { Table } from '../base/table.ts';
import { data } from './data.ts';

/** What a network layer protocol identifier leads to (ISO/IEC TR 9577); frame relay and others that follow RFC 2427 ask here. */
export const nlpid = new Table('fr.nlpid', data);

export const nlpidNames = names('fr.nlpid', {
  0x00: 'null', 0x08: 'Q.933', 0x80: 'SNAP', 0x81: 'CLNP', 0x82: 'ES-IS', 0x83: 'IS-IS', 0x8e: 'IPv6', 0xb0: 'compression (FRF.9)', 0xb1: 'fragment (FRF.12)', 0xcc: 'IPv4', 0xcf: 'PPP',
});
