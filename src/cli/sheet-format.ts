import type { SheetDocument } from '../report/sheet-document.ts';
import { sheetHtml } from '../report/sheet-html.ts';
import { sheetMarkdown } from '../report/sheet-markdown.ts';

/** Forms that a sheet is written in. */
export const sheetFormats = ['md', 'html', 'docx'] as const;
export type SheetFormat = (typeof sheetFormats)[number];

/** The file of a sheet. What makes it for word processors is loaded only where one is asked for. */
export async function sheetFile(document: SheetDocument, format: SheetFormat): Promise<string | Uint8Array> {
  switch (format) {
    case 'md':
      return sheetMarkdown(document);
    case 'html':
      return sheetHtml(document);
    case 'docx': {
      const { sheetDocx } = await import('./sheet-docx.ts');
      return sheetDocx(document);
    }
  }
}
