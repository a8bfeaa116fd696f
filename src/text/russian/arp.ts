import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const arp = {
} satisfies Unfinished<Files['arp']>;
