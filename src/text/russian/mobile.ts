import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const mobile = {
} satisfies Unfinished<Files['mobile']>;
