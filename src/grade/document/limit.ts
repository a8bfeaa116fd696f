/** Bytes of a report as it is handed in. */
export const MAX_REPORT = 50_000_000;
/** Bytes that one part of a package may unpack to, and all parts that are read together. */
export const MAX_PART = 20_000_000;
export const MAX_INFLATED = 100_000_000;
/** Files in a package. */
export const MAX_ENTRIES = 2_000;
/** How deep elements, quotations and lists may lie inside each other. */
export const MAX_DEPTH = 256;
/** Pages of a PDF. */
export const MAX_REPORT_PAGES = 200;
/** Bytes of a picture in a PDF. It is not unpacked, but what calls itself a picture may be used as something else. */
export const MAX_PICTURE = 64_000_000;
/** Characters of text in a report: a thousand pages. */
export const MAX_CHARACTERS = 4_000_000;
/** Passages, tables, pictures, rows and cells of a report together, and its lines. */
export const MAX_PIECES = 200_000;
/** Columns that a cell may say that it spans. */
export const MAX_SPAN = 64;
