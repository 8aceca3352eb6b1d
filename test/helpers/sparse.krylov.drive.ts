// Drives the Krylov generators without the public functions: raw kernels over an arena full of NaN, matrices given dense.
import { Arena } from "../../bindings/memory/arena.js";
import { allocator } from "../../bindings/memory/alloc.js";
import { csr } from "../../bindings/sparse/build.js";
import type { LinearMap, SparseContext } from "../../bindings/sparse/context.js";
import type { CsrHandle } from "../../bindings/sparse/csr.js";
import type { Krylov, Outcome, Problem } from "../../bindings/sparse/krylov/problem.js";
import { mapOf } from "../../bindings/sparse/products.js";
import { rawInstance } from "../wasm/raw.js";
import type { Random } from "./random.js";
import { type Dense, transposed, type Vec } from "./sparse.krylov.js";

export class Desk {
  readonly ctx: SparseContext;
  private readonly free: (() => void)[] = [];
  private readonly used: number;

  constructor() {
    const { memory, call } = rawInstance("simd", 64);
    const arena = new Arena(memory, (call["heap_base"] as () => number)() >>> 0, 65535 * 65536);
    new Uint8Array(memory.buffer).fill(255, (call["heap_base"] as () => number)());
    this.ctx = { arena, raw: call as never };
    this.used = arena.used;
  }

  view(ptr: number, n: number): Vec { return new Float64Array(this.ctx.arena.buffer, ptr, n); }

  vector(x: ArrayLike<number>): number {
    const v = allocator(this.ctx.arena).vector("f64", x);
    this.free.push(() => v.free());
    return v.view.byteOffset;
  }

  matrix(A: Dense, cols: number = A[0]?.length ?? 0): CsrHandle<"f64"> {
    const row: number[] = [], col: number[] = [], values: number[] = [];
    A.forEach((r, i) => r.forEach((v, j) => { if (v !== 0) { row.push(i); col.push(j); values.push(v); } }));
    const handle = csr(this.ctx, "f64", A.length, cols, { row, col, values: values.map(() => 1) });
    this.view(handle.values, values.length).set(values); // not by the front door, which refuses NaN
    handle.packed(true); // now, so that what the methods take can be told from what the matrix keeps
    this.free.push(() => handle.free());
    return handle;
  }

  /** out ← f(in) as a linear map. */
  map(rows: number, cols: number, f: (x: Vec) => ArrayLike<number>, t?: (x: Vec) => ArrayLike<number>): LinearMap {
    return {
      rows, cols,
      apply: (y, x) => { const out = f(this.view(x, cols).slice()); this.view(y, rows).set(out); },
      ...(t && { applyTranspose: (y: number, x: number) => { const out = t(this.view(x, rows).slice()); this.view(y, cols).set(out); } }),
    };
  }

  problem(A: Dense, b: ArrayLike<number>, o: Options = {}): Problem {
    const matrix = this.matrix(A, o.cols), T = transposed(A), size = Math.sqrt(Array.from(b).reduce((s, v) => s + v * v, 0));
    const map = { ...mapOf(matrix), ...(o.least && { applyTranspose: this.map(0, 0, () => []).apply }) };
    if (o.least) map.applyTranspose = (y, x) => { const v = this.view(x, A.length).slice(); this.view(y, matrix.cols).set(T.map((row) => row.reduce((s, a, i) => s + a * v[i]!, 0))); };
    return {
      ctx: this.ctx, op: "sparse.solve", A: map, matrix, M: o.M && this.map(matrix.cols, matrix.rows, o.M), x: this.vector(o.x0 ?? new Float64Array(matrix.cols)), b: this.vector(b),
      target: (o.rtol ?? 1e-10) * size, rtol: o.least ? o.rtol ?? 1e-10 : undefined, maxIterations: o.max ?? 1000, restart: o.restart ?? 30,
    };
  }

  answer(p: Problem): Vec { return this.view(p.x, p.A.cols).slice(); }

  /** Frees all; what is left must be what there was. */
  end(): void {
    for (const f of this.free.splice(0)) f();
    if (this.ctx.arena.used !== this.used) throw new Error(`${this.ctx.arena.used - this.used} bytes are still held`);
  }
}

export interface Options { readonly M?: (r: Vec) => Vec; readonly x0?: ArrayLike<number>; readonly rtol?: number; readonly max?: number; readonly restart?: number; readonly least?: boolean; readonly cols?: number }

/** Runs to the end, or stops after so many iterations. */
export function run(method: Krylov, p: Problem, upTo: number = Infinity): { readonly history: number[]; readonly outcome: Outcome | undefined } {
  const steps = method(p), history: number[] = [], held = (): number => p.ctx.arena.used - (p.matrix?.bytes ?? 0), used = held();
  let outcome: Outcome | undefined;
  while (history.length < upTo) {
    const s = steps.next();
    if (s.done) { outcome = s.value; break; }
    history.push(s.value);
  }
  steps.return(undefined as never);
  if (held() !== used) throw new Error(`${held() - used} bytes were not given back`);
  return { history, outcome };
}

/** Sparse matrices of n rows: symmetric positive definite, symmetric indefinite, or neither; condition of the order of `spread`. */
export function random(random: Random, n: number, kind: "spd" | "indefinite" | "general", spread = 10): Dense {
  const A = Array.from({ length: n }, () => new Float64Array(n));
  for (let i = 0; i < n; i++) for (let k = 0; k < 3; k++) {
    const j = random.int(0, n - 1), v = random.value("uniform", "f64");
    if (j === i) continue;
    A[i]![j] = v;
    if (kind !== "general") A[j]![i] = v;
  }
  for (let i = 0; i < n; i++) {
    const sum = A[i]!.reduce((s, v) => s + Math.abs(v), 0);
    A[i]![i] = (sum + 0.5) * spread ** random.unit() * (kind === "indefinite" && random.chance(0.3) ? -1 : 1);
  }
  return A;
}

export const jacobi = (A: Dense) => (r: Vec): Vec => r.map((v, i) => v / Math.abs(A[i]![i]!));
