// Operands for raw kernels: every block between guards, scratch full of NaN with a guarded end, all verified after the call.
import { type Raw, rawInstance } from "../wasm/raw.js";
import { type Grid, grid } from "./lapack.js";
import type { Float, FloatArray } from "./random.js";

const GUARD = 0xa5;
const EDGE = 128;

export interface Spot {
  readonly ptr: number;
  readonly stride: number;
  /** The compact contents now. */
  now(): Grid;
}

/** Lays operands of one dtype into the memory of one instance, one after another. */
export class Desk {
  readonly dtype: Float;
  private readonly raw: Raw;
  private top = 65536;
  private checks: (() => void)[] = [];

  constructor(dtype: Float, raw: Raw = rawInstance("simd")) {
    this.dtype = dtype;
    this.raw = raw;
  }

  /** A dtype's export: `trsm` → trsm_f64, `trsm_workspace` → trsm_f64_workspace, `trsm_ukr` → trsm_f64_ukr. */
  call(name: string, ...args: readonly number[]): number {
    const [, op, rest] = /^(.*?)(_workspace|_ukr.*)?$/.exec(name) as unknown as [string, string, string | undefined];
    const full = `${op}_${this.dtype}${rest ?? ""}`;
    const f = this.raw.call[full];
    if (f === undefined) throw new Error(`no export ${full}`);
    return f(...args);
  }

  /** An export without a dtype. */
  plain(name: string, ...args: readonly number[]): number {
    const f = this.raw.call[name];
    if (f === undefined) throw new Error(`no export ${name}`);
    return f(...args);
  }

  /** rows×cols, `pad` guard elements between rows and more around; without data full of NaN. */
  matrix(rows: number, cols: number, data?: ArrayLike<number>, pad = 0): Spot {
    const stride = Math.max(1, cols + pad), size = this.dtype === "f32" ? 4 : 8;
    const length = rows === 0 || cols === 0 ? 0 : (rows - 1) * stride + cols;
    // An odd offset: kernels assume no alignment beyond the element.
    const ptr = this.block(length * size, size);
    const view = (): FloatArray => this.floats(ptr, length);
    const inside = (i: number, j: number): number => i * stride + j;
    for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) view()[inside(i, j)] = data === undefined ? NaN : (data[i * cols + j] as number);
    this.checks.push(() => {
      const bytes = new Uint8Array(this.raw.memory.buffer, ptr, length * size);
      for (let b = 0; b < bytes.length; b++) {
        if (Math.floor(b / size) % stride >= cols && bytes[b] !== GUARD) throw new Error(`written between the rows of a ${rows}×${cols} matrix, row ${Math.floor(b / size / stride)}`);
      }
    });
    return { ptr, stride, now: () => grid(rows, cols, (i, j) => view()[inside(i, j)] as number) };
  }

  /** n integers. */
  indices(n: number, data?: ArrayLike<number>): { readonly ptr: number; now(): Int32Array } {
    const ptr = this.block(4 * n, 4);
    const view = (): Int32Array => new Int32Array(this.raw.memory.buffer, ptr, n);
    if (data !== undefined) view().set(data);
    return { ptr, now: () => view().slice() };
  }

  /** Scratch of just these bytes, NaN all over. */
  scratch(bytes: number): number {
    const ptr = this.block(bytes, 0);
    new Float64Array(this.raw.memory.buffer, ptr, Math.floor(bytes / 8)).fill(NaN);
    return ptr;
  }

  /** Throws if anything was written outside the operands, then clears the desk. */
  verify(): void {
    const checks = this.checks;
    this.top = 65536;
    this.checks = [];
    for (const check of checks) check();
  }

  private floats(ptr: number, length: number): FloatArray {
    return this.dtype === "f32" ? new Float32Array(this.raw.memory.buffer, ptr, length) : new Float64Array(this.raw.memory.buffer, ptr, length);
  }

  private block(bytes: number, offset: number): number {
    const start = this.top, ptr = start + EDGE + offset, end = ptr + bytes;
    this.top = Math.ceil((end + EDGE) / 64) * 64;
    const short = this.top - this.raw.memory.buffer.byteLength;
    if (short > 0) this.raw.memory.grow(Math.ceil(short / 65536));
    const length = this.top - start;
    new Uint8Array(this.raw.memory.buffer, start, length).fill(GUARD);
    this.checks.push(() => {
      const all = new Uint8Array(this.raw.memory.buffer, start, length);
      for (let b = 0; b < length; b++) {
        if (all[b] !== GUARD && (b < ptr - start || b >= end - start)) throw new Error(`byte ${b - (ptr - start)} of a block of ${bytes} bytes was written`);
      }
    });
    return ptr;
  }
}
