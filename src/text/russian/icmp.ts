import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const icmp = {
} satisfies Unfinished<Files['icmp']>;
