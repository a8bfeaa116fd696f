import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const ipsec = {
} satisfies Unfinished<Files['ipsec']>;
