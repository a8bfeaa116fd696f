import { docx, zip } from './zip.ts';

const p = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;

/** Reports that are out to use up the machine, to be let out of their place, or to let something in; each with the fault that it is refused for. */
export function hostileReports(): [what: string, file: Uint8Array, fault: string][] {
  return [
    ['a bomb: 200 MB of blanks in 200 kB', docx(' '.repeat(200_000_000)), 'report-inflated'],
    ['a size that lies', zip([{ name: '[Content_Types].xml', content: '<Types/>' }, { name: 'word/document.xml', content: new Uint8Array(1_000_000), size: 10 }]), 'report-lie'],
    ['200,000 elements in each other', docx('<w:tbl>'.repeat(200_000)), 'report-nesting'],
    ['a document type with entities', docx(p('&x;'), [], '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), 'report-doctype'],
    ['a way out of the package', docx('', [{ name: '../../etc/x', content: 'x' }]), 'report-path'],
    ['an absolute path', docx('', [{ name: '/etc/x', content: 'x' }]), 'report-path'],
    ['a link', docx('', [{ name: 'word/link', content: '/etc/passwd', attributes: (0o120777 << 16) >>> 0 }]), 'report-path'],
    ['an encrypted package', zip([{ name: '[Content_Types].xml', content: 'x', flags: 1 }]), 'report-encrypted'],
    ['no package at all', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), 'report-directory'],
    ['3,000 files', docx('', Array.from({ length: 3000 }, (_, i) => ({ name: `word/${i}`, content: '' }))), 'report-entries'],
    ['a PDF that is none', new TextEncoder().encode('%PDF-1.7 nothing'), 'report-damaged'],
    ['an archive of another kind', new TextEncoder().encode('Rar!\x1a\x07\x00 rubbish'), 'report-foreign'],
  ];
}
