/** Date and time of day in UTC, `2026-11-21 07:59:12`, from seconds since 1970; a dash for times that no calendar reaches. */
export function utcText(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? '-' : date.toISOString().replace(/\.\d+Z$/, '').replace('T', ' ');
}
