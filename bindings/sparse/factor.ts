// What every factorization is: a handle that keeps its own copy of A, solves with refinement, and knows its condition.
import * as check from "../check.js";
import { withWorkspace } from "../context.js";
import { NonFiniteError, ShapeError, UnsupportedError } from "../errors.js";
import type { Block } from "../memory/arena.js";
import type { MatrixHandle } from "../memory/matrix.js";
import { scratchView } from "../memory/scratch.js";
import type { Matrix, Vector } from "../types.js";
import type { SparseContext } from "./context.js";
import type { CsrHandle } from "./csr.js";
import { PrecondHandle } from "./handle.js";
import { operand } from "./operand.js";
import { estimate, norm1, refine, refineBytes, type Rows } from "./refine.js";
import type { Csr, Factor } from "./types.js";

/** Bytes of the block in which a factorization keeps A: values, row starts, columns. */
export const keptBytes = (A: { readonly rows: number; readonly nnz: number }): number => 12 * A.nnz + 4 * (A.rows + 1);

interface Panel { readonly ptr: number; readonly rows: number; readonly cols: number; readonly stride: number }

export abstract class FactorHandle extends PrecondHandle implements Factor {
  /** Entries of the factors. */
  abstract readonly nnz: number;
  /** The copy of A: residuals are taken with it, and factors renewed from it. */
  protected kept: Rows & { readonly nnz: number };
  protected condition: number | undefined;
  private broken = false;

  /** The first block has `keptBytes(A)` bytes and takes the copy of A. A subclass ends its constructor with `this.made()`. */
  constructor(ctx: SparseContext, A: CsrHandle<"f64">, blocks: readonly [kept: Block, ...factors: Block[]]) {
    super(ctx, A.rows, A.cols, blocks);
    const { rows, cols, nnz } = A;
    const values = blocks[0].ptr, rowPtr = values + 8 * nnz;
    this.kept = { rows, cols, nnz, values, rowPtr, colIdx: rowPtr + 4 * (rows + 1) };
    this.keep(values, A.values, 8 * nnz);
    this.keep(rowPtr, A.rowPtr, 4 * (rows + 1));
    this.keep(this.kept.colIdx, A.colIdx, 4 * nnz);
  }

  private keep(to: number, from: number, bytes: number): void {
    scratchView(this.arena, "u8", to, bytes).set(scratchView(this.arena, "u8", from, bytes));
  }

  /** x ← A⁻ᵀ·b on addresses that do not overlap. */
  protected abstract runTranspose(x: number, b: number): void;
  /** New factors from the new values, which `kept` has already. If it throws, the handle refuses to solve until a later one succeeds. */
  protected abstract renew(op: string, A: CsrHandle<"f64">): void;
  /** Refuses values that the kind cannot take, before anything is overwritten. */
  protected admit(_op: string, _A: CsrHandle<"f64">): void {}
  abstract logDet(): { sign: number; log: number };

  override describe(): string { return `Factor<${this.kind}> ${this.rows}×${this.cols}`; }

  override alive(op: string, arg: string): void {
    super.alive(op, arg);
    if (this.broken) throw new UnsupportedError(op, arg, `${arg} holds no factors since its refactor failed, expected a refactor that succeeds first`);
  }

  inertia(): { positive: number; negative: number; zero: number } { throw this.cannot("inertia"); }
  update(_w: Vector<"f64">, _o?: { downdate?: boolean }): this { throw this.cannot("update"); }

  protected cannot(what: string, why = ""): UnsupportedError {
    this.alive(`${this.kind}.${what}`, this.kind);
    return new UnsupportedError(`${this.kind}.${what}`, this.kind, `factors of kind "${this.kind}" have no ${what}${why}`);
  }

  get rcond(): number {
    const op = `${this.kind}.rcond`, { rows, cols, arena } = this;
    this.alive(op, this.kind);
    return this.condition ??= withWorkspace(arena, op, 8 * (rows + cols), (ws) => {
      if (rows === 0 || cols === 0) return 1;
      const inverse = estimate(arena, rows, cols, (z, r) => this.run(z, r), (z, r) => this.runTranspose(z, r), ws, ws + 8 * rows);
      // Twice divided: the product may overflow where the quotient does not.
      const rcond = 1 / norm1(arena, this.kept) / inverse;
      return rcond >= 0 ? Math.min(rcond, 1) : 0;
    });
  }

  solve(X: Matrix<"f64"> | Vector<"f64">, B: Matrix<"f64"> | Vector<"f64">): void {
    const op = `${this.kind}.solve`, { arena, ctx: { raw }, rows, cols } = this;
    this.alive(op, this.kind);
    const [x, b] = this.sides(op, X, B);
    const bad = raw.find_nonfinite_f64(b.rows, b.cols, b.ptr, b.stride, 0) - 1;
    if (bad >= 0) throw new NonFiniteError(op, "B", `B holds a NaN or an infinity at position ${bad}, expected finite numbers`, bad);
    withWorkspace(arena, op, 8 * (rows + cols) + refineBytes(this.kept), (ws) => {
      const out = ws + 8 * rows, scratch = out + 8 * cols;
      for (let j = 0; j < b.cols; j++) {
        raw.lacpy_f64(rows, 1, b.ptr + 8 * j, b.stride, ws, 1);
        this.refined(out, ws, scratch);
        raw.lacpy_f64(cols, 1, out, 1, x.ptr + 8 * j, x.stride);
      }
    });
  }

  /** One column with refinement; scratch of `refineBytes`. */
  protected refined(x: number, b: number, ws: number): void {
    refine(this.ctx, this.kept, (z, r) => this.run(z, r), x, b, ws);
  }

  private sides(op: string, X: unknown, B: unknown): [x: Panel, b: Panel] {
    const b = check.array(op, "B", B, this.arena, ["f64"]);
    const x = b.kind === "vector" ? check.vector(op, "X", X, this.arena, ["f64"]) : check.matrix(op, "X", X, this.arena, ["f64"]);
    const panel = (v: typeof b): Panel => v.kind === "vector" ? { ptr: v.ptr, rows: (v as { length: number }).length, cols: 1, stride: 1 } : v as MatrixHandle<"f64">;
    const p = panel(x), q = panel(b), field = b.kind === "vector" ? "length" : "rows";
    check.size(op, "B", field, q.rows, this.rows, () => this.describe());
    check.size(op, "X", field, p.rows, this.cols, () => this.describe());
    check.size(op, "X", "cols", p.cols, q.cols, () => `B is ${q.rows}×${q.cols}`);
    if (p.ptr !== q.ptr || p.rows !== q.rows || p.stride !== q.stride) check.disjoint(op, "X", x, "B", b);
    return [p, q];
  }

  refactor(A: Csr<"f64">): this {
    const op = `${this.kind}.refactor`, { kept } = this, { raw } = this.ctx;
    super.alive(op, this.kind);
    const a = operand(this.ctx, op, "A", A, ["f64"]);
    check.size(op, "A", "rows", a.rows, kept.rows, () => this.describe());
    check.size(op, "A", "cols", a.cols, kept.cols, () => this.describe());
    check.size(op, "A", "nnz", a.nnz, kept.nnz, () => "the pattern must be that of the factored matrix");
    if (raw.refine_differ_i32(a.rows + 1, a.rowPtr, kept.rowPtr) !== 0 || raw.refine_differ_i32(a.nnz, a.colIdx, kept.colIdx) !== 0) {
      throw new ShapeError(op, "A", "A has another pattern, expected that of the factored matrix (factor it anew)");
    }
    this.admit(op, a);
    this.keep(kept.values, a.values, 8 * kept.nnz);
    this.condition = undefined;
    this.broken = true;
    this.renew(op, a);
    this.broken = false;
    return this;
  }
}
