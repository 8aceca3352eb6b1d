// Krylov methods from the textbook, on dense arrays: slow, without any reuse, each after its definition where there is one.

export type Vec = Float64Array<ArrayBuffer>;
/** Rows of a dense matrix. */
export type Dense = readonly Vec[];

export const dot = (x: ArrayLike<number>, y: ArrayLike<number>): number => { let s = 0; for (let i = 0; i < x.length; i++) s += x[i]! * y[i]!; return s; };
export const norm = (x: ArrayLike<number>): number => Math.sqrt(dot(x, x));
export const times = (A: Dense, x: ArrayLike<number>): Vec => Float64Array.from(A, (row) => dot(row, x));
export const transposed = (A: Dense): Dense => Array.from({ length: A[0]?.length ?? 0 }, (_, j) => Float64Array.from(A, (row) => row[j]!));
/** x + a·y */
export const plus = (x: ArrayLike<number>, a: number, y: ArrayLike<number>): Vec => Float64Array.from(x, (v, i) => v + a * y[i]!);
export const product = (A: Dense, B: Dense): Dense => { const T = transposed(B); return A.map((row) => times(T, row)); };
export const residual = (A: Dense, x: ArrayLike<number>, b: ArrayLike<number>): Vec => plus(b, -1, times(A, x));

/** Gaussian elimination with row pivoting. */
export function solve(A: Dense, b: ArrayLike<number>): Vec {
  const n = A.length, M = A.map((row, i) => Float64Array.of(...row, b[i]!));
  for (let k = 0; k < n; k++) {
    let p = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(M[i]![k]!) > Math.abs(M[p]![k]!)) p = i;
    [M[k], M[p]] = [M[p]!, M[k]!];
    for (let i = k + 1; i < n; i++) M[i] = plus(M[i]!, -M[i]![k]! / M[k]![k]!, M[k]!);
  }
  const x = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    let s = M[i]![n]!;
    for (let j = i + 1; j < n; j++) s -= M[i]![j]! * x[j]!;
    x[i] = s / M[i]![i]!;
  }
  return x;
}

/** Residual norms of preconditioned conjugate gradients, as in Golub & Van Loan, algorithm 11.5.1. */
export function cg(A: Dense, b: Vec, target: number, M: (r: Vec) => Vec = (r) => r.slice(), most = 10 * b.length): number[] {
  const history: number[] = [];
  let r = b.slice(), z = M(r), d = z.slice(), rho = dot(r, z);
  while (norm(r) > target && history.length < most) {
    const q = times(A, d), alpha = rho / dot(d, q);
    r = plus(r, -alpha, q);
    z = M(r);
    const next = dot(r, z);
    d = plus(z, next / rho, d);
    rho = next;
    history.push(norm(r));
  }
  return history;
}

/** Residual norms of BiCGSTAB as in van der Vorst's paper, with right preconditioning; the half step may be the last. */
export function bicgstab(A: Dense, b: Vec, target: number, M: (r: Vec) => Vec = (r) => r.slice(), most = 10 * b.length): number[] {
  const history: number[] = [], shadow = b.slice();
  let r = b.slice(), rho = 1, alpha = 1, omega = 1, v = new Float64Array(b.length), d = v;
  while (norm(r) > target && history.length < most) {
    const next = dot(shadow, r), beta = next / rho * (alpha / omega);
    d = plus(r, beta, plus(d, -omega, v));
    rho = next;
    v = times(A, M(d));
    alpha = rho / dot(shadow, v);
    const s = plus(r, -alpha, v);
    if (norm(s) <= target) { history.push(norm(s)); break; }
    const t = times(A, M(s));
    omega = dot(t, s) / dot(t, t);
    r = plus(s, -omega, t);
    history.push(norm(r));
  }
  return history;
}

/** Orthonormal vectors of the Krylov space of A from r, orthogonalised three times. */
function basis(A: Dense, r: Vec, k: number): Vec[] {
  const V: Vec[] = [];
  let w = r;
  for (let j = 0; j < k; j++) {
    const before = norm(w);
    for (let twice = 0; twice < 3; twice++) for (const v of V) w = plus(w, -dot(v, w), v);
    if (!(norm(w) > 1e-12 * before)) break;
    V.push(w.map((x) => x / norm(w)));
    w = times(A, V.at(-1)!);
  }
  return V;
}

/** min ‖g − B·V·y‖ by projecting g on an orthonormal basis of what B·V spans. */
function least(B: Dense, V: readonly Vec[], g: Vec): number {
  const Q: Vec[] = [];
  let rest = g;
  for (const v of V) {
    let w = times(B, v);
    for (let twice = 0; twice < 3; twice++) for (const q of Q) w = plus(w, -dot(q, w), q);
    if (norm(w) === 0) continue;
    Q.push(w.map((x) => x / norm(w)));
  }
  for (let twice = 0; twice < 2; twice++) for (const q of Q) rest = plus(rest, -dot(q, rest), q);
  return norm(rest);
}

/** What GMRES without restarts, and MINRES, must reach by definition: the least residual over the Krylov spaces of 1, 2, … vectors. */
export function minimal(A: Dense, b: Vec, most: number): number[] {
  const V = basis(A, b, most);
  return V.map((_, k) => least(A, V.slice(0, k + 1), b));
}

/** What LSQR (‖r‖) and LSMR (‖Aᵀr‖) must reach by definition: minima over the Krylov spaces of AᵀA from Aᵀb. */
export function minimalLeastSquares(A: Dense, b: Vec, most: number): { readonly residual: number[]; readonly gradient: number[] } {
  const T = transposed(A), N = product(T, A), g = times(T, b), V = basis(N, g, most);
  return { residual: V.map((_, k) => least(A, V.slice(0, k + 1), b)), gradient: V.map((_, k) => least(N, V.slice(0, k + 1), g)) };
}

/** Residual norms of SOR sweeps, forward, or forward and backward. */
export function sor(A: Dense, b: Vec, omega: number, symmetric: boolean, sweeps: number): number[] {
  const n = b.length, x = new Float64Array(n), one = (i: number): void => { x[i]! += omega * (b[i]! - dot(A[i]!, x)) / A[i]![i]!; };
  return Array.from({ length: sweeps }, () => {
    for (let i = 0; i < n; i++) one(i);
    if (symmetric) for (let i = n - 1; i >= 0; i--) one(i);
    return norm(residual(A, x, b));
  });
}
