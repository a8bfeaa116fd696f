import type { Fault } from '../base/fault.ts';

/** As much of the package as is used; it has no types of its own. */
interface WordExtractor {
  extract(file: Buffer): Promise<{ getBody(options?: { filterUnicode: boolean }): string; getTextboxes(options?: { filterUnicode: boolean }): string }>;
}

/**
 * The text of a Word document of before 2007, with that of its text boxes after it; cells of tables are separated by tabs. The reader is a package that users
 * install if they need it.
 */
export async function readWordText(bytes: Uint8Array): Promise<string | Fault> {
  const reader = await load();
  if (reader === undefined) return { code: 'report-reader', at: 0, need: 0, had: 0, found: 'word-extractor' };
  try {
    const document = await reader.extract(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    return `${document.getBody({ filterUnicode: false })}\n${document.getTextboxes({ filterUnicode: false })}`;
  } catch {
    return { code: 'report-damaged', at: 0, need: 0, had: 0, found: 'DOC' };
  }
}

async function load(): Promise<WordExtractor | undefined> {
  try {
    const name = 'word-extractor';
    const { default: Extractor } = (await import(name)) as { default: new () => WordExtractor };
    return new Extractor();
  } catch {
    return undefined;
  }
}
