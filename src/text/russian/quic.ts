import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const quic = {
} satisfies Unfinished<Files['quic']>;
