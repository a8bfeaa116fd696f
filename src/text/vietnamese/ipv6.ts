import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const ipv6 = {
} satisfies Unfinished<Files['ipv6']>;
