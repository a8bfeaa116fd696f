/** Fields that say the same in two ways, or in another protocol that a section accepts. A claim about one of a row answers a question about the first. */
const rows: readonly (readonly string[])[] = [
  ['tcp.seq_raw', 'tcp.seq'],
  ['tcp.seq', 'tcp.seq_raw'],
  ['tcp.ack_raw', 'tcp.ack'],
  ['tcp.ack', 'tcp.ack_raw'],
  ['tcp.window_size_value', 'tcp.window_size'],
  ['tcp.window_size', 'tcp.window_size_value'],
  ['icmp.ident', 'icmp.ident_le'],
  ['icmp.seq', 'icmp.seq_le'],
  ['http.request.uri', 'http.request.full_uri'],
  ['nbns.id', 'nbdgm.dgram_id'],
  ['nbns.flags.opcode', 'nbdgm.type', 'nbss.type'],
  ['nbns.flags', 'nbdgm.flags', 'nbss.flags'],
  ['nbns.name', 'nbdgm.source_name', 'nbdgm.destination_name', 'nbss.called_name', 'nbss.calling_name'],
];

const table = new Map(rows.map(([path, ...others]) => [path!, others]));

/** The paths under which a report may answer what a rubric asks of `path`, that one first. */
export function equivalents(path: string): readonly string[] {
  return [path, ...(table.get(path) ?? [])];
}
