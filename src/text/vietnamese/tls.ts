import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const tls = {
} satisfies Unfinished<Files['tls']>;
