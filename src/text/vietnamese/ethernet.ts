import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const ethernet = {
} satisfies Unfinished<Files['ethernet']>;
