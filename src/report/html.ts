import { sha256 } from '@noble/hashes/sha2.js';
import { encodeBase64 } from '../base/base64.ts';
import { safe } from '../base/escape.ts';

/** A piece of a page. Only the functions of this file make it out of text. */
export interface Html {
  readonly html: string;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for a page: nothing in it is markup, and no control character turns the page around. */
export function escapeHtml(text: string): string {
  return safe(text).replace(/[&<>"']/g, (character) => entities[character]!);
}

/** An element with its content; strings are text. An attribute without a value is left out. */
export function element(name: string, attributes: Readonly<Record<string, string | undefined>>, ...content: readonly (Html | string)[]): Html {
  const written = Object.entries(attributes).map(([key, value]) => (value === undefined ? '' : ` ${key}="${escapeHtml(value)}"`)).join('');
  const inner = content.map((piece) => (typeof piece === 'string' ? escapeHtml(piece) : piece.html)).join('');
  return { html: `<${name}${written}>${inner}</${name}>` };
}

/** Nothing scrolls sideways, on phones neither: there the cells of a wide table stand below each other, each with the title of its column (`data-title`). Colours keep 4.5 : 1 against the ground. */
const STYLE = `
:root { color-scheme: light dark; --line: #8884; --dim: #666; --review: #7d5c00; --lost: #b03a0c; --full: #0b7268; }
@media (prefers-color-scheme: dark) { :root { --dim: #aaa; --review: #e3b341; --lost: #ff9166; --full: #5ecfc1; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 2rem; border-bottom: 1px solid var(--line); } h3 { font-size: 1rem; margin-bottom: .3rem; }
.mark { font-size: 1.3rem; font-weight: 600; } .dim { color: var(--dim); } .points { float: right; font-weight: 600; }
.review { color: var(--review); } .lost { color: var(--lost); } .full { color: var(--full); }
table { border-collapse: collapse; font-size: .9rem; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); min-width: 5rem; }
code { font: .85rem ui-monospace, monospace; white-space: pre-wrap; }
@media (max-width: 40rem) {
  .wide .titles { display: none; } .wide tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); }
  .wide td { display: block; min-width: 0; padding: 0; border: 0; } .wide td:empty { display: none; }
  .wide td::before { content: attr(data-title) ": "; color: var(--dim); font-size: .85rem; }
}
`;

/** A whole page, which loads nothing, runs nothing, and is let do neither (Content Security Policy Level 3 §6.1). */
export function page(title: string, language: string, body: readonly Html[]): string {
  const hash = encodeBase64(sha256(new TextEncoder().encode(STYLE)));
  const head = [
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${STYLE}</style>`,
  ];
  return `<!doctype html>\n<html lang="${escapeHtml(language)}">\n<head>\n${head.join('\n')}\n</head>\n<body>\n${body.map(({ html }) => html).join('\n')}\n</body>\n</html>\n`;
}
