import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const dhcpv6 = {
} satisfies Unfinished<Files['dhcpv6']>;
