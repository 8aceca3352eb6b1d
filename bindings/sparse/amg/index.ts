import * as check from "../../check.js";
import { NotPositiveDefiniteError, OptionError, ShapeError } from "../../errors.js";
import { MatrixHandle } from "../../memory/matrix.js";
import { scratchView } from "../../memory/scratch.js";
import type { Matrix } from "../../types.js";
import type { CsrHandle } from "../csr.js";
import { PrecondHandle } from "../handle.js";
import { symmetryOf } from "../operand.js";
import type { Amg, AmgOptions } from "../types.js";
import { aggregation, nodal } from "./aggregation.js";
import { bootstrap } from "./bootstrap.js";
import { classical } from "./classical.js";
import { Desk } from "./desk.js";
import { matching } from "./matching.js";
import { build, type Built, type Coarsening, diagonalOf, type Plan, SMALL } from "./setup.js";

const COARSEN = ["smoothed-aggregation", "ruge-stuben", "matching"] as const, RELAX = ["jacobi", "gauss-seidel", "chebyshev"] as const, CYCLE = ["V", "W", "K"] as const;

/** How far from symmetric A may be, entries over the roots of their diagonal entries: what assembling in another order leaves. */
const ROUNDING = 1e-10;
/** f32 cycles: at most this for Σ|a_ij| / a_ii and for the span of the diagonal. */
const DOMINANT = 2 + 1e-6, SPAN = 1e6;

class AmgHandle extends PrecondHandle implements Amg {
  readonly kind = "amg";
  readonly levels: Amg["levels"];
  /** Of its hierarchies: one, but for bootstrapping; then their list and its scratch. */
  private readonly headers: readonly number[];
  private readonly list: number;
  private readonly f32: boolean;
  private readonly title: string;
  readonly smoothVectors?: Matrix<"f64">;

  constructor(desk: Desk, built: readonly Built[], list: number, plan: Plan, title: string, smooth?: number) {
    const { levels } = built[0]!, { rows } = levels[0]!;
    super(desk.ctx, rows, rows, desk.held);
    this.levels = levels;
    this.headers = built.map((b) => b.header);
    this.list = list;
    this.f32 = plan.f32;
    this.title = title;
    const block = this.blocks.find((b) => b.ptr === smooth);
    if (block) this.smoothVectors = new MatrixHandle("f64", block.ptr, { block, stride: built.length }, true, rows, built.length, built.length) as Matrix<"f64">;
    this.made();
  }

  protected run(z: number, r: number): void {
    const { ctx: { raw }, headers, list } = this;
    if (headers.length > 1) raw.amg_composite_f64(list, headers.length, z, r, list + 64 * Math.ceil(headers.length / 16));
    else (this.f32 ? raw.amg_apply_f32 : raw.amg_apply_f64)(headers[0]!, z, r);
  }

  get operatorComplexity(): number { return this.levels.reduce((sum, l) => sum + l.nnz, 0) / Math.max(1, this.levels[0]!.nnz); }

  override toString(): string {
    const table = [["level", "rows", "nnz", "nnz/row"], ...this.levels.map((l, i) => [i, l.rows, l.nnz, (l.nnz / Math.max(1, l.rows)).toFixed(1)].map(String))];
    return [`${super.toString()}, ${this.title}, complexity ${this.operatorComplexity.toFixed(3)}`, ...table.map((row) => row.map((cell) => cell.padStart(10)).join(""))].join("\n");
  }
}

/** Algebraic multigrid: a preconditioner of CG whose iterations hardly grow with A.          PyAMG: smoothed_aggregation_solver, ruge_stuben_solver.
 *
 *  Shapes    A n×n, symmetric positive definite or semidefinite, its diagonal positive. nearNullspace n×k, 1 ≤ k ≤ 16. `apply(z, r)`: n each.
 *  Formula   z ← one cycle on A·z = r from z = 0. "smoothed-aggregation": strong are a_ij² > ε²·a_ii·a_jj, ε = 0.08 halved a level; T holds the near-nullspace
 *            vectors on aggregates of strong neighbours, P = (I − ω·D⁻¹·A)·T, the coarse matrix is Pᵀ·A·P. "ruge-stuben": coarse rows of A itself, strong are
 *            −a_ij ≥ max/4, direct interpolation. "matching": pairs of pairs of large compatible weight, P = T for one smooth vector, which bootstrapping improves.
 *            At 150 rows a dense Cholesky factor ends it.
 *            relax "jacobi" is SPAI0, a_ii/Σ_j a_ij²; "gauss-seidel" goes forwards before and backwards after the coarse correction, 8 rows at once;
 *            "chebyshev" is of degree 2 over the upper three quarters of the spectrum. cycle "W" is V on the finest level. For elasticity give the rigid-body
 *            modes as nearNullspace, and blockSize 2 or 3.
 *  Effects   leaves A as it is and needs it no more: later values of A change nothing here. One handle; `free()` returns all of it. `smoothVectors` ends with it.
 *            `levels`, `operatorComplexity`, and the table of String(amg) tell what was made. precision "auto" keeps the cycle in f32 where A is diagonally
 *            dominant with a diagonal that spans less than 1e6; r is scaled, so that only its relative accuracy is f32's.
 *            "V" and "W" are symmetric positive operators. "K" (two steps of flexible CG a level) is not linear: use it with method "fcg" or "fgmres".
 *  Cost      set-up linear in the entries, about 60 products with A; `apply` 4 to 8. Kept 28 bytes an entry of A in f32, 45 in f64; about 75 at the height of set-up, on meshes.
 *  Accuracy  of the preconditioner only; the solve recomputes its residual. A pivot of the dense factor below 1e-13·n of its diagonal is dropped: singular A
 *            (pure Neumann problems, graph Laplacians) are allowed where the right-hand side is in the range.
 *  Throws    NotPositiveDefiniteError (`pivot` = first row whose diagonal entry is not positive), OptionError (not symmetric, up to 1e-10 relative; a bad or unused
 *            option; "foreign"), ShapeError, DtypeError, FreedError, CapacityError. Nothing is allocated then.
 *  Source    Vaněk, Mandel & Brezina 1996, Computing 56; Ruge & Stüben 1987; D'Ambra, Filippone & Vassilevski 2018, ACM TOMS 44(4); Notay & Vassilevski 2008, NLAA 15(5).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync(), n = 1000, row = [], col = [], values = [];
 *  for (let i = 0; i < n; i++) { row.push(i); col.push(i); values.push(2); if (i > 0) { row.push(i, i - 1); col.push(i - 1, i); values.push(-1, -1); } }
 *  const M = k.sparse.amg(k.csr("f64", n, n, { row, col, values }));
 *  console.log(M.levels.map((l) => l.rows)); // [1000, 334, 112] */
export function amg(op: string, A: CsrHandle<"f64">, o: AmgOptions): PrecondHandle & Amg {
  const { ctx, ctx: { arena }, rows: n } = A;
  const coarsen = check.choice(op, "coarsen", o.coarsen, COARSEN, COARSEN[0]), relax = check.choice(op, "relax", o.relax, RELAX, RELAX[0]), cycle = check.choice(op, "cycle", o.cycle, CYCLE, CYCLE[1]);
  const precision = check.choice(op, "precision", o.precision, ["auto", "f64", "f32"], "auto"), sweeps = check.integer(op, "sweeps", o.sweeps, 1, 100, 1);
  const boot = check.options(op, o.bootstrap, ["rate", "max"]);
  const rate = check.number(op, "bootstrap.rate", boot?.rate, 0.7), most = check.integer(op, "bootstrap.max", boot?.max, 1, 100, 10);
  if (boot && !(rate > 0 && rate < 1)) throw new OptionError(op, "bootstrap.rate", `bootstrap.rate is ${rate}, expected a number between 0 and 1`);
  check.size(op, "A", "cols", A.cols, n, () => `A is ${n}×${A.cols}`);
  const given = o.nearNullspace === undefined ? undefined : check.matrix(op, "nearNullspace", o.nearNullspace, arena, ["f64"]);
  if (given) {
    check.size(op, "nearNullspace", "rows", given.rows, n, () => A.describe());
    if (given.cols < 1 || given.cols > 16) throw new ShapeError(op, "nearNullspace", `nearNullspace.cols is ${given.cols}, expected 1 to 16`);
    if (coarsen === "ruge-stuben") throw new OptionError(op, "nearNullspace", `nearNullspace is of no use to coarsen "ruge-stuben", expected "smoothed-aggregation" or "matching"`);
    if (coarsen === "matching" && given.cols > 1) throw new ShapeError(op, "nearNullspace", `nearNullspace.cols is ${given.cols}, expected 1 (coarsen is "matching")`);
  }
  const block = check.integer(op, "blockSize", o.blockSize, 1, 64, 1);
  if (n % block !== 0) throw new OptionError(op, "blockSize", `blockSize is ${block}, expected a divisor of ${n} (${A.describe()})`);
  if (block > 1 && coarsen !== "smoothed-aggregation") throw new OptionError(op, "blockSize", `blockSize is ${block}, expected 1 (coarsen is "${coarsen}")`);
  if (boot && coarsen !== "matching") throw new OptionError(op, "bootstrap", `bootstrap needs coarsen "matching", got "${coarsen}"`);

  const desk = new Desk(ctx, op);
  try {
    const source = desk.plain(n, A.nnz, A.rowPtr, A.colIdx, A.values, []);
    const { d, bound } = diagonalOf(desk, source);
    if (bound < 0) throw new NotPositiveDefiniteError(op, "A", `the diagonal entry of row ${-1 - bound} is not positive, expected a positive definite A`, -1 - bound);
    if (!symmetryOf(A).values) {
      const ws = desk.take(4 * n), off = ctx.raw.amg_asymmetry(n, source.rows, d, ws);
      if (!(off >= 0 && off <= ROUNDING)) throw new OptionError(op, "A", "A is not symmetric, expected a symmetric positive definite A");
      desk.drop(ws);
    }
    let low = Infinity, high = 0;
    for (const v of scratchView(arena, "f64", d, n)) { low = Math.min(low, v); high = Math.max(high, v); }
    const f32 = !boot && n > SMALL && (precision === "f32" || precision === "auto" && bound <= DOMINANT && high <= SPAN * low);
    const plan: Plan = { relax: RELAX.indexOf(relax), cycle: CYCLE.indexOf(cycle), sweeps, f32, coarsening: classical };
    const scale = n > 0 ? 2 ** Math.max(-1000, Math.min(1000, -Math.floor(Math.log2(high)))) : 1;
    const title = `${coarsen}, ${relax}, ${cycle}, ${f32 ? "f32" : "f64"}`;
    const vectors = (k: number): number => {
      const ptr = desk.take(8 * n * k), view = scratchView(arena, "f64", ptr, n * k);
      if (given) view.set(given.copy()); else view.fill(1);
      return ptr;
    };
    /** Ones on each component of a node. */
    const translations = (): number => {
      const ptr = desk.cleared(8 * n * block), view = scratchView(arena, "f64", ptr, n * block);
      for (let i = 0; i < n; i++) view[i * block + i % block] = 1;
      return ptr;
    };
    const coarsening = (): Coarsening => coarsen === "ruge-stuben" ? classical : coarsen === "matching" ? matching(vectors(1))
      : given ? nodal({ k: given.cols, ptr: vectors(given.cols) }, block) : block > 1 ? nodal({ k: block, ptr: translations() }, block) : aggregation;
    if (boot) {
      desk.drop(d);
      const { built, list, smooth } = bootstrap(desk, A, source, plan, scale, vectors(1), rate, most);
      return new AmgHandle(desk, built, list, plan, `${title}, ${built.length} hierarchies`, smooth);
    }
    return new AmgHandle(desk, [build(desk, source, { ...plan, coarsening: coarsening() }, scale, { d, bound })], 0, plan, title);
  } catch (e) {
    desk.dropAll();
    throw e;
  }
}
