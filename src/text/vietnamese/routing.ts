import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const routing = {
} satisfies Unfinished<Files['routing']>;
