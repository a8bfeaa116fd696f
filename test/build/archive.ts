import zlib from 'node:zlib';
import { crc32 } from '../../src/base/crc32.ts';

/** A file of a package; what is given beside its content lies about it. */
export interface ZipEntry {
  readonly name: string;
  readonly content: Uint8Array | string;
  readonly stored?: boolean;
  /** Claimed size, general purpose flags, upper half of the attributes of a Unix. */
  readonly size?: number;
  readonly flags?: number;
  readonly mode?: number;
  /** Date and time of MS-DOS. */
  readonly date?: number;
  readonly time?: number;
}

/** A ZIP package (PKWARE APPNOTE 6.3.10). */
export function zip(entries: readonly ZipEntry[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const { local, central } = headers(entry, at);
    parts.push(local);
    directory.push(central);
    at += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...parts, central, end]));
}

function headers(entry: ZipEntry, at: number): { local: Buffer; central: Buffer } {
  const content = Buffer.from(entry.content as string);
  const packed = entry.stored === true ? content : zlib.deflateRawSync(content);
  const name = Buffer.from(entry.name);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(entry.flags ?? 0, 2);
  common.writeUInt16LE(entry.stored === true ? 0 : 8, 4);
  common.writeUInt16LE(entry.time ?? 0, 6);
  common.writeUInt16LE(entry.date ?? 0x2821, 8);
  common.writeUInt32LE(crc32(0, content), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(entry.size ?? content.length, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, packed]);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
  tail.writeUInt32LE(at, 10);
  const central = Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), common, tail, name]);
  return { local, central };
}

/** A document of Word with a paragraph for each line. */
export function docx(lines: readonly string[]): Uint8Array {
  const text = lines.map((line) => `<w:p><w:r><w:t xml:space="preserve">${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</w:t></w:r></w:p>`).join('');
  return docxOf(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${text}</w:body></w:document>`);
}

/** A document of Word with this main part. */
export function docxOf(main: string | Uint8Array, more: readonly ZipEntry[] = []): Uint8Array {
  const types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
  const relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';
  return zip([{ name: '[Content_Types].xml', content: types }, { name: '_rels/.rels', content: relations }, { name: 'word/document.xml', content: main }, ...more]);
}
