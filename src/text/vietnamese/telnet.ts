import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const telnet = {
} satisfies Unfinished<Files['telnet']>;
