/** The npm package cap, as far as it is used here. It brings no types of its own. */
declare module 'cap' {
  import type { EventEmitter } from 'node:events';

  /** One capture on libpcap. Every packet is copied to the beginning of the one buffer, then `packet` is emitted with its length. */
  class Cap extends EventEmitter {
    /** Returns the name of the link type. Throws what libpcap says; the object must not be touched again then. */
    open(device: string, filter: string, kernelBuffer: number, buffer: Buffer): string;
  }

  const addon: { readonly Cap: typeof Cap };
  export default addon;
}
