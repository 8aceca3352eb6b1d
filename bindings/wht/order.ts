import { ShapeError } from "../errors.js";
import { isPowerOfTwo, orderIndex } from "./options.js";
import type { WhtOrder } from "./types.js";

/** p with ordered[j] = natural[p[j]]: j, rev(j) for dyadic, rev(j ⊕ ⌊j/2⌋) for sequency order, rev reversing log₂n bits.
 *
 *  Shapes    n a power of two, at most 2^30; n entries.
 *  Effects   none.
 *  Cost      n steps.
 *  Accuracy  exact. Row j of the Hadamard matrix so ordered is row p[j] of the natural one, and in sequency order changes sign j times.
 *  Throws    ShapeError (n), OptionError (order).
 *  Source    Beauchamp, Walsh Functions, ch. 1.
 *  @example
 *  import { loadSync } from "lanewise";
 *  console.log(loadSync().wht.permutation(8, "sequency")); // Uint32Array [0, 4, 6, 2, 3, 7, 5, 1] */
export function permutation(n: number, order: WhtOrder): Uint32Array {
  const op = "wht.permutation";
  if (!isPowerOfTwo(n) || n > 2 ** 30) throw new ShapeError(op, "n", `n is ${String(n)}, expected a power of two, at most 2^30`);
  const index = orderIndex(op, order ?? null);
  const p = new Uint32Array(n);
  for (let j = 0; j < n; j++) p[j] = j;
  if (index === 0) return p;
  // rev(2j) = rev(j)/2, rev(2j + 1) = rev(2j) + n/2.
  for (let j = 1; j < n; j++) p[j] = (p[j >> 1]! >> 1) + (j & 1) * (n >> 1);
  // rev(j ⊕ ⌊j/2⌋) = rev(j) ⊕ 2·rev(j).
  if (index === 2) for (let j = 1; j < n; j++) p[j] = p[j]! ^ ((p[j]! << 1) & (n - 1));
  return p;
}
