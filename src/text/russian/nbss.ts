import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const nbss = {
} satisfies Unfinished<Files['nbss']>;
