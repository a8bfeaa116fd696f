import { names } from '../base/names.ts';

/** How a checksum turned out; the numbers are Wireshark's. */
export const CHECKSUM = { bad: 0, good: 1, unverified: 2, notPresent: 3 } as const;
export const checksumStatusNames = names('checksum.status', { 0: 'bad', 1: 'good', 2: 'not verified', 3: 'not present' });
