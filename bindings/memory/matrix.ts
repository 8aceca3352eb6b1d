import type { Arrays, Dtype, Matrix, Vector } from "../types.js";
import { SIZE } from "./dtypes.js";
import { ArrayHandle, checkData, type Owner, whole } from "./handle.js";
import { VectorHandle } from "./vector.js";

export class MatrixHandle<D extends Dtype> extends ArrayHandle<D> implements Matrix<D> {
  readonly kind = "matrix";
  readonly rows: number;
  readonly cols: number;
  readonly stride: number;

  constructor(dtype: D, ptr: number, owner: Owner, window: boolean, rows: number, cols: number, stride: number) {
    super(dtype, ptr, owner, window);
    this.rows = rows;
    this.cols = cols;
    this.stride = stride;
  }

  get span(): number { return this.rows === 0 || this.cols === 0 ? 0 : (this.rows - 1) * this.stride + this.cols; }
  get extent(): readonly [number, number] { return [this.rows, this.cols]; }
  describe(): string { return `Matrix<${this.dtype}> ${this.rows}×${this.cols}`; }

  set(data: ArrayLike<number>): this {
    this.alive("set");
    const { rows, cols, stride, view } = this;
    checkData("matrix.set", data, rows * cols);
    if (stride === cols) view.set(data);
    else for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) view[i * stride + j] = data[i * cols + j]!;
    return this;
  }

  copy(): Arrays[D] {
    const { rows, cols, stride, view } = this;
    if (stride === cols || rows < 2) return view.slice() as Arrays[D];
    const out = new (view.constructor as new (length: number) => Arrays[D])(rows * cols);
    for (let i = 0; i < rows; i++) out.set(view.subarray(i * stride, i * stride + cols), i * cols);
    return out;
  }

  sub(row: number, col: number, rows: number, cols: number): Matrix<D> {
    this.alive("sub");
    whole("matrix.sub", "row", row, this.rows);
    whole("matrix.sub", "col", col, this.cols);
    whole("matrix.sub", "rows", rows, this.rows - row, ` (row is ${row}, the matrix ${this.rows}×${this.cols})`);
    whole("matrix.sub", "cols", cols, this.cols - col, ` (col is ${col}, the matrix ${this.rows}×${this.cols})`);
    return new MatrixHandle(this.dtype, this.ptr + (row * this.stride + col) * SIZE[this.dtype], this.owner, true, rows, cols, this.stride);
  }

  row(i: number): Vector<D> {
    this.alive("row");
    whole("matrix.row", "i", i, this.rows - 1, ` (the matrix is ${this.rows}×${this.cols})`);
    return new VectorHandle(this.dtype, this.ptr + i * this.stride * SIZE[this.dtype], this.owner, true, this.cols);
  }
}
