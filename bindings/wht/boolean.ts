// Boolean functions by their Walsh spectra: plain arrays in, plain arrays and numbers out.
import * as check from "../check.js";
import { DtypeError, OptionError, ShapeError } from "../errors.js";
import { scratchView } from "../memory/scratch.js";
import type { WhtContext } from "./context.js";
import { MOST_VARIABLES, type Truth, withApproximations, withSpectrum, withTruth } from "./truth.js";
import type { BooleanTools } from "./types.js";

/** W(u) = Σₓ (−1)^(f(x) ⊕ ⟨u,x⟩), natural order: the Walsh spectrum of a Boolean function.
 *
 *  Shapes    f has v = `variables` of them, 0 to 26; bit j of x is variable j. `truth` is a Uint8Array of 2^v entries 0 or 1, or a
 *            Uint32Array of packed bits: bit i of word i ≫ 5 is f(i), one word for v < 5, whose other bits must be 0. The result has 2^v.
 *  Effects   none; the arrays are copied in and out.
 *  Cost      v·2^v additions, in i16 up to 14 variables, in i32 beyond; workspace 6 and 4 bytes an entry.
 *  Accuracy  exact: |W| ≤ 2^v.
 *  Throws    DtypeError, ShapeError, OptionError (variables, an entry that is neither 0 nor 1, bits past the table), CapacityError.
 *  Source    Carlet, Boolean Functions for Cryptography and Coding Theory, §2.3.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  console.log(k.wht.boolean.walshSpectrum(Uint8Array.of(0, 0, 0, 1), 2)); // Int32Array [2, 2, 2, -2] */
export function walshSpectrum(ctx: WhtContext, truth: Truth, variables: number): Int32Array {
  return withSpectrum(ctx, "wht.boolean.walshSpectrum", truth, variables, (w, n) => scratchView(ctx.arena, "i32", w, n).slice());
}

/** 2^(v−1) − max|W|/2: the distance to the nearest affine function.
 *
 *  Shapes    as walshSpectrum. 0 for an affine function; at most 2^(v−1) − 2^(v/2−1), which bent functions reach.
 *  Effects   none.
 *  Cost      as walshSpectrum.
 *  Accuracy  exact.
 *  Throws    as walshSpectrum.
 *  Source    Carlet, §3.1.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  console.log(k.wht.boolean.nonlinearity(Uint32Array.of(0x7888), 4)); // 6 */
export function nonlinearity(ctx: WhtContext, truth: Truth, variables: number): number {
  return withSpectrum(ctx, "wht.boolean.nonlinearity", truth, variables, (w, n) => (n - ctx.raw.boolean_peak(n, w)) / 2);
}

/** r(s) = Σₓ (−1)^(f(x) ⊕ f(x ⊕ s)): the autocorrelation, as the transform of W² (Wiener–Khinchin).
 *
 *  Shapes    as walshSpectrum; r(0) = 2^v.
 *  Effects   none.
 *  Cost      2v·2^v additions in f64; workspace 8 bytes an entry.
 *  Accuracy  exact: the squares of a spectrum add up to 2^(2v) ≤ 2⁵², so every sum of them is a whole number below 2⁵³. That is what
 *            limits v to 26.
 *  Throws    as walshSpectrum.
 *  Source    Carlet, §2.3 and §3.1 (derivatives).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  console.log(k.wht.boolean.autocorrelation(Uint8Array.of(0, 0, 0, 1), 2)); // Int32Array [4, 0, 0, 0] */
export function autocorrelation(ctx: WhtContext, truth: Truth, variables: number): Int32Array {
  const { arena, raw } = ctx;
  return withTruth(ctx, "wht.boolean.autocorrelation", truth, variables, (n) => Math.max(n, 32) * 8, (words, w, n) => {
    raw.boolean_signs_f64(n, words, w);
    raw.fwht_f64(1, n, w, n, 1);
    raw.boolean_square(n, w);
    raw.fwht_f64(1, n, w, n, 1 / n);
    return new Int32Array(scratchView(arena, "f64", w, n));
  });
}

/** The largest t such that W(u) = 0 for every u of 1 to t ones: f stays as it is distributed when any t variables are fixed.
 *
 *  Shapes    as walshSpectrum. W(0), the imbalance, does not count: a balanced f of immunity t is t-resilient. A constant f has v: its
 *            output tells nothing of any variable.
 *  Effects   none.
 *  Cost      as walshSpectrum.
 *  Accuracy  exact.
 *  Throws    as walshSpectrum.
 *  Source    Siegenthaler 1984; Xiao & Massey 1988 (the criterion by the spectrum).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  console.log(k.wht.boolean.correlationImmunity(Uint8Array.of(0, 1, 1, 0, 1, 0, 0, 1), 3)); // 2 */
export function correlationImmunity(ctx: WhtContext, truth: Truth, variables: number): number {
  return withSpectrum(ctx, "wht.boolean.correlationImmunity", truth, variables, (w, n) => Math.min(variables, ctx.raw.boolean_lightest(n, w) - 1));
}

function sboxWords(op: string, sbox: ArrayLike<number>, n: number, outputs: number): Uint32Array {
  if (sbox === null || typeof sbox !== "object" || typeof sbox.length !== "number") throw new DtypeError(op, "sbox", `sbox is ${sbox === null ? "null" : typeof sbox}, expected an array of numbers`);
  if (sbox.length !== n) throw new ShapeError(op, "sbox", `sbox.length is ${sbox.length}, expected ${n}`);
  const words = new Uint32Array(n), last = 2 ** outputs - 1;
  for (let x = 0; x < n; x++) {
    const y = sbox[x]!;
    if (!Number.isInteger(y) || y < 0 || y > last) throw new OptionError(op, "sbox", `sbox[${x}] is ${String(y)}, expected a whole number from 0 to ${last}`);
    words[x] = y;
  }
  return words;
}

/** Σₓ (−1)^(⟨a,x⟩ ⊕ ⟨b,S(x)⟩) for every input mask a (row) and output mask b (column): the linear approximation table of an S-box.
 *
 *  Shapes    S has 2^inputs values below 2^outputs; inputs + outputs ≤ 26. The result is 2^inputs × 2^outputs, row-major. Entries are full
 *            sums, from −2^inputs to 2^inputs: texts that count matches minus 2^(inputs−1) have half of them.
 *  Effects   none.
 *  Cost      inputs·2^(inputs+outputs) additions, in i16 up to 14 inputs, in i32 beyond; workspace 6 and 4 bytes an entry.
 *  Accuracy  exact.
 *  Throws    DtypeError, ShapeError, OptionError (inputs, outputs, a value of S out of range), CapacityError.
 *  Source    Matsui 1993 (Eurocrypt '93, §3).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  console.log(k.wht.boolean.linearApproximationTable([0, 3, 1, 2], 2, 2).subarray(4, 8)); // Int32Array [0, 0, 4, 0] */
export function linearApproximationTable(ctx: WhtContext, sbox: ArrayLike<number>, inputs: number, outputs: number): Int32Array {
  const op = "wht.boolean.linearApproximationTable";
  check.integer(op, "inputs", inputs, 0, MOST_VARIABLES);
  check.integer(op, "outputs", outputs, 0, MOST_VARIABLES - inputs);
  const words = sboxWords(op, sbox, 2 ** inputs, outputs);
  return withApproximations(ctx, op, words, inputs, outputs, (w, count) => scratchView(ctx.arena, "i32", w, count).slice());
}

/** Truth table to algebraic normal form, packed: bit u of the result is the coefficient of the product of the variables in u.
 *
 *  Shapes    packed bits as in walshSpectrum, 0 to 26 variables; the result likewise.
 *  Effects   none. The transform is its own inverse: from a normal form it gives the truth table.
 *  Cost      v·2^(v−5) word operations, four words at a time; workspace 2^v bits.
 *  Accuracy  exact.
 *  Throws    as walshSpectrum.
 *  Source    Carlet, §2.2.1; butterflies on words, Knuth, TAOCP 4A, §7.1.3.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  console.log(k.wht.boolean.mobius(Uint32Array.of(0b1000), 2)); // Uint32Array [8]
 *  console.log(k.wht.boolean.mobius(Uint32Array.of(0b0111), 2)); // Uint32Array [9] */
export function mobius(ctx: WhtContext, truth: Uint32Array, variables: number): Uint32Array {
  const op = "wht.boolean.mobius";
  if (truth instanceof Uint8Array) throw new DtypeError(op, "truth", "truth is Uint8Array, expected a Uint32Array of packed bits");
  return withTruth(ctx, op, truth, variables, () => 0, (words, _, n) => {
    ctx.raw.mobius(variables, words);
    return scratchView(ctx.arena, "u32", words, Math.max(1, n / 32)).slice();
  });
}

export function boolean(ctx: WhtContext): BooleanTools {
  return {
    walshSpectrum: (truth, variables) => walshSpectrum(ctx, truth, variables),
    nonlinearity: (truth, variables) => nonlinearity(ctx, truth, variables),
    autocorrelation: (truth, variables) => autocorrelation(ctx, truth, variables),
    correlationImmunity: (truth, variables) => correlationImmunity(ctx, truth, variables),
    linearApproximationTable: (sbox, inputs, outputs) => linearApproximationTable(ctx, sbox, inputs, outputs),
    mobius: (truth, variables) => mobius(ctx, truth, variables),
  };
}
