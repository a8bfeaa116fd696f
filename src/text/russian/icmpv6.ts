import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const icmpv6 = {
} satisfies Unfinished<Files['icmpv6']>;
