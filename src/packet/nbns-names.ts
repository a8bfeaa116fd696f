import { keywords, names } from '../base/names.ts';

/** RFC 1002 §4.2.1.1; 8 and 9 are both met, for the figures and the text of the standard disagree; 15 is Microsoft's. */
export const opcodeNames = names('nbns.flags.opcode', {
  0: 'name query', 5: 'registration', 6: 'release', 7: 'wait for acknowledgement', 8: 'refresh', 9: 'refresh', 15: 'multi-homed registration',
});

/** RFC 1002 §4.2.6, §4.2.11, §4.2.14. */
export const rcodeNames = names('nbns.flags.rcode', {
  0: 'no error', 1: 'format error', 2: 'server failure', 3: 'no such name', 4: 'not implemented', 5: 'refused', 6: 'name is owned by another node', 7: 'name in conflict',
});

/** Types of records (RFC 1002 §4.2.1.3). */
export const TYPE = { address: 1, nameServer: 2, null: 10, name: 32, status: 33 } as const;
export const typeNames = keywords('nbns.type', { 1: 'A', 2: 'NS', 10: 'NULL', 32: 'NB', 33: 'NBSTAT' });
export const classNames = keywords('nbns.class', { 1: 'IN' });

/** How a node finds names (RFC 1001 §10; RFC 1002 §4.2.1.3). The fourth is Microsoft's; the standard reserves it. */
export const nodeTypeNames = names('nbns.nb_flags.ont', {
  0: 'B node: asks everybody', 1: 'P node: asks a name server', 2: 'M node: asks everybody, then a name server', 3: 'H node: asks a name server, then everybody',
});
