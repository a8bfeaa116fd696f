import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const smtp = {
} satisfies Unfinished<Files['smtp']>;
