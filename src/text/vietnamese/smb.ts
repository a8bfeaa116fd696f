import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const smb = {
} satisfies Unfinished<Files['smb']>;
