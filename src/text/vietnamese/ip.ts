import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const ip = {
} satisfies Unfinished<Files['ip']>;
