import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const frame = {
} satisfies Unfinished<Files['frame']>;
