import type { Marked } from '../../grade/mark.ts';

/** The mark as other systems get it: none while a person must look at an item, unless provisional marks are wanted. */
export function markToHandOn({ total, pending }: Marked, provisional: boolean): number | undefined {
  return pending > 0 && !provisional ? undefined : total;
}
