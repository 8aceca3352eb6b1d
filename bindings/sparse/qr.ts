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

  protected renew(op: string, A: CsrHandle<"f64">): void {
    upright(A, (W) => this.numeric(op, W));
  }

  /** Front by front: zeros, rows of A, what the children left, Householder QR. */
  private numeric(op: string, W: CsrHandle<"f64">): void {
    const { plan: { fronts, perm, size, carried }, arena, ctx: { raw } } = this;
    let bytes = 0;
    for (const { cols, panels } of fronts) for (const { at, width, end } of panels) bytes = Math.max(bytes, raw.geqrf_f64_workspace(end - at, width), raw.ormqr_f64_workspace(end - at, cols.length - at - width, width));
    withWorkspace(arena, op, bytes, (ws) => {
      const start = scratchView(arena, "i32", W.rowPtr, W.rows + 1), idx = scratchView(arena, "i32", W.colIdx, W.nnz), values = scratchView(arena, "f64", W.values, W.nnz);
      const norms = new Float64Array(W.cols), local = new Int32Array(W.cols), at = new Int32Array(W.cols), place = new Int32Array(carried), owner = new Int32Array(carried);
      for (let k = 0; k < W.nnz; k++) norms[idx[k]!] = Math.hypot(norms[idx[k]!]!, values[k]!);
      const least = 20 * (W.rows + W.cols) * EPS * norms.reduce((a, b) => Math.max(a, b), 0);
      perm.forEach((j, p) => { at[j] = p; });
      const all = scratchView(arena, "f64", this.address(0), size);
      for (const f of fronts) {
        const n = f.cols.length, scalars = f.at + f.rows.length * n;
        f.cols.forEach((p, c) => { local[p] = c; });
        all.fill(0, f.at, scalars);
        for (const c of f.children) {
          const child = fronts[c]!, w = child.cols.length;
          for (let r = 0; r < left(child); r++) place[child.carry + r] = child.at + (child.pivots + r) * (w + 1);
          for (let r = 0; r < left(child); r++) owner[child.carry + r] = c;
        }
        f.rows.forEach((i, r) => {
          const row = f.at + r * n;
          if (i >= 0) for (let k = start[i]!; k < start[i + 1]!; k++) all[row + local[at[idx[k]!]!]!] = values[k]!;
          else {
            const { cols, pivots, carry } = fronts[owner[~i]!]!, first = pivots + ~i - carry, from = place[~i]!;
            for (let j = first; j < cols.length; j++) all[row + local[cols[j]!]!] = all[from + j - first]!;
          }
        });
        for (const { at: j, width, end, triangles } of f.panels) {
          const corner = this.address(f.at + j * (n + 1)), rest = n - j - width, t = this.address(triangles);
          raw.geqrf_f64(end - j, width, corner, n, this.address(scalars + j), t, ws);
          if (rest > 0) raw.ormqr_f64(1, end - j, rest, width, corner, n, t, corner + 8 * width, n, ws);
        }
        for (let i = 0; i < f.pivots; i++) {
          const r = i < f.rows.length ? Math.abs(all[f.at + i * (n + 1)]!) : 0, j = perm[f.first + i]!, what = this.wide ? "row" : "column";
          if (r === Infinity || r !== r) throw new NonFiniteError(op, "A", `${what} ${j} of the factors overflows, expected entries that do not`, j);
          if (r <= least) throw new SingularMatrixError(op, "A", `${what} ${j} depends on others (|r| is ${r}, at most ${least} counts as 0), expected full rank`, j);
        }
      }
    });
  }

  /** Scratch of one application of Q: what fronts leave, one front's vector, and the kernel's own. */
  private applying<R>(body: (carry: Float64Array, apply: (trans: boolean, f: Front, body: (v: Float64Array) => void) => Float64Array) => R): R {
    const { plan: { fronts, tallest, carried }, arena, ctx: { raw } } = this, op = "qr.solve";
    let bytes = 0;
    for (const f of fronts) for (const p of f.panels) bytes = Math.max(bytes, raw.ormqr_f64_workspace(p.end - p.at, 1, p.width));
    const room = Math.ceil(tallest / 8) * 64;
    return withWorkspace(arena, op, room + bytes, (ws) => {
      const v = scratchView(arena, "f64", ws, tallest);
      return body(new Float64Array(carried), (trans, f, fill) => {
        fill(v);
        for (const p of trans ? f.panels : [...f.panels].reverse()) {
          raw.ormqr_f64(trans ? 1 : 0, p.end - p.at, 1, p.width, this.address(f.at + p.at * (f.cols.length + 1)), f.cols.length, this.address(p.triangles), ws + 8 * p.at, 1, ws + room);
        }
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
        const v = apply(true, f, (u) => f.rows.forEach((i, r) => { u[r] = i >= 0 ? right[i]! : carry[~i]!; }));
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
          u.fill(0, 0, f.rows.length);
          for (let i = 0; i < f.pivots; i++) u[i] = y[f.first + i]!;
          for (let i = 0; i < left(f); i++) u[f.pivots + i] = carry[f.carry + i]!;
        });
        f.rows.forEach((i, r) => { if (i >= 0) out[i] = v[r]!; else carry[~i] = v[r]!; });
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
    if (this.rows !== this.cols) throw this.cannot("logDet", " unless A is square");
    this.alive("qr.logDet", "qr");
    const { plan: { fronts, perm, size, carried }, arena } = this, all = scratchView(arena, "f64", this.address(0), size);
    const rows = new Int32Array(perm.length), carry = new Int32Array(carried);
    let log = 0, flips = 0;
    for (const f of fronts) {
      const n = f.cols.length, ids = f.rows.map((i) => i >= 0 ? i : carry[~i]!);
      for (let i = 0; i < rank(f); i++) if (all[f.at + f.rows.length * n + i] !== 0) flips++;
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

/** A·P = Q·R by Householder reflections in dense fronts (multifrontal).      SuiteSparse: SPQR; Eigen: SparseQR.
 *
 *  Shapes    A m×n. m ≥ n: `solve` maps m rows to the n unknowns that make ‖A·x − b‖₂ least. m < n: Aᵀ is factored, and x is the shortest
 *            solution of A·x = b.
 *  Effects   leaves A as it is and keeps a copy; Q is kept as reflections. `solve`: m > n one step of refinement with the residual, else until
 *            the componentwise backward error is 3u or no longer halves. `order` "colamd" (default) or "natural".
 *  Cost      that of dense QR of the fronts; `nnz` counts their entries. Only what belongs to the pattern is kept outside the memory of k.
 *  Accuracy  backward stable column by column (Higham, ASNA 2nd ed., thm 20.3). `rcond` estimates 1 / (‖A‖₁‖A⁺‖₁).
 *  Throws    SingularMatrixError where |r_jj| ≤ 20(m + n)ε·max‖a_j‖₂, ε = 2u: `column` is that of A, or its row if m < n; NonFiniteError (the factors
 *            overflow), ShapeError, OptionError, DtypeError, FreedError, CapacityError. UnsupportedError: `logDet` unless m = n, `inertia`, `update`,
 *            and all but `refactor` and `free` after a failed `refactor`.
 *  Source    Matstoms 1994, ACM TOMS 20(1); Davis 2011, ACM TOMS 38(1) (rank: without pivoting a deficiency can stay hidden); Björck 1996, §6.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.csr("f64", 3, 1, { row: [0, 1, 2], col: [0, 0, 0], values: [1, 1, 1] });
 *  const x = k.vector("f64", 1);
 *  k.sparse.factor(A, "qr").solve(x, k.vector("f64", [1, 2, 6]));
 *  console.log(x.copy()[0].toFixed(12)); // 3.000000000000 */
export function qr(op: string, A: CsrHandle<"f64">, o: FactorOptions): FactorHandle {
  const order = check.choice(op, "order", o.order, ["colamd", "natural"], "colamd");
  for (const key of ["pivotTolerance", "match"] as const) if (o[key] !== undefined) throw new OptionError(op, key, `${key} is for "lu", "qr" has no pivoting`);
  const { arena, raw } = A.ctx;
  return upright(A, (W) => {
    const p = plan(op, W, order, raw.geqrf_block);
    return new QrHandle(op, A, W, p, takeBlocks(arena, op, [keptBytes(A), 8 * p.size]));
  });
}
