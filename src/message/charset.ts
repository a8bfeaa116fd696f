interface Decoder {
  decode(bytes: Uint8Array): string;
}

/** Decoders by label, made once. */
const decoders = new Map<string, Decoder | undefined>();

/**
 * Text of bytes in a character set that a mail or a page names. An unknown or missing name is read as UTF-8; what does not
 * fit becomes U+FFFD.
 */
export function decodeCharset(bytes: Uint8Array, label: string): string {
  return (decoderFor(label.toLowerCase()) ?? decoderFor('utf-8')!).decode(bytes);
}

function decoderFor(label: string): Decoder | undefined {
  if (!decoders.has(label)) decoders.set(label, makeDecoder(label));
  return decoders.get(label);
}

function makeDecoder(label: string): Decoder | undefined {
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}
