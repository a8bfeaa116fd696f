import type { Fault } from '../base/fault.ts';

/** Takes unpacked bytes, which may be used again after the call. Returns whether more are wanted. */
export type Taker = (bytes: Uint8Array) => boolean;

/** Unpacks a compressed file. Does no I/O: packed bytes are pushed, in chunks cut anywhere, unpacked ones go to a taker. */
export interface Unpacker {
  /** The compression, as users know it. */
  readonly name: string;
  /** The chunk may be kept. Returns the fault that ends the unpacking, with its offset in the packed file; what stood before it has been taken. */
  push(chunk: Uint8Array): Fault | undefined;
  /** The file ends. */
  end(): Fault | undefined;
}
