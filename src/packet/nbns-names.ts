import { keywords, names } from '../base/names.ts';

/** RFC 1002 §4.2.1.1; 8 and 9 are both met, for the figures and the text of the standard disagree; 15 is Microsoft's. */
export const opcodeNames = names('nbns.flags.opcode', {
  0: ['name query', 'Asks who has a name, or asks a machine which names it has.'],
  5: ['registration', 'A machine wants to use the name; whoever has it already must object.'],
  6: ['release', 'A machine gives the name up, often because it is being shut down.'],
  7: ['wait for acknowledgement', 'The name server asks for patience: it has to make sure with the one that has the name.'],
  8: ['refresh', 'A machine tells the name server that it still uses the name.'],
  9: ['refresh', 'The same as 8: the standard contradicts itself, and both are met.'],
  15: ['multi-homed registration', "A machine with several addresses registers one name for all of them; an addition of Microsoft's.", 'MS-NBTE'],
});

/** RFC 1002 §4.2.6, §4.2.11, §4.2.14. */
export const rcodeNames = names('nbns.flags.rcode', {
  0: ['no error', 'What was asked for has been done, or found.', 'RFC 1002 §4.2.6'],
  1: ['format error', 'The request is not built as it should be.', 'RFC 1002 §4.2.6'],
  2: ['server failure', 'The name server has a fault of its own and cannot answer.', 'RFC 1002 §4.2.6'],
  3: ['no such name', 'The name server knows nobody by this name.', 'RFC 1002 §4.2.14'],
  4: ['not implemented', 'The name server does not do what it is asked for.', 'RFC 1002 §4.2.6'],
  5: ['refused', 'The name server does not want to do it for this machine.', 'RFC 1002 §4.2.6'],
  6: ['name is owned by another node', 'Another machine has the name already, and keeps it.', 'RFC 1002 §4.2.6'],
  7: ['name in conflict', 'Two machines use the same name; the one that is told so must stop.', 'RFC 1002 §4.2.8'],
});

/** Types of records (RFC 1002 §4.2.1.3). */
export const TYPE = { address: 1, nameServer: 2, null: 10, name: 32, status: 33 } as const;
export const typeNames = names('nbns.type', {
  1: ['A', 'The address of the name server that is to be asked instead.'],
  2: ['NS', 'The name server that is to be asked instead.'],
  10: ['NULL', 'Nothing: the name is known, but there is no more to tell.'],
  32: ['NB', 'The addresses of the machines that have a name.'],
  33: ['NBSTAT', 'All names of a machine, and how much it has sent and received.'],
});
export const classNames = keywords('nbns.class', { 1: 'IN' });

/** How a node finds names (RFC 1001 §10; RFC 1002 §4.2.1.3). The fourth is Microsoft's; the standard reserves it. */
export const nodeTypeNames = names('nbns.nb_flags.ont', {
  0: ['B node: asks everybody', 'Finds names by broadcasts alone, and so only in its own network.', 'RFC 1001 §10.1'],
  1: ['P node: asks a name server', 'Never broadcasts; without a name server it finds nobody.', 'RFC 1001 §10.2'],
  2: ['M node: asks everybody, then a name server', 'Looks nearby first, and asks the name server where nobody answers.', 'RFC 1001 §10.3'],
  3: ['H node: asks a name server, then everybody', 'Spares the network broadcasts: only where the name server does not know does it ask everybody; Windows does so.', 'MS-NBTE'],
});
