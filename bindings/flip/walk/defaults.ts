// What options are where they are not given: by format and ring, as measured (docs/contracts/flip-search.md).
import { lengthsOf } from "../../scheme.js";
import type { Scheme } from "../types.js";
import { maskable, MASK_TERMS } from "./kernels.js";
import type { Rules } from "./walker.js";

export interface Defaults extends Rules { readonly walkers: number; readonly pathLimit: number; readonly restarts: "start" | "best" | "back" }

/** Up to 3×3×3 a walk finds its way alone, and pluses are rare; beyond, a walk either comes down soon or drifts off, later where there are more terms. From a
 *  classical scheme that is too large for masks it drifts off nearly always: what counts there is to come down a little and begin anew from that. */
export function defaultsOf({ shape, target, ring, rank }: Scheme): Defaults {
  const { u, v, w } = lengthsOf(shape, target), small = Math.max(u, v, w) <= 9, mask = ring === "Z2" && maskable(shape, target) && rank <= MASK_TERMS;
  if (ring === "Z2" && !mask && !small && target === undefined && rank === shape[0] * shape[1] * shape[2]) {
    return { plusAfter: [50_000, 100_000], distance: 3, splitAfter: 0, patience: 100, walkers: 4, pathLimit: 400_000, restarts: "best" };
  }
  // Over Z3 and ZT a walk needs longer to come down again.
  const plus = ring !== "Z2" ? 50000 : small ? 10000 : mask ? 2000 : 1000;
  return { plusAfter: [plus, plus], distance: small ? 2 : 4, splitAfter: mask && !small ? 10 : 0, patience: 100, walkers: mask ? 2 : 1, pathLimit: Math.max(1_000_000, 1000 * rank ** 2), restarts: "start" };
}
