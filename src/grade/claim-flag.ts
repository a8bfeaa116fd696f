import { fieldByPath } from '../analysis/lookup.ts';
import type { Claim } from './claim.ts';
import { readValue } from './value-reading.ts';
import { fitTruth } from './value-text.ts';

/**
 * A label may name a number and a flag: `ACK`. It is the flag where its value is a word (`Set`), where it stands in a row of flags, and where the number is given under a label of its
 * own; otherwise `ACK: 1` may be a relative number, and stays what it is.
 */
export function settleFlags(claims: readonly Claim[]): Claim[] {
  return claims.map((claim, i) => {
    const flags = claim.paths.filter(isFlag);
    const others = claim.paths.filter((path) => !isFlag(path));
    if (flags.length === 0 || others.length === 0 || !isTruth(claim.value)) return claim;
    const isBeside = [claims[i - 1], claims[i + 1]].some((one) => one !== undefined && one.paths.some(isFlag) && one.paths.every((path) => isFlag(path)) && isTruth(one.value));
    const isSaid = claims.some((one) => one !== claim && one.paths[0] === others[0] && !one.paths.some(isFlag));
    return isBeside || isSaid || !/\d/.test(claim.value) ? { ...claim, paths: flags } : claim;
  });
}

function isFlag(path: string): boolean {
  return fieldByPath(path)?.kind === 'bool';
}

function isTruth(value: string): boolean {
  const read = readValue(value);
  return fitTruth(read, true) !== undefined || fitTruth(read, false) !== undefined;
}
