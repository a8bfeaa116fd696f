import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const http2 = {
} satisfies Unfinished<Files['http2']>;
