import * as check from "../../check.js";
import { OptionError } from "../../errors.js";
import type { BitMacContext } from "../context.js";
import type { LoopNest } from "../types.js";
import { OP } from "./ast.js";
import { makeNest } from "./loop_nest.js";
import { parse } from "./parse.js";

export { nestOf } from "./engine.js";

/** Reads a loop nest: a product C = A·B as temporal and spatial loops over M, N, K and the bit weight BW, with the pieces of a multiply-accumulate in them.
 *
 *  Shapes    any; `run` takes A m×k and B k×n. Parts of a dimension need not divide it.
 *  Effects   allocates nothing in wasm memory. A nest is immutable: `apply` makes another one.
 *  Cost      reading and checking are linear in the text; the proof behind `legal`, `check` and `apply` carries out some hundred products, once a nest; `count`
 *            is exact up to 2⁵³ and does not depend on the sizes; `run` carries out up to 2²² lines and refuses more.
 *  Accuracy  exact: words of 32 bits, as the hardware sums them.
 *  Throws    FormatError where the text is no nest (line and column in the message, `position` is the line), and from `apply`, `count` and `run` of a nest
 *            that is not legal; OptionError for a step that is not legal and for sizes that are missing or unknown; ShapeError.
 *  Source    Wu et al. 2025 (HPCA, arXiv 2503.06342): the compute-centric loop nest with bit weights. The syntax is ours: docs/contracts/bitmac-notation.md.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const nest = k.bitmac.notation(`
 *  for M temporal
 *    for N temporal
 *      for K temporal
 *        code = encode(A[m, k], mbe)
 *        for BW spatial
 *          pp = map(B[k, n], code)
 *          w = shift(pp)
 *        s, c = half_reduce(w over BW)
 *        p = add(s, c)
 *        C[m, n] = accumulate(p over K)`);
 *  console.log(nest.legal, nest.count({ M: 2, N: 3, K: 8 }).add.uses); // true 48
 *  const opt1 = nest.apply({ kind: "deferAdd" });
 *  console.log(opt1.count({ M: 2, N: 3, K: 8 }).add.uses); // 6
 *  console.log(opt1.run(k.matrix("i8", 1, 2, [-128, 3]), k.matrix("i8", 2, 1, [-128, 5]))); // Int32Array [16399] */
export function notation(ctx: BitMacContext, text: string): LoopNest {
  if (typeof text !== "string") throw new OptionError(OP, "text", `text is ${check.kindOf(text)}, expected a string`);
  return makeNest(ctx, parse(text));
}
