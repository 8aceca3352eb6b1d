// Walsh–Hadamard transforms of plain arrays.
import * as check from "../check.js";
import { DtypeError } from "../errors.js";
import type { SampleQuery, SparseSpectrum, SparseWhtOptions, WhtOperand, WhtOptions } from "../wht/types.js";
import { dtypeOf, inNameOf, kernels, nameOf } from "./instance.js";

type Plain = Float32Array | Float64Array | Int32Array | Int16Array;

const ARRAYS = { f32: Float32Array, f64: Float64Array, i32: Int32Array, i16: Int16Array } as const;

/** X[k] = s·Σᵢ (−1)^⟨i,k⟩·x[i], the Walsh–Hadamard transform, from a plain array to a new one.
 *
 *  Shapes    x has n = 2^k elements, or with `block` a multiple of that power of two, each block on its own; the result is as x.
 *            ⟨i,k⟩ is the parity of i∧k. order "natural", "dyadic" or "sequency"; scale s: 1 ("none"), 1/√n ("ortho"), 1/n ("mean")
 *            or a number, for floats only. The inverse is the transform again with "mean", or "ortho" both times, in the same order: its
 *            matrix is symmetric in each.
 *  Effects   allocates the result and leaves x as it is; nothing stays in wasm memory.
 *  Cost      n·log₂n additions and one copy each way. Arrays that are transformed many times are better kept there: `load` and wht.fwht.
 *  Accuracy  as wht.fwht of `lanewise`: exact on integers that do not overflow.
 *  Throws    DtypeError, ShapeError, OptionError, CapacityError, UnsupportedError (an engine without SIMD).
 *  Source    as wht.fwht.
 *  @example
 *  import { fwht } from "lanewise/plain";
 *  console.log(fwht(new Float32Array([19, -1, 11, -9, -7, 13, -15, 5]), { order: "sequency", scale: "mean" })); // Float32Array [2, 3, 0, 4, 0, 0, 10, 0]
 *  console.log(fwht(new Int32Array([1, 0, 1, 0]))); // Int32Array [2, 2, 0, 0] */
export function fwht<T extends Plain>(x: T, o?: WhtOptions): T {
  const op = "plain.fwht";
  const dtype = dtypeOf(op, "x", x, ARRAYS);
  check.options(op, o, ["order", "scale", "block"]);
  const k = kernels();
  return k.scope((s) => inNameOf(op, "wht.fwht", () => k.wht.fwht(s.vector(dtype, x) as WhtOperand, o).copy() as T));
}

/** The few coefficients of x[m] = Σ X[k]·(−1)^⟨k,m⟩ that are not zero, from few of its 2^n samples: no spectrum is formed.
 *
 *  Shapes    input: 2^n samples, or a function that is asked for some: `(indices, out) => …` writes x[indices[i]] to out[i] (for n > 32
 *            an index is two words, low word first). The options `n` and `sparsity` are needed; all of them as wht.sparse.
 *  Effects   leaves the input as it is; nothing stays in wasm memory. The function may be called several times.
 *  Cost      of order K·log(N/K) samples without noise, and as wht.sparse under it; an array is copied whole first.
 *  Accuracy  as wht.sparse of `lanewise`; `complete` is false where bins stayed unresolved.
 *  Throws    DtypeError, ShapeError, OptionError, NonFiniteError, CapacityError, UnsupportedError; whatever the function throws.
 *  Source    as wht.sparse.
 *  @example
 *  import { sparseWht } from "lanewise/plain";
 *  const parity = (x) => { let p = 0; for (; x; x &= x - 1) p ^= 1; return p; };
 *  const x = (m) => 3 * (-1) ** parity(m & 5) - (-1) ** parity(m & 0x80000);
 *  const found = sparseWht((indices, out) => indices.forEach((m, i) => { out[i] = x(m); }), { n: 20, sparsity: 2 });
 *  console.log([...found.indices].sort((a, b) => a - b), found.complete, found.samples < 1000); // [5, 524288] true true */
export function sparseWht(input: Float64Array | SampleQuery, o: SparseWhtOptions): SparseSpectrum {
  const op = "plain.sparseWht";
  const k = kernels();
  if (typeof input === "function") return inNameOf(op, "wht.sparse", () => k.wht.sparse(input, o));
  if (!(input instanceof Float64Array)) throw new DtypeError(op, "x", `x is ${nameOf(input)}, expected a Float64Array or a function`);
  return k.scope((s) => inNameOf(op, "wht.sparse", () => k.wht.sparse(s.vector("f64", input), o)));
}
