import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const service = {
} satisfies Unfinished<Files['service']>;
