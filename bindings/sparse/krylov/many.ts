// Conjugate gradients for several right-hand sides at once: every product reads the matrix once for all, and a column that is done drops out.
import { scratchView } from "../../memory/scratch.js";
import type { Reason } from "../../types.js";
import type { LinearMap, SparseContext } from "../context.js";
import type { CsrHandle } from "../csr.js";
import { Run, unfit, Watch } from "./run.js";

export interface ManyProblem {
  readonly ctx: SparseContext;
  readonly op: string;
  readonly A: LinearMap;
  readonly matrix?: CsrHandle<"f64"> | undefined;
  /** z ← M⁻¹·r, column by column. */
  readonly M?: LinearMap | undefined;
  /** M is the diagonal of `matrix`, for all columns in one pass. */
  readonly jacobi?: boolean | undefined;
  /** n×columns in row-major order: addresses, and elements from row to row. x holds the first guesses and then the answers. */
  readonly columns: number;
  readonly x: number;
  readonly ldx: number;
  readonly b: number;
  readonly ldb: number;
  /** A column is done when its residual norm is at most its target. */
  readonly targets: ArrayLike<number>;
  readonly maxIterations: number;
}

export interface ManyColumn { readonly reason: Reason; readonly iterations: number; readonly norm: number }
/** `matvecs` counts products with one column. */
export interface ManyOutcome { readonly columns: readonly ManyColumn[]; readonly iterations: number; readonly matvecs: number }

/** A column at work: where it belongs, its residual norm and r·M⁻¹·r. */
interface Live { readonly index: number; readonly watch: Watch; norm: number; rho: number }

/** SPD A and M. Yields the largest residual norm among the columns at work after every iteration. */
export function* cgMany(p: ManyProblem): Generator<number, ManyOutcome, boolean | void> {
  const { ctx: { raw, arena }, A, M, matrix, columns: k } = p, n = A.rows, ld = 4 * Math.max(1, Math.ceil(k / 4));
  const run = new Run({ ...p, target: 0, restart: 0 }, n * ld, M === undefined ? 5 : 6, 5 * ld), [x, r, d, q, w, z = r] = run.v as [number, number, number, number, number, number?];
  // The weights of the diagonal and two single columns share a block; rows of scalars by column.
  const from = w + 8 * n, to = from + 8 * n, row = (i: number): number => run.out + 8 * ld * i;
  const alpha = row(0), beta = row(1), squares = row(2), weighed = row(3), along = row(4), scalars = (at: number): Float64Array => scratchView(arena, "f64", at, ld);
  const done: ManyColumn[] = [], live: Live[] = [];

  const width = (): number => 4 * Math.ceil(live.length / 4);
  const each = (map: LinearMap, out: number, source: number): void => {
    for (let j = 0; j < live.length; j++) {
      raw.many_copy_f64(n, source + 8 * j, ld, from, 1);
      map.apply(to, from);
      raw.many_copy_f64(n, to, 1, out + 8 * j, ld);
    }
  };
  /** Q ← A·D, D_j·Q_j in `along`. */
  const product = (): void => {
    run.matvecs += live.length;
    if (matrix !== undefined) raw.many_product_f64(n, matrix.rowPtr, matrix.colIdx, matrix.values, width(), d, ld, q, along);
    else {
      each(A, q, d);
      raw.many_dots_f64(n, width(), ld, d, q, along);
    }
  };
  /** R ← R − α·Q, its squares, R_j·M⁻¹·R_j in `weighed`. */
  const residual = (): void => {
    raw.many_residual_f64(n, width(), ld, alpha, q, r, w, squares, weighed);
    const sums = scalars(squares);
    for (let j = 0; j < live.length; j++) live[j]!.norm = Math.sqrt(sums[j]!);
    if (M === undefined) return;
    each(M, z, r);
    raw.many_dots_f64(n, width(), ld, r, z, weighed);
  };
  /** X ← X + α·D, D ← M⁻¹·R + β·D. */
  const step = (): void => {
    const rho = scalars(weighed), factor = scalars(beta);
    for (let j = 0; j < live.length; j++) {
      const one = live[j]!;
      factor[j] = one.rho === 0 ? 0 : rho[j]! / one.rho;
      one.rho = rho[j]!;
    }
    raw.many_step_f64(n, width(), ld, alpha, x, beta, d, w, z);
  };
  /** The answer of column j goes out, and the last one at work takes its place: so columns leave from the last to the first. */
  const finish = (j: number, reason: Reason): void => {
    const { index, watch, norm } = live[j]!, last = live.pop()!;
    raw.many_copy_f64(n, x + 8 * j, ld, p.x + 8 * index, p.ldx);
    done[index] = { reason, iterations: watch.iterations, norm };
    if (j === live.length) return;
    live[j] = last;
    for (const block of [x, r, d, q]) raw.many_copy_f64(n, block + 8 * live.length, ld, block + 8 * j, ld);
    scalars(alpha)[j] = scalars(alpha)[live.length]!;
  };
  const leave = (why: (one: Live, j: number) => Reason | undefined): void => {
    for (let j = live.length - 1; j >= 0; j--) {
      const reason = why(live[j]!, j);
      if (reason !== undefined) finish(j, reason);
    }
  };
  const stop = ({ watch, norm, rho }: Live): Reason | undefined => watch.stop(norm) ?? (rho > 0 && rho < Infinity ? undefined : rho === 0 ? "breakdown" : unfit(rho, "indefinite-preconditioner"));

  try {
    let iterations = 0;
    scratchView(arena, "f64", w, n).fill(1);
    if (p.jacobi === true) {
      raw.lean_diagonal_f64(n, matrix!.rowPtr, matrix!.colIdx, matrix!.values, w);
      raw.sor_weigh_f64(n, 1, w);
    }
    for (let j = 0; j < k; j++) {
      live.push({ index: j, watch: new Watch(p.targets[j]!, p.maxIterations, n), norm: 0, rho: 0 });
      raw.many_copy_f64(n, p.x + 8 * j, p.ldx, x + 8 * j, ld);
      raw.many_copy_f64(n, p.x + 8 * j, p.ldx, d + 8 * j, ld);
      raw.many_copy_f64(n, p.b + 8 * j, p.ldb, r + 8 * j, ld);
    }
    if (raw.asum_f64(n * ld, x) !== 0) {
      product();
      scalars(alpha).fill(1);
    }
    residual();
    scalars(alpha).fill(0);
    step();
    leave(stop);
    while (live.length > 0) {
      product();
      const curvature = scalars(along), length = scalars(alpha);
      leave(({ rho }, j) => {
        const c = curvature[j]!;
        length[j] = rho / c;
        return c > 0 && c < Infinity ? undefined : unfit(c, "indefinite-matrix");
      });
      if (live.length === 0) break;
      residual();
      step();
      iterations++;
      let worst = 0;
      for (const one of live) {
        one.watch.iterations++;
        if (!(one.norm <= worst)) worst = one.norm;
      }
      const aborted = yield worst;
      leave((one) => aborted ? "aborted" : stop(one));
    }
    return { columns: done, iterations, matvecs: run.matvecs };
  } finally {
    leave(() => "aborted");
    run.free();
  }
}
