// method "auto": what suits the matrix, in the order in which it is tried.
import type { CsrHandle } from "../csr.js";
import { predictCholesky } from "../cholesky.js";
import { predictLu } from "../lu.js";
import { symmetryOf } from "../operand.js";
import { direct, substitution } from "./direct.js";
import type { Ready } from "./drive.js";
import { iterative } from "./krylov.js";
import type { Settings } from "./settings.js";
import type { System } from "./system.js";

/** One way to try; `name` says what it is when it has failed. */
export interface Way { readonly name: string; make(): Ready }

/** A factorization runs at some 10 Gflop/s, a product at two entries a nanosecond: so many flops an entry cost what 300 products do. */
const FLOPS_PER_ENTRY = 1500;
/** Beyond this many rows a mesh costs more to order than to solve by multigrid. */
const MESH_ROWS = 100_000;
/** Entries of factors that are still sensible in a memory of 4 GiB, and flops that end within a minute: Cholesky's tiles are some ten times as fast as the columns of LU. */
const MOST_ENTRIES = 2e8;
const MOST_FLOPS = { cholesky: 5e11, lu: 5e10 } as const;

const million = (x: number): string => (x >= 1e6 ? `${(x / 1e6).toPrecision(3)}M` : x >= 1e3 ? `${(x / 1e3).toPrecision(3)}k` : `${x}`);

export function ways(sys: System, s: Settings): Way[] {
  const { matrix, rows, cols } = sys;
  const kry = (method: Parameters<typeof iterative>[1], p: Settings["precond"], why: string): Way => ({ name: method, make: () => iterative(sys, method, p, s.omega, why) });
  if (matrix === undefined) {
    if (rows !== cols) return [kry("lsqr", "none", "A is a rectangular operator: LSQR")];
    const p = s.precond === "auto" ? "none" : s.precond;
    return [kry("idrs", p, "A is an operator, which tells nothing of its entries: IDR(s)"), kry("gmres", p, "GMRES")];
  }
  const dir = (kind: "cholesky" | "lu" | "qr", why: string): Way => ({ name: kind, make: () => direct(sys, kind, why) });
  if (rows !== cols) {
    const least = kry("lsqr", "none", `A is ${rows}×${cols}: least squares by LSQR`);
    return Math.min(rows, cols) < 2000 ? [dir("qr", `A is ${rows}×${cols}: least squares by QR`), least] : [least];
  }
  if (s.precond !== "auto") return preconditioned(sys, s, kry);
  const shape = triangleOf(matrix);
  if (shape !== undefined) return [{ name: "substitution", make: () => substitution(sys, shape, `A is ${shape} triangular: substitution`) }, dir("lu", "LU"), kry("gmres", "none", "GMRES")];
  const { values, positiveDiagonal, zeroDiagonals } = symmetryOf(matrix);
  return values && positiveDiagonal ? definite(matrix, kry, dir) : general(matrix, values, zeroDiagonals, kry, dir);
}

/** A preconditioner was asked for, so the method is iterative. */
function preconditioned(sys: System, s: Settings, kry: (method: Parameters<typeof iterative>[1], p: Settings["precond"], why: string) => Way): Way[] {
  const { values, positiveDiagonal } = symmetryOf(sys.matrix!);
  if (values && positiveDiagonal) {
    const flexible = typeof s.precond === "function";
    return [kry(flexible ? "fcg" : "cg", s.precond, `A is symmetric with a positive diagonal: ${flexible ? "flexible " : ""}CG with the preconditioner asked for`)];
  }
  return [kry("fgmres", s.precond, "A is not known to be positive definite: flexible GMRES with the preconditioner asked for")];
}

type Cost = ReturnType<typeof predictCholesky>;
const affordable = (kind: keyof typeof MOST_FLOPS, { nnz, flops }: Cost): boolean => nnz <= MOST_ENTRIES && flops <= MOST_FLOPS[kind];

type Iterate = (method: Parameters<typeof iterative>[1], p: Settings["precond"], why: string) => Way;
type Factorize = (kind: "cholesky" | "lu" | "qr", why: string) => Way;

function definite(A: CsrHandle<"f64">, kry: Iterate, dir: Factorize): Way[] {
  const because = "A is symmetric with a positive diagonal";
  const sparseMesh = A.rows > MESH_ROWS && A.nnz < 12 * A.rows;
  const last = kry("minres", "none", "MINRES");
  if (sparseMesh) return [kry("cg", "amg", `${because}, large and sparse (${million(A.rows)} rows, ${(A.nnz / A.rows).toFixed(1)} entries each): CG with multigrid`), kry("cg", "auto", "CG"), last];
  const predicted = predictCholesky(A), { flops, nnz } = predicted;
  const cost = `${million(nnz)} entries and ${million(flops)} flops of Cholesky`;
  const after = affordable("lu", predicted) ? [dir("lu", "LU"), last] : [last];
  if (flops <= FLOPS_PER_ENTRY * A.nnz) return [dir("cholesky", `${because}; ${cost} are cheap for ${million(A.nnz)} entries: Cholesky`), ...after];
  const iterate = kry("cg", "auto", `${because}; ${cost} cost more than iterating: CG`);
  return affordable("cholesky", predicted) ? [iterate, dir("cholesky", "Cholesky"), ...after] : [iterate, kry("cg", "amg", "CG with multigrid"), last];
}

function general(A: CsrHandle<"f64">, symmetric: boolean, zeroDiagonals: number, kry: Iterate, dir: Factorize): Way[] {
  const because = symmetric ? "A is symmetric and indefinite" : "A is not symmetric";
  // What is predicted of LU is a bound, far above the truth for some: only its entries decide what is possible.
  const { flops, nnz } = predictLu(A), possible = nnz <= MOST_ENTRIES;
  const cheap = possible && (nnz <= 20 * A.nnz || flops <= FLOPS_PER_ENTRY * A.nnz);
  const after = symmetric ? kry("minres", "none", "MINRES") : kry("gmres", zeroDiagonals > 0 ? "none" : "auto", "GMRES");
  if (zeroDiagonals > 0 && possible) return [dir("lu", `${because}, ${zeroDiagonals} of its diagonal entries are zero: LU`), after];
  if (cheap) return [dir("lu", `${because}, about ${million(nnz)} entries of LU are cheap for ${million(A.nnz)}: LU`), after];
  const iterate = symmetric ? kry("minres", "auto", `${because}, LU would fill in: MINRES`) : kry("bicgstab", "auto", `${because}, LU would fill in (about ${million(nnz)} entries): BiCGSTAB with ILUT`);
  return possible ? [iterate, dir("lu", "LU")] : [iterate, after];
}

/** Which triangle all of A is in, if any (a diagonal is a lower one). */
function triangleOf(A: CsrHandle<"f64">): "lower" | "upper" | undefined {
  const { raw } = A.ctx;
  const found = raw.csr_triangle(A.rows, A.rowPtr, A.colIdx);
  return found === 1 || found === 3 ? "lower" : found === 2 ? "upper" : undefined;
}
