import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const nbdgm = {
} satisfies Unfinished<Files['nbdgm']>;
