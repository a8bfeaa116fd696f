type Column = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float64Array;
type ColumnType = { new (length: number): Column };
type Shape = Readonly<Record<string, ColumnType>>;

/**
 * Rows of numbers as typed columns: tens of bytes a row and no object. Columns grow together, by doubling;
 * take them from `at` again after `add`, a grown column is a new array.
 */
export class Columns<S extends Shape> {
  at: { [K in keyof S]: InstanceType<S[K]> };
  length = 0;
  #capacity: number;
  readonly #shape: S;
  #all: readonly Column[];

  constructor(shape: S, capacity = 1024) {
    this.#shape = shape;
    this.#capacity = capacity;
    this.at = this.#make(capacity);
    this.#all = Object.values(this.at);
  }

  /** A new row of zeros; its index. */
  add(): number {
    if (this.length === this.#capacity) this.#grow();
    return this.length++;
  }

  /** A row is used again: all zeros. */
  clear(row: number): void {
    for (const column of this.#all) column[row] = 0;
  }

  #make(capacity: number): { [K in keyof S]: InstanceType<S[K]> } {
    const columns = Object.entries(this.#shape).map(([name, type]) => [name, new type(capacity)]);
    return Object.fromEntries(columns) as { [K in keyof S]: InstanceType<S[K]> };
  }

  #grow(): void {
    this.#capacity *= 2;
    const wider = this.#make(this.#capacity);
    for (const name of Object.keys(this.#shape)) (wider[name] as Column).set(this.at[name] as Column);
    this.at = wider;
    this.#all = Object.values(wider);
  }
}
