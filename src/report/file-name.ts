/** Characters of a file name that is made of captured text; file systems take 255 bytes. */
const MAX_NAME = 80;
const MAX_EXTENSION = 10;

/** Names that Windows keeps for devices. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A file name from captured text, which may try to leave the folder, hide its ending or steer a terminal: letters, digits, and `.`, `_`, `-` are kept,
 * everything else becomes `_`; no dot at either end, no device of Windows. Empty where nothing is left.
 */
export function safeFileName(text: string): string {
  const base = text.normalize('NFC').split(/[/\\]/).at(-1)!;
  const kept = base.replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '_').replace(/^[._-]+|[._]+$/g, '').replace(/\.{2,}/g, '.');
  const dot = kept.lastIndexOf('.');
  const extension = dot > 0 && kept.length - dot <= MAX_EXTENSION ? kept.slice(dot) : '';
  const stem = kept.slice(0, kept.length - extension.length).slice(0, MAX_NAME - extension.length);
  return device.test(stem) ? `_${stem}${extension}` : stem + extension;
}

/** Endings of the media types that captures hold most. */
const extensions: Readonly<Record<string, string>> = {
  'text/html': '.html', 'text/plain': '.txt', 'text/css': '.css', 'text/xml': '.xml', 'application/xml': '.xml', 'text/javascript': '.js', 'application/javascript': '.js', 'application/json': '.json',
  'application/x-www-form-urlencoded': '.form', 'image/png': '.png', 'image/jpeg': '.jpg', 'image/gif': '.gif', 'image/svg+xml': '.svg', 'image/webp': '.webp', 'image/x-icon': '.ico', 'image/vnd.microsoft.icon': '.ico',
  'application/pdf': '.pdf', 'application/zip': '.zip', 'application/gzip': '.gz', 'message/rfc822': '.eml', 'font/woff2': '.woff2', 'audio/mpeg': '.mp3', 'video/mp4': '.mp4',
};

/** The ending of a file that holds such a thing: `.html`; `.bin` where the type is not known. */
export function extensionOf(mediaType: string): string {
  return extensions[mediaType.split(';')[0]!.trim().toLowerCase()] ?? '.bin';
}
