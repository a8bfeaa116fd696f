import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const tag = {
} satisfies Unfinished<Files['tag']>;
