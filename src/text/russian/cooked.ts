import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const cooked = {
} satisfies Unfinished<Files['cooked']>;
