import type { Messages } from '../language.ts';

export const messages = {
} satisfies Partial<Messages<'one' | 'few' | 'many'>>;
