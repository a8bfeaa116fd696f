import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const http = {
} satisfies Unfinished<Files['http']>;
