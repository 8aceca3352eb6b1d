// What precond and split CG may be given.
import * as check from "../check.js";
import { NotPositiveDefiniteError, OptionError } from "../errors.js";
import { scratchView } from "../memory/scratch.js";
import type { CsrHandle } from "./csr.js";
import { symmetryOf } from "./operand.js";
import type { PrecondKind, PrecondOptions } from "./types.js";

export type Kind = Exclude<PrecondKind, "amg">;

/** Options of a kind; any other is refused rather than ignored. */
const TAKES: Readonly<Record<Kind, readonly (keyof PrecondOptions)[]>> = {
  jacobi: [], spai0: [], ssor: ["omega"], ic0: ["shift"], dic: ["shift"], mic0: ["shift", "relax"], ilu0: [], ilut: ["dropTolerance", "fillFactor"], chebyshev: ["degree"], polynomial: ["degree"],
};
const SYMMETRIC: readonly Kind[] = ["ic0", "dic", "mic0", "polynomial"];

export interface Checked { readonly omega: number; readonly shift: number; readonly relax: number | undefined; readonly dropTolerance: number; readonly fillFactor: number; readonly degree: number }

/** A must be square, symmetric where the kind says so, and every option in range. */
export function checked(op: string, A: CsrHandle<"f64">, kind: Kind, o: PrecondOptions, symmetric: boolean = SYMMETRIC.includes(kind)): Checked {
  check.size(op, "A", "cols", A.cols, A.rows, () => `a preconditioner is square, A is ${A.rows}×${A.cols}`);
  for (const key of Object.keys(o) as (keyof PrecondOptions)[]) {
    if (o[key] !== undefined && !TAKES[kind].includes(key)) throw new OptionError(op, key, `${key} means nothing to kind "${kind}", which takes ${TAKES[kind].join(", ") || "no options"}`);
  }
  const number = (key: "omega" | "shift" | "relax" | "dropTolerance" | "fillFactor", otherwise: number, holds: (x: number) => boolean, expected: string): number => {
    const x = check.number(op, key, o[key], otherwise);
    if (!(Number.isFinite(x) && holds(x))) throw new OptionError(op, key, `${key} is ${x}, expected ${expected}`);
    return x;
  };
  const options = {
    omega: number("omega", 1, (x) => x > 0 && x < 2, "more than 0 and less than 2"),
    shift: number("shift", 0, (x) => x >= 0, "0 or more"),
    relax: o.relax === undefined ? undefined : number("relax", 0, (x) => x >= 0 && x <= 1, "0 to 1"),
    dropTolerance: number("dropTolerance", 1e-4, (x) => x >= 0, "0 or more"),
    fillFactor: number("fillFactor", 10, (x) => x > 0, "more than 0"),
    degree: check.integer(op, "degree", o.degree, 1, kind === "polynomial" ? 4 : 100, 3),
  };
  if (symmetric) {
    const { values, positiveDiagonal } = symmetryOf(A);
    if (!values) throw new OptionError(op, "kind", `kind is "${kind}", which needs a symmetric A`);
    if (!positiveDiagonal) {
      const row = notPositive(A);
      throw new NotPositiveDefiniteError(op, "A", `the diagonal entry of row ${row} is not positive, expected a positive diagonal for kind "${kind}"`, row);
    }
  }
  return options;
}

/** The first row whose diagonal entry is not positive. */
function notPositive(A: CsrHandle<"f64">): number {
  const { arena, rows } = A, p = scratchView(arena, "i32", A.rowPtr, rows + 1), c = scratchView(arena, "i32", A.colIdx, A.nnz), v = scratchView(arena, "f64", A.values, A.nnz);
  for (let i = 0; i < rows; i++) if (!(v.subarray(p[i]!, p[i + 1]!)[c.subarray(p[i]!, p[i + 1]!).indexOf(i)]! > 0)) return i;
  return -1;
}
