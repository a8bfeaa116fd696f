import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const dhcp = {
} satisfies Unfinished<Files['dhcp']>;
