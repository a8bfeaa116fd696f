import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const hdlc = {
} satisfies Unfinished<Files['hdlc']>;
