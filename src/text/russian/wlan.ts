import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const wlan = {
} satisfies Unfinished<Files['wlan']>;
