import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const tunnel = {
} satisfies Unfinished<Files['tunnel']>;
