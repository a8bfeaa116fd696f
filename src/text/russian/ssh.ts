import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const ssh = {
} satisfies Unfinished<Files['ssh']>;
