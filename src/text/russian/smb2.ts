import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const smb2 = {
} satisfies Unfinished<Files['smb2']>;
