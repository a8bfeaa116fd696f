import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const ftp = {
} satisfies Unfinished<Files['ftp']>;
