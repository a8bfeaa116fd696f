/** A stretch of bytes, half-open. */
export interface Range {
  readonly from: number;
  readonly to: number;
}
