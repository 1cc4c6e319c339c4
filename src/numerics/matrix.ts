const TILE = 8;

/** A dense float64 matrix, row-major. */
export class Matrix {
  constructor(
    readonly rows: number,
    readonly cols: number,
    readonly data: Float64Array = new Float64Array(rows * cols),
  ) {
    if (data.length !== rows * cols) throw new RangeError(`${rows} x ${cols} matrix given ${data.length} entries`);
  }

  static fromRows(rows: readonly (readonly number[])[]): Matrix {
    return new Matrix(rows.length, rows[0]?.length ?? 0, Float64Array.from(rows.flat()));
  }

  static identity(size: number): Matrix {
    return Matrix.diagonal(new Float64Array(size).fill(1));
  }

  static diagonal(values: ArrayLike<number>): Matrix {
    const result = new Matrix(values.length, values.length);
    for (let i = 0; i < values.length; i++) result.data[i * values.length + i] = values[i];
    return result;
  }

  get(row: number, col: number): number {
    return this.data[row * this.cols + col];
  }

  set(row: number, col: number, value: number): void {
    this.data[row * this.cols + col] = value;
  }

  /** A view, not a copy. */
  row(index: number): Float64Array {
    return this.data.subarray(index * this.cols, (index + 1) * this.cols);
  }

  column(index: number): Float64Array {
    return Float64Array.from({ length: this.rows }, (_, row) => this.data[row * this.cols + index]);
  }

  clone(): Matrix {
    return new Matrix(this.rows, this.cols, this.data.slice());
  }

  transpose(): Matrix {
    const { rows, cols, data } = this;
    const result = new Matrix(cols, rows);
    // Some columns at a time, so that both sides are read and written near the processor.
    for (let first = 0; first < cols; first += TILE) {
      const end = Math.min(first + TILE, cols);
      for (let i = 0; i < rows; i++) for (let j = first; j < end; j++) result.data[j * rows + i] = data[i * cols + j];
    }
    return result;
  }

  scale(factor: number): Matrix {
    const result = new Matrix(this.rows, this.cols);
    for (let at = 0; at < this.data.length; at++) result.data[at] = this.data[at] * factor;
    return result;
  }

  toRows(): number[][] {
    return Array.from({ length: this.rows }, (_, row) => Array.from(this.row(row)));
  }
}
