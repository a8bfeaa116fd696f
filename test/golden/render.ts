import path from 'node:path';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { ContentLog } from '../../src/analysis/content-log.ts';
import { Inspector } from '../../src/analysis/inspector.ts';
import { Links } from '../../src/analysis/links.ts';
import { Overview } from '../../src/analysis/overview.ts';
import { type Session, SessionLog } from '../../src/analysis/session-log.ts';
import type { Tree } from '../../src/base/tree.ts';
import { linkTypeText } from '../../src/cli/link-type.ts';
import { type CaptureFile, readCapture } from '../../src/node/capture-file.ts';
import { Ink } from '../../src/report/ink.ts';
import { overviewLines } from '../../src/report/overview.ts';
import { PacketList } from '../../src/report/packet-list.ts';
import { plainPalette } from '../../src/report/palette.ts';
import { sessionLines } from '../../src/report/session-list.ts';
import { stateWalkLines } from '../../src/report/state-walk.ts';
import { Transcript } from '../../src/report/transcript.ts';
import { Catalogue } from '../../src/text/catalogue.ts';
import { treeLines } from '../build/printed.ts';

const catalogue = new Catalogue();
const COLUMNS = 160;

/** What pupil says of a capture, as texts to be reviewed: by the ending of the file that holds each. */
export function render(file: string): Record<string, string> {
  return { packets: packets(file), tree: trees(file), sessions: sessions(file), overview: overview(file) };
}

/** A line for each packet. */
function packets(file: string): string {
  const chunks: string[] = [];
  const ink = new Ink((bytes) => chunks.push(Buffer.from(bytes).toString('utf8')));
  const a: Analyzer = new Analyzer(() => list.line(), { marks: true, verdicts: true, probe: true });
  const list = new PacketList(ink, a, catalogue, plainPalette, 'r', COLUMNS);
  readCapture(file, a);
  a.end();
  ink.flush();
  return chunks.join('');
}

/** The trees of packets, each with its bytes; those whose fields have all been shown already in the same company are left out. */
function trees(file: string): string {
  const known = learned(file);
  const shown = new Set<string>();
  const lines: string[] = [];
  const a: Analyzer = new Analyzer(() => {
    const tree = inspector.inspect();
    const kind = fieldsOf(tree);
    if (shown.has(kind)) return;
    shown.add(kind);
    lines.push(`packet ${a.number}`, ...treeLines(tree, catalogue, { hex: true, only: undefined, columns: COLUMNS }), '');
  }, { marks: true, verdicts: true, probe: true, known });
  const inspector = new Inspector(a);
  readCapture(file, a);
  a.end();
  return lines.join('\n');
}

function learned(file: string): Links {
  const learn = new Links();
  const a = new Analyzer(() => undefined, { marks: true, verdicts: true, probe: true, learn });
  readCapture(file, a);
  a.end();
  return learn;
}

/** The paths of the fields of a tree, each once. */
function fieldsOf(tree: Tree): string {
  return [...new Set(tree.fields.slice(0, tree.length).map((field) => field.path))].join(' ');
}

/** Every session: its line, its transcript with moves and notes, what it promised, the way through its states. */
function sessions(file: string): string {
  const lines = new Map<number, string[]>();
  const speaking = new Map<number, { transcript: Transcript; session: Session }>();
  const a: Analyzer = new Analyzer(collect, { marks: true, probe: true, secrets: [{ user: 'anna', secret: 'Parol-1' }, { user: 'minh', secret: 'MatKhau-2' }] });
  function collect(): void {
    for (const unit of a.units) {
      const { id } = unit.session;
      const entry = speaking.get(id) ?? { transcript: new Transcript(catalogue, plainPalette, COLUMNS), session: unit.session };
      speaking.set(id, entry);
      lines.set(id, [...(lines.get(id) ?? []), ...entry.transcript.unit(unit, a.number)]);
    }
  }
  const log = new SessionLog(a);
  readCapture(file, a);
  a.end();
  collect();
  return log.records.flatMap((record) => {
    const entry = speaking.get(record.id);
    const promises = record.promises.map((p) => `  promised ${p.kind} ${p.subject}: ${p.promised}, seen ${p.seen}: ${p.isKept ?? 'unknown'}`);
    const credentials = record.credentials.map((c) => `  credential ${c.scheme} ${c.user} ${c.proof === undefined ? '' : `proof ${c.proof.isVerified ?? 'unchecked'}`} ${c.isAccepted ?? 'unanswered'}`);
    return [
      ...sessionLines(record, 3, catalogue, plainPalette), ...(lines.get(record.id) ?? []), ...(entry?.transcript.end(entry.session) ?? []), ...promises, ...credentials, '',
      ...stateWalkLines(record, catalogue, plainPalette, COLUMNS), '',
    ];
  }).join('\n');
}

/** What `analyze` prints. */
function overview(file: string): string {
  const contents = new ContentLog();
  const a: Analyzer = new Analyzer(() => o.packet(), { probe: true, contents, verdicts: true });
  const o = new Overview(a, contents);
  const capture: CaptureFile = readCapture(file, a);
  a.end();
  const linkTypeName = (linkType: number): string => linkTypeText(linkType, catalogue);
  return `${overviewLines(o, { name: path.basename(file), file: path.basename(file), captures: [{ ...capture, path: path.basename(file) }], linkTypeName, notes: [] }, catalogue, plainPalette).join('\n')}\n`;
}
