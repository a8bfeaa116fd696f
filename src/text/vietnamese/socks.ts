import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const socks = {
} satisfies Unfinished<Files['socks']>;
