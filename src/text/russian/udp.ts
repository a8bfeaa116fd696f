import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const udp = {
} satisfies Unfinished<Files['udp']>;
