// QR of a sparse matrix: least squares, and the shortest solution where there are fewer rows than columns.
import * as check from "../check.js";
import { withWorkspace } from "../context.js";
import { NonFiniteError, OptionError, SingularMatrixError } from "../errors.js";
import type { Block } from "../memory/arena.js";
import { takeBlocks } from "../memory/blocks.js";
import { scratchView } from "../memory/scratch.js";
import { transpose } from "./algebra.js";
import type { CsrHandle } from "./csr.js";
import { FactorHandle, keptBytes } from "./factor.js";
import { type Front, left, plan, type Plan, rank, swaps } from "./qr_plan.js";
import type { FactorOptions } from "./types.js";

const EPS = 2 ** -52;

class QrHandle extends FactorHandle {
  readonly kind = "qr";
  private readonly plan: Plan;
  /** Rows of what is factored: A, or Aᵀ where A has fewer rows than columns. */
  private readonly tall: number;

  constructor(op: string, A: CsrHandle<"f64">, W: CsrHandle<"f64">, plan: Plan, blocks: readonly [kept: Block, factors: Block]) {
    super(A.ctx, A, blocks);
    this.plan = plan;
    this.tall = W.rows;
    try { this.numeric(op, W); } catch (e) { super.free(); throw e; }
    this.made();
  }

  get nnz(): number { return this.plan.entries; }
  private get wide(): boolean { return this.rows < this.cols; }
  private address(doubles: number): number { return this.blocks[1]!.ptr + 8 * doubles; }
  private triangles(f: Front): number { return this.address(f.at + f.height * f.cols.length + rank(f)); }

  protected renew(op: string, A: CsrHandle<"f64">): void {
    upright(A, (W) => this.numeric(op, W));
  }

  /** Front by front: zeros, rows of A, what the children left, Householder QR. */
  private numeric(op: string, W: CsrHandle<"f64">): void {
    const { plan: { fronts, perm, size }, arena, ctx: { raw } } = this;
    const bytes = fronts.reduce((most, f) => Math.max(most, raw.geqrf_f64_workspace(f.height, f.cols.length)), 0);
    withWorkspace(arena, op, bytes, (ws) => {
      const start = scratchView(arena, "i32", W.rowPtr, W.rows + 1), idx = scratchView(arena, "i32", W.colIdx, W.nnz), values = scratchView(arena, "f64", W.values, W.nnz);
      const norms = new Float64Array(W.cols), local = new Int32Array(W.cols), at = new Int32Array(W.cols);
      for (let k = 0; k < W.nnz; k++) norms[idx[k]!] = Math.hypot(norms[idx[k]!]!, values[k]!);
      const least = 20 * (W.rows + W.cols) * EPS * norms.reduce((a, b) => Math.max(a, b), 0);
      perm.forEach((j, p) => { at[j] = p; });
      const all = scratchView(arena, "f64", this.address(0), size);
      for (const f of fronts) {
        const n = f.cols.length, end = f.at + f.height * n;
        f.cols.forEach((p, c) => { local[p] = c; });
        all.fill(0, f.at, end);
        let row = f.at;
        for (const i of f.rows) {
          for (let k = start[i]!; k < start[i + 1]!; k++) all[row + local[at[idx[k]!]!]!] = values[k]!;
          row += n;
        }
        for (const c of f.children) {
          const child = fronts[c]!, w = child.cols.length;
          for (let r = child.pivots; r < rank(child); r++, row += n) for (let j = r; j < w; j++) all[row + local[child.cols[j]!]!] = all[child.at + r * w + j]!;
        }
        if (f.height > 0) raw.geqrf_f64(f.height, n, this.address(f.at), n, this.address(end), this.triangles(f), ws);
        for (let i = 0; i < f.pivots; i++) {
          const r = i < f.height ? Math.abs(all[f.at + i * (n + 1)]!) : 0, j = perm[f.first + i]!, what = this.wide ? "row" : "column";
          if (r === Infinity || r !== r) throw new NonFiniteError(op, "A", `${what} ${j} of the factors overflows, expected entries that do not`, j);
          if (r <= least) throw new SingularMatrixError(op, "A", `${what} ${j} depends on others (|r| is ${r}, at most ${least} counts as 0), expected full rank`, j);
        }
      }
    });
  }

  /** Scratch of one application of Q: what fronts leave, one front's vector, and the kernel's own. */
  private applying<R>(body: (carry: Float64Array, apply: (trans: boolean, f: Front, body: (v: Float64Array) => void) => Float64Array) => R): R {
    const { plan: { fronts, tallest, carried }, arena, ctx: { raw } } = this, op = "qr.solve";
    const bytes = fronts.reduce((most, f) => Math.max(most, raw.ormqr_f64_workspace(f.height, 1, rank(f))), 0), room = Math.ceil(tallest / 8) * 64;
    return withWorkspace(arena, op, room + bytes, (ws) => {
      const v = scratchView(arena, "f64", ws, tallest);
      return body(new Float64Array(carried), (trans, f, fill) => {
        fill(v);
        if (f.height > 0) raw.ormqr_f64(trans ? 1 : 0, f.height, 1, rank(f), this.address(f.at), f.cols.length, this.triangles(f), ws, 1, ws + room);
        return v;
      });
    });
  }

  /** z ← R⁻¹·(Qᵀ·b): least squares of the tall matrix. */
  private leastSquares(z: number, b: number): void {
    const { plan: { fronts, perm, size }, arena } = this, y = new Float64Array(perm.length);
    this.applying((carry, apply) => {
      const right = scratchView(arena, "f64", b, this.tall);
      for (const f of fronts) {
        const v = apply(true, f, (u) => {
          f.rows.forEach((i, r) => { u[r] = right[i]!; });
          let r = f.rows.length;
          for (const c of f.children) { const k = fronts[c]!; for (let i = 0; i < left(k); i++) u[r++] = carry[k.carry + i]!; }
        });
        for (let i = 0; i < f.pivots; i++) y[f.first + i] = v[i]!;
        for (let i = 0; i < left(f); i++) carry[f.carry + i] = v[f.pivots + i]!;
      }
    });
    const all = scratchView(arena, "f64", this.address(0), size);
    for (let s = fronts.length - 1; s >= 0; s--) {
      const { cols, at, pivots, first } = fronts[s]!, n = cols.length;
      for (let i = pivots - 1; i >= 0; i--) {
        let sum = y[first + i]!;
        for (let j = i + 1; j < n; j++) sum -= all[at + i * n + j]! * y[cols[j]!]!;
        y[first + i] = sum / all[at + i * (n + 1)]!;
      }
    }
    const out = scratchView(arena, "f64", z, perm.length);
    perm.forEach((j, p) => { out[j] = y[p]!; });
  }

  /** z ← Q·(R⁻ᵀ·b): the shortest solution with the transpose of the tall matrix. */
  private shortest(z: number, b: number): void {
    const { plan: { fronts, perm, size }, arena } = this, right = scratchView(arena, "f64", b, perm.length), y = Float64Array.from(perm, (j) => right[j]!);
    const all = scratchView(arena, "f64", this.address(0), size);
    for (const { cols, at, pivots, first } of fronts) {
      const n = cols.length;
      for (let i = 0; i < pivots; i++) {
        const v = y[first + i]! /= all[at + i * (n + 1)]!;
        for (let j = i + 1; j < n; j++) y[cols[j]!]! -= all[at + i * n + j]! * v;
      }
    }
    this.applying((carry, apply) => {
      const out = scratchView(arena, "f64", z, this.tall).fill(0);
      for (let s = fronts.length - 1; s >= 0; s--) {
        const f = fronts[s]!;
        const v = apply(false, f, (u) => {
          u.fill(0, 0, f.height);
          for (let i = 0; i < f.pivots; i++) u[i] = y[f.first + i]!;
          for (let i = 0; i < left(f); i++) u[f.pivots + i] = carry[f.carry + i]!;
        });
        f.rows.forEach((i, r) => { out[i] = v[r]!; });
        let r = f.rows.length;
        for (const c of f.children) { const k = fronts[c]!; for (let i = 0; i < left(k); i++) carry[k.carry + i] = v[r++]!; }
      }
    });
  }

  protected run(x: number, b: number): void { if (this.wide) this.shortest(x, b); else this.leastSquares(x, b); }
  protected runTranspose(x: number, b: number): void { if (this.wide) this.leastSquares(x, b); else this.shortest(x, b); }

  /** Square and wide systems have a residual that vanishes; of a tall one, one step with what is left of b. */
  protected override refined(x: number, b: number, ws: number): void {
    const { kept: a, ctx: { raw }, rows, cols } = this;
    if (rows <= cols) return super.refined(x, b, ws);
    const d = ws + 8 * rows;
    this.run(x, b);
    raw.refine_residual_f64(rows, cols, a.rowPtr, a.colIdx, a.values, x, b, ws);
    this.run(d, ws);
    raw.refine_correct_f64(cols, x, d, x);
  }

  /** Of a square A: the product of R's diagonal, the reflections, and the parities of both orders. */
  logDet(): { sign: number; log: number } {
    if (this.rows !== this.cols) throw this.cannot("logDet (A is not square)");
    this.alive("qr.logDet", "qr");
    const { plan: { fronts, perm, size, carried }, arena } = this, all = scratchView(arena, "f64", this.address(0), size);
    const rows = new Int32Array(perm.length), carry = new Int32Array(carried);
    let log = 0, flips = 0;
    for (const f of fronts) {
      const n = f.cols.length, ids = [...f.rows, ...f.children.flatMap((c) => Array.from(carry.subarray(fronts[c]!.carry, fronts[c]!.carry + left(fronts[c]!))))];
      for (let i = 0; i < rank(f); i++) if (all[f.at + f.height * n + i] !== 0) flips++;
      for (let i = 0; i < f.pivots; i++) {
        const r = all[f.at + i * (n + 1)]!;
        if (r < 0) flips++;
        log += Math.log(Math.abs(r));
        rows[f.first + i] = ids[i]!;
      }
      for (let i = 0; i < left(f); i++) carry[f.carry + i] = ids[f.pivots + i]!;
    }
    return { sign: (flips + swaps(rows) + swaps(perm)) % 2 === 0 ? 1 : -1, log };
  }
}

/** A, or for as long as `body` runs its transpose, if it has fewer rows than columns. */
function upright<R>(A: CsrHandle<"f64">, body: (W: CsrHandle<"f64">) => R): R {
  if (A.rows >= A.cols) return body(A);
  const W = transpose(A.ctx, A) as CsrHandle<"f64">;
  try { return body(W); } finally { W.free(); }
}

export function qr(op: string, A: CsrHandle<"f64">, o: FactorOptions): FactorHandle {
  const order = check.choice(op, "order", o.order, ["colamd", "natural"], "colamd");
  for (const key of ["pivotTolerance", "match"] as const) if (o[key] !== undefined) throw new OptionError(op, key, `${key} is for "lu", "qr" has no pivoting`);
  const { arena, raw } = A.ctx;
  return upright(A, (W) => {
    const p = plan(op, W, order, raw.geqrf_block);
    return new QrHandle(op, A, W, p, takeBlocks(arena, op, [keptBytes(A), 8 * p.size]));
  });
}
