import type { Field } from '../base/field.ts';
import { smbBodyFields as f } from './smb-fields.ts';
import { smbHeaderFields as h } from './smb-header.ts';
import { COMMAND, TRANS2 } from './smb-names.ts';
import type { SmbPlaces } from './smb-places.ts';

/** Where among the parameters of a request the number of setup words stands, and where they begin. */
const SETUP_COUNT = 26;
const SETUP = 28;

/** Parameters of a TRANSACTION2, the last of which may be a name (MS-CIFS §2.2.6). */
interface Parameters {
  readonly fields: readonly (readonly [field: Field, size: number])[];
  readonly name: Field | undefined;
}

const subcommands: Readonly<Record<number, Parameters>> = {
  [TRANS2.findFirst2]: { fields: [[f['search.attribute'], 2], [f.search_count, 2], [f['find_first2.flags'], 2], [f.ff2_loi, 2], [h.reserved, 4]], name: f.search_pattern },
  [TRANS2.findNext2]: { fields: [[f.search_id, 2], [f.search_count, 2], [f.ff2_loi, 2], [f['resume.key'], 4], [f['find_first2.flags'], 2]], name: f.file },
  [TRANS2.queryPathInformation]: { fields: [[f.qpi_loi, 2], [h.reserved, 4]], name: f.file },
  [TRANS2.setPathInformation]: { fields: [[f.spi_loi, 2], [h.reserved, 4]], name: f.file },
  [TRANS2.queryFileInformation]: { fields: [[f.fid, 2], [f.qpi_loi, 2]], name: undefined },
  [TRANS2.setFileInformation]: { fields: [[f.fid, 2], [f.spi_loi, 2], [h.reserved, 2]], name: undefined },
  [TRANS2.createDirectory]: { fields: [[h.reserved, 4]], name: f.dir_name },
};

/** The setup words of a transaction: the first of a TRANSACTION2 says what it is to do (MS-CIFS §2.2.4.46.1). */
export function addSetup(p: SmbPlaces): void {
  const { command, isResponse } = p.message;
  if (command === COMMAND.ntTransact) return;
  if (command === COMMAND.transaction2 && !isResponse && p.left >= 2) p.take(f['trans2.cmd']);
  while (p.left >= 2 && p.take(f['trans_data.setup_word']));
}

/** The data of a request: the name of the transaction, if it has one, parameters and data (MS-CIFS §2.2.4.33.1). */
export function addTransaction(p: SmbPlaces, words: number): void {
  const isSecond = p.message.command === COMMAND.transaction2;
  if (!isSecond) p.string(f.trans_name);
  const parameters = p.partWithin(p.word(words + 20), p.word(words + 18));
  if (isSecond && (p.word(words + SETUP_COUNT) & 0xff) > 0) addParameters(parameters, p.word(words + SETUP));
  parameters.rest(f['trans_data.parameters']);
  p.part(f.trans_data, p.word(words + 24), p.word(words + 22));
}

function addParameters(p: SmbPlaces, subcommand: number): void {
  const known = subcommands[subcommand];
  if (known === undefined) return;
  for (const [field, size] of known.fields) if (p.left >= size) p.parameter(field, size);
  if (known.name !== undefined) p.string(known.name);
}

export function addTransactionAnswer(p: SmbPlaces, words: number): void {
  addDisplaced(p, words + 6);
}

export function addTransactionRest(p: SmbPlaces, words: number): void {
  addDisplaced(p, words + 4);
}

/** Parts whose counts, offsets and displacements begin at `counts`. */
function addDisplaced(p: SmbPlaces, counts: number): void {
  p.part(f['trans_data.parameters'], p.word(counts + 2), p.word(counts));
  p.part(f.trans_data, p.word(counts + 8), p.word(counts + 6));
}

/** MS-CIFS §2.2.4.62.1: the same with wider numbers. */
export function addNtTransaction(p: SmbPlaces, words: number): void {
  p.part(f['trans_data.parameters'], p.long(words + 23), p.long(words + 19));
  p.part(f.trans_data, p.long(words + 31), p.long(words + 27));
}

export function addNtTransactionAnswer(p: SmbPlaces, words: number): void {
  p.part(f['trans_data.parameters'], p.long(words + 15), p.long(words + 11));
  p.part(f.trans_data, p.long(words + 27), p.long(words + 23));
}
