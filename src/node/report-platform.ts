import zlib from 'node:zlib';
import type { DocumentPlatform } from '../grade/document/read-report.ts';
import type { Inflate } from '../grade/document/zip.ts';

/** What Node does for the readers of reports. */
export const reportPlatform: DocumentPlatform = {
  inflate,
  readPdf: async (bytes, limits) => (await import('./pdf-text.ts')).readPdfText(bytes, limits),
  readWord: async (bytes) => (await import('./word-text.ts')).readWordText(bytes),
};

function inflate(packed: Uint8Array, limit: number): ReturnType<Inflate> {
  try {
    return zlib.inflateRawSync(packed, { maxOutputLength: Math.max(1, limit) });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'large' : 'broken';
  }
}
