import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const tcp = {
} satisfies Unfinished<Files['tcp']>;
