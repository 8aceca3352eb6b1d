// What can be told about a scheme.
import { isKernelError } from "../index.js";
import type { Kernels, Ring, Scheme } from "../index.js";
import { nameOf } from "./flip_file.js";
import { digits, table } from "./table.js";

const WORK = 4e8;

export interface Facts {
  readonly shape: Scheme["shape"]; readonly target?: string; readonly ring: Ring; readonly rank: number; readonly ok: boolean;
  readonly known?: { readonly rank: number; readonly source: string }; readonly nnz: readonly [number, number, number]; readonly additions: number; readonly reduced?: number;
  readonly growth?: number; readonly frobenius?: number; readonly exponent?: number; readonly gamma?: { readonly factor: number; readonly recursive: number; readonly exact: string };
}

/** Tries that take a second or so: each costs about the square of the nonzeros. Undefined for schemes too large to be reduced. */
function reducedOf(k: Kernels, s: Scheme, nonzeros: number): number | undefined {
  const tries = Math.max(1, Math.min(200, Math.floor(WORK / nonzeros ** 2)));
  try {
    return k.flip.reduceAdditions(s, { tries }).additions;
  } catch (error) {
    if (isKernelError(error) && error.code === "unsupported") return undefined;
    throw error;
  }
}

export function factsOf(k: Kernels, s: Scheme): Facts {
  const { shape, target, ring, rank } = s, [n, m, p] = shape, known = target === undefined ? k.flip.bestKnownRank(n, m, p, ring) : undefined;
  const { naive, nnz } = k.flip.additions(s), modular = ring === "Z2" || ring === "Z3", reduced = reducedOf(k, s, nnz[0] + nnz[1] + nnz[2]);
  return {
    shape, ...(target !== undefined && { target }), ring, rank, ok: k.flip.verify(s).ok, ...(known && { known }), nnz, additions: naive, ...(reduced !== undefined && { reduced }),
    ...(!modular && k.flip.stability(s)), ...(target === undefined && n * m * p > 1 && { exponent: (3 * Math.log(rank)) / Math.log(n * m * p) }),
    ...(target !== undefined && n > 1 && { gamma: k.flip.gamma(s) }),
  };
}

export function readable({ ok, ring, rank, known, nnz, additions, reduced, growth, frobenius, exponent, gamma, ...s }: Facts): string {
  return table([
    ["scheme", `${nameOf(s)}, ring ${ring}, ${ok ? "right" : "wrong"}`],
    ["rank", known === undefined ? String(rank) : `${rank}, best known over ${ring} ${known.rank} (${known.source})`],
    ["additions", `${additions} as written (${nnz.join(" + ")} nonzeros)${reduced === undefined ? "" : `, ${reduced} reduced`}`],
    ...(growth === undefined || frobenius === undefined ? [] : [["growth", `${digits(growth)}, Frobenius ${frobenius.toFixed(2)}`]]),
    ...(exponent === undefined ? [] : [["exponent", exponent.toFixed(6)]]),
    ...(gamma === undefined ? [] : [["gamma", `${gamma.exact} = ${gamma.factor.toFixed(6)}, ${gamma.recursive} recursive calls`]]),
  ]);
}
