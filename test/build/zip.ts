import zlib from 'node:zlib';
import { crc32 } from '../../src/base/crc32.ts';
import { concat, utf8 } from './bytes.ts';

/** A file of an archive, and the lies that are told of it. */
export interface ZipFile {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What the directory claims, where that is not so. */
  readonly size?: number;
  readonly crc?: number;
  readonly flags?: number;
  /** Upper half: type and rights of a file on Unix. */
  readonly attributes?: number;
}

const little = (n: number, size: number): Uint8Array => Uint8Array.from({ length: size }, (_, i) => Math.floor(n / 256 ** i) & 255);
const row = (...values: readonly (readonly [number, number])[]): Uint8Array => concat(...values.map(([n, size]) => little(n, size)));

/** A ZIP archive (PKWARE APPNOTE 6.3.10) of files that are packed with DEFLATE. `count`: how many the end record claims. */
export function zip(files: readonly ZipFile[], count = files.length): Uint8Array {
  const locals: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let at = 0;
  for (const file of files) {
    const content = typeof file.content === 'string' ? utf8(file.content) : file.content;
    const packed = new Uint8Array(zlib.deflateRawSync(content));
    const name = utf8(file.name);
    const common: readonly (readonly [number, number])[] = [
      [20, 2], [file.flags ?? 0, 2], [8, 2], [0, 2], [0, 2], [file.crc ?? crc32(0, content), 4], [packed.length, 4], [file.size ?? content.length, 4], [name.length, 2], [0, 2],
    ];
    const local = concat(row([0x04034b50, 4], ...common), name, packed);
    central.push(concat(row([0x02014b50, 4], [file.attributes === undefined ? 20 : 0x0314, 2], ...common, [0, 2], [0, 2], [0, 2], [file.attributes ?? 0, 4], [at, 4]), name));
    locals.push(local);
    at += local.length;
  }
  const directory = concat(...central);
  return concat(...locals, directory, row([0x06054b50, 4], [0, 2], [0, 2], [count & 0xffff, 2], [count & 0xffff, 2], [directory.length, 4], [at, 4], [0, 2]));
}

const TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>';
const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:v" xmlns:r="urn:r" xmlns:mc="urn:mc" xmlns:wps="urn:wps" xmlns:a="urn:a"';
const STYLES = `<?xml version="1.0"?><w:styles ${WORD}><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style></w:styles>`;
const RELATIONS = '<?xml version="1.0"?><Relationships xmlns="urn:p"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>';

/** A Word document whose body is `body`; `prolog` stands before its root. */
export function docx(body: string, more: readonly ZipFile[] = [], prolog = ''): Uint8Array {
  return zip([
    { name: '[Content_Types].xml', content: TYPES }, { name: 'word/document.xml', content: `<?xml version="1.0"?>${prolog}<w:document ${WORD}><w:body>${body}</w:body></w:document>` },
    { name: 'word/styles.xml', content: STYLES }, { name: 'word/_rels/document.xml.rels', content: RELATIONS }, ...more,
  ]);
}

/** An OpenDocument text whose body is `body`. */
export function odt(body: string, more: readonly ZipFile[] = []): Uint8Array {
  const names = 'xmlns:office="urn:o" xmlns:text="urn:t" xmlns:table="urn:tb" xmlns:draw="urn:d"';
  return zip([
    { name: 'mimetype', content: 'application/vnd.oasis.opendocument.text' },
    { name: 'content.xml', content: `<?xml version="1.0"?><office:document-content ${names}><office:body><office:text>${body}</office:text></office:body></office:document-content>` }, ...more,
  ]);
}
