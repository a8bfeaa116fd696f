import { sha256 } from '@noble/hashes/sha2.js';
import type { Block, Cell, SheetColumn, SheetDocument, SheetRow } from './sheet-document.ts';

/** Every share of a page's width that a column may have; and how far cells are indented. Attributes of style are not allowed by the policy. */
const widths = Array.from({ length: 100 }, (_, i) => `.w${i + 1} { width: ${i + 1}%; }`).join(' ');
const MAX_DEPTH = 8;
const indents = Array.from({ length: MAX_DEPTH }, (_, i) => `td.d${i + 1} { padding-left: ${1.4 + 3 * (i + 1)}mm; }`).join(' ');

/** A4 leaves 180 mm; 73 columns of 9 point take 139 mm in the usual fonts of equal widths, 0.6 em each. */
const STYLE = `
@page { size: A4; margin: 15mm; }
body { font: 11pt/1.35 "Liberation Sans", Arial, sans-serif; color: #111; max-width: 180mm; margin: 0 auto; }
h1 { font-size: 17pt; margin: 0 0 4mm; }
h2 { font-size: 13pt; margin: 8mm 0 2mm; border-bottom: 1px solid #888; break-after: avoid; }
h3 { font-size: 11pt; margin: 4mm 0 1.5mm; break-after: avoid; }
p { margin: 1.5mm 0; }
pre, code { font-family: "Liberation Mono", "Courier New", monospace; font-size: 9pt; }
pre { line-height: 1.25; margin: 0; padding: 1mm 0; white-space: pre; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; font-size: 9.5pt; }
th, td { border: 1px solid #aaa; padding: 0.6mm 1.4mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
tr { break-inside: avoid; }
th, tr.layer td { background: #eee; font-weight: bold; }
table.facts { margin-bottom: 4mm; }
.room { border: 1px solid #aaa; }
${widths}
${indents}
`;

/** A sheet as a page of its own: nothing is loaded, nothing runs, and the policy says so. */
export function sheetHtml({ language, title, facts, blocks }: SheetDocument): string {
  const policy = `default-src 'none'; style-src 'sha256-${base64Text(sha256(new TextEncoder().encode(STYLE)))}'`;
  const about = table([{ title: '', share: 20 }, { title: '', share: 80 }], facts.map(([label, value]) => ({ cells: [{ text: label }, { text: value }] })), 'facts');
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${[about, ...blocks.map(blockHtml)].join('\n')}
</body>
</html>
`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'section':
      return `<h2>${escaped(block.text)}</h2>`;
    case 'heading':
      return `<h3>${escaped(block.text)}</h3>`;
    case 'note':
      return `<p>${escaped(block.text)}</p>`;
    case 'dump':
      return `<pre>${block.lines.map(escaped).join('\n')}</pre>`;
    case 'room':
      return `<pre class="room">${'\n'.repeat(block.lines)}</pre>`;
    case 'table':
      return table(block.columns, block.rows, '');
  }
}

function table(columns: readonly SheetColumn[], rows: readonly SheetRow[], name: string): string {
  const groups = columns.map(({ share }) => `<col class="w${share}">`).join('');
  const heads = columns.some(({ title }) => title !== '') ? `<thead><tr>${columns.map(({ title }) => `<th>${escaped(title)}</th>`).join('')}</tr></thead>` : '';
  const body = rows.map((row) => `<tr${row.isHead === true ? ' class="layer"' : ''}>${row.cells.map(cellHtml).join('')}</tr>`).join('\n');
  return `<table${name === '' ? '' : ` class="${name}"`}><colgroup>${groups}</colgroup>${heads}<tbody>\n${body}\n</tbody></table>`;
}

function cellHtml({ text, isCode = false, depth = 0 }: Cell): string {
  const inner = isCode && text !== '' ? `<code>${escaped(text)}</code>` : escaped(text);
  return depth === 0 ? `<td>${inner}</td>` : `<td class="d${Math.min(depth, MAX_DEPTH)}">${inner}</td>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text that means nothing to HTML, in elements and in attributes. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign]!);
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** RFC 4648 §4. */
function base64Text(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let shift = 18; shift >= 0; shift -= 6) text += alphabet[(word >> shift) & 63];
  }
  const missing = (3 - (bytes.length % 3)) % 3;
  return text.slice(0, text.length - missing) + '='.repeat(missing);
}
