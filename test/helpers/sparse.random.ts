// Random sparse systems of every unpleasant kind, by number.
import type { SolveOptions, Triplets } from "lanewise";
import { Random } from "./random.js";

export interface RandomSystem { readonly rows: number; readonly cols: number; readonly data: Triplets; readonly b: Float64Array; readonly options: SolveOptions; readonly what: string }

const KINDS = ["general", "spd", "laplacian", "indefinite", "singular", "empty rows", "zero diagonal", "huge", "tiny", "badly scaled", "not finite", "skew", "rectangular", "triangular", "dense row"] as const;
const METHODS = ["auto", "auto", "auto", "cg", "fcg", "minres", "bicgstab", "gmres", "fgmres", "idrs", "lsqr", "lsmr", "cholesky", "ldl", "lu", "qr", "sor", "ssor"] as const;
const PRECONDS = ["auto", "none", "jacobi", "ssor", "ic0", "dic", "mic0", "ilu0", "ilut", "chebyshev", "polynomial", "spai0", "amg"] as const;

export function randomSystem(seed: number): RandomSystem {
  const r = new Random(seed), real = (): number => r.u32() / 2 ** 31 - 1, whole = (n: number): number => Math.floor((r.u32() / 2 ** 32) * n);
  const kind = KINDS[whole(KINDS.length)]!, n = [0, 1, 2, 3, 7, 8, 9, 17, 40, 130][whole(10)]!;
  const rows = n, cols = kind === "rectangular" ? Math.max(0, n + whole(9) - 4) : n;
  const row: number[] = [], col: number[] = [], values: number[] = [];
  const put = (i: number, j: number, v: number): void => { row.push(i); col.push(j); values.push(v); };
  const both = (i: number, j: number, v: number): void => { put(i, j, v); if (i !== j) put(j, i, v); };
  const symmetric = ["spd", "laplacian", "indefinite"].includes(kind);
  const count = Math.floor(n * (1 + 3 * (r.u32() / 2 ** 32)));
  for (let e = 0; e < count && cols > 0; e++) {
    const i = whole(rows), j = whole(cols), v = kind === "laplacian" ? -1 : real();
    if (kind === "triangular") put(Math.max(i, j), Math.min(i, j), v);
    else if (kind === "skew") { put(i, j, v); put(j, i, -v); }
    else if (symmetric) { if (i !== j) { both(i, j, v); if (kind !== "indefinite") { put(i, i, Math.abs(v) + (kind === "spd" ? 0.1 : 0)); put(j, j, Math.abs(v)); } } }
    else put(i, j, v);
  }
  const diagonal = kind === "zero diagonal" || kind === "empty rows" || kind === "skew" || kind === "rectangular" ? 0 : kind === "indefinite" ? 0.3 : kind === "laplacian" ? 0 : 2;
  for (let i = 0; i < Math.min(rows, cols); i++) if (diagonal !== 0) put(i, i, kind === "indefinite" && i % 2 === 1 ? -diagonal : diagonal);
  if (kind === "singular" && n > 1) for (let k = 0; k < values.length; k++) if (row[k] === n - 1 || col[k] === n - 1) values[k] = 0;
  if (kind === "dense row" && n > 0) for (let j = 0; j < cols; j++) put(0, j, real());
  const scale = kind === "huge" ? 1e280 : kind === "tiny" ? 1e-290 : 1;
  for (let k = 0; k < values.length; k++) values[k]! *= kind === "badly scaled" ? 2 ** (whole(240) - 120) : scale;
  if (kind === "not finite" && values.length > 0) values[whole(values.length)] = [NaN, Infinity, -Infinity][whole(3)]!;
  const b = Float64Array.from({ length: rows }, () => (whole(20) === 0 ? 0 : real() * (kind === "huge" ? 1e200 : 1)));
  if (whole(25) === 0) b.fill(0);
  const method = METHODS[whole(METHODS.length)]!, precond = PRECONDS[whole(PRECONDS.length)]!;
  // Options that the method would not look at are refused, which says nothing here.
  const direct = ["cholesky", "ldl", "lu", "qr"].includes(method), takesNone = direct || ["sor", "ssor", "lsqr", "lsmr"].includes(method);
  const options: SolveOptions = { method, ...(whole(2) === 0 && !takesNone ? { precond } : {}), ...(whole(4) === 0 && !direct ? { x0: true } : {}), ...(whole(3) === 0 ? { rtol: 10 ** -whole(14) } : {}), ...(whole(8) === 0 ? { maxIterations: whole(50) } : {}) };
  return { rows, cols, data: { row, col, values }, b, options, what: `${kind} ${rows}×${cols}, ${JSON.stringify(options)}` };
}

/** ‖b − A·x‖₂ and ‖b‖₂, scaled so that nothing overflows. */
export function residualOf({ rows, data, b }: RandomSystem, x: ArrayLike<number>): { readonly residual: number; readonly size: number; readonly noise: number } {
  const r = Float64Array.from(b), noise = Float64Array.from(b, Math.abs);
  for (let k = 0; k < data.values.length; k++) {
    r[data.row[k]!]! -= data.values[k]! * x[data.col[k]!]!;
    noise[data.row[k]!]! += Math.abs(data.values[k]! * x[data.col[k]!]!);
  }
  const norm = (v: ArrayLike<number>): number => {
    let most = 0, sum = 0;
    for (let i = 0; i < rows; i++) most = Math.max(most, Math.abs(v[i]!));
    if (most === 0 || !(most < Infinity)) return most;
    for (let i = 0; i < rows; i++) sum += (v[i]! / most) ** 2;
    return most * Math.sqrt(sum);
  };
  return { residual: norm(r), size: norm(b), noise: norm(noise) };
}
