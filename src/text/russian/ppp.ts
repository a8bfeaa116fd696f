import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const ppp = {
} satisfies Unfinished<Files['ppp']>;
