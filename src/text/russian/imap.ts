import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const imap = {
} satisfies Unfinished<Files['imap']>;
