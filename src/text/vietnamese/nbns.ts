import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const nbns = {
} satisfies Unfinished<Files['nbns']>;
