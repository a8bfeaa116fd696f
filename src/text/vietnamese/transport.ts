import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const transport = {
} satisfies Unfinished<Files['transport']>;
