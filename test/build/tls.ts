import { ascii, concat, u16, utf8 } from './bytes.ts';

/** Builders of TLS records and handshake messages, and of certificates in DER. */

const u8 = (n: number): Uint8Array<ArrayBuffer> => Uint8Array.of(n & 255);
const u24 = (n: number): Uint8Array<ArrayBuffer> => Uint8Array.of((n >> 16) & 255, (n >> 8) & 255, n & 255);

export function record(type: number, content: Uint8Array, version = 0x0303, length = content.length): Uint8Array<ArrayBuffer> {
  return concat(u8(type), u16(version), u16(length), content);
}

export function handshake(type: number, body: Uint8Array = new Uint8Array(0), length = body.length): Uint8Array<ArrayBuffer> {
  return concat(u8(type), u24(length), body);
}

export const vector8 = (b: Uint8Array): Uint8Array<ArrayBuffer> => concat(u8(b.length), b);
export const vector16 = (b: Uint8Array): Uint8Array<ArrayBuffer> => concat(u16(b.length), b);
export const vector24 = (b: Uint8Array): Uint8Array<ArrayBuffer> => concat(u24(b.length), b);

export const extension = (type: number, content: Uint8Array = new Uint8Array(0)): Uint8Array<ArrayBuffer> => concat(u16(type), vector16(content));
export const serverName = (name: string): Uint8Array<ArrayBuffer> => extension(0, vector16(concat(u8(0), vector16(ascii(name)))));
export const alpn = (...protocols: readonly string[]): Uint8Array<ArrayBuffer> => extension(16, vector16(concat(...protocols.map((p) => vector8(ascii(p))))));

export const random = Uint8Array.from({ length: 32 }, (_, i) => i);

export function clientHello(extensions: readonly Uint8Array[], suites: readonly number[] = [0x1301, 0xc02f], session: Uint8Array = new Uint8Array(0)): Uint8Array<ArrayBuffer> {
  return handshake(1, concat(u16(0x0303), random, vector8(session), vector16(concat(...suites.map(u16))), vector8(u8(0)), vector16(concat(...extensions))));
}

export function serverHello(extensions: readonly Uint8Array[], suite = 0xc02f, version = 0x0303): Uint8Array<ArrayBuffer> {
  return handshake(2, concat(u16(version), random, vector8(new Uint8Array(0)), u16(suite), u8(0), ...(extensions.length === 0 ? [] : [vector16(concat(...extensions))])));
}

/** An element of DER, its length in the shortest form. */
export function der(tag: number, ...content: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = concat(...content);
  const length = body.length < 0x80 ? u8(body.length) : body.length < 0x100 ? concat(u8(0x81), u8(body.length)) : concat(u8(0x82), u16(body.length));
  return concat(u8(tag), length, body);
}

/** A name; parts are the last byte of 2.5.4.x, and the text. */
export function name(...parts: readonly (readonly [attribute: number, text: string, tag?: number])[]): Uint8Array<ArrayBuffer> {
  return der(0x30, ...parts.map(([attribute, text, tag = 0x0c]) => der(0x31, der(0x30, der(0x06, Uint8Array.of(0x55, 4, attribute)), der(tag, utf8(text))))));
}

/** A certificate, unsigned but for the form. */
export function certificate(issuer: Uint8Array, subject: Uint8Array): Uint8Array<ArrayBuffer> {
  const algorithm = der(0x30, der(0x06, Uint8Array.of(0x2a, 3)));
  const validity = der(0x30, der(0x17, ascii('240101000000Z')), der(0x17, ascii('340101000000Z')));
  const signed = der(0x30, der(0xa0, der(0x02, u8(2))), der(0x02, u8(7)), algorithm, issuer, validity, subject, der(0x30, algorithm, der(0x03, new Uint8Array(40))));
  return der(0x30, signed, algorithm, der(0x03, new Uint8Array(100)));
}
