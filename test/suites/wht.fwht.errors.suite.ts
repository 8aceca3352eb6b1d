// What fwht, ifwht, fwht2d and permutation refuse: class, code, operation and argument, with the operand as it was.
import { type ErrorCode, type Kernels, loadSync, type Scope } from "lanewise";
import { frozen } from "../helpers/guard.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { loose } from "../helpers/guard.refusal.js";
import { equal, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

const platform: Partial<Record<ErrorCode, new (...args: never[]) => Error>> = { shape: RangeError, option: RangeError, foreign: RangeError, dtype: TypeError, freed: ReferenceError, capacity: RangeError };

function refusals(k: Kernels, s: Scope): void {
  const x = s.vector("f32", 12), v = s.vector("f32", 8), M = s.matrix("f64", 6, 8), I = s.vector("i32", 8), B = s.vector("u8", 8), nothing = s.vector("f32", 0), gone = s.vector("f32", 8);
  gone.free();
  const unchanged = [frozen("x", x), frozen("v", v), frozen("M", M), frozen("I", I)];
  const w = k.wht;
  const no = (op: string, code: ErrorCode, arg: string, run: () => unknown, message?: string): void => {
    const before = k.memory(), base = platform[code];
    throws(run, { op: `wht.${op}`, code, arg, ...(base && { base }), ...(message !== undefined && { message }) }, `wht.${op}, ${arg}`);
    equal(k.memory().used, before.used, "memory used");
    for (const check of unchanged) check();
  };
  for (const op of ["fwht", "ifwht"] as const) {
    no(op, "shape", "x", () => w[op](x), `wht.${op}: x.length is 12, expected a power of two (or option block, or wht.hadamard)`);
    no(op, "shape", "x", () => w[op](nothing));
    no(op, "shape", "x", () => w[op](M, { axis: "cols" }));
    no(op, "shape", "x", () => w[op](x, { block: 8 }), `wht.${op}: x.length is 12, expected a multiple of block, 8`);
    for (const block of [0, 3, 1.5, -4, NaN, "4"]) no(op, "option", "block", () => loose(w[op])(x, { block }));
    no(op, "option", "axis", () => w[op](v, { axis: "cols" }));
    for (const [key, value] of [["axis", "row"], ["order", "walsh"], ["scale", "orthonormal"], ["scale", null], ["normalise", true]] as const) no(op, "option", key, () => loose(w[op])(v, { [key]: value }));
    for (const scale of ["ortho", "mean", 2] as const) no(op, "option", "scale", () => w[op](I, { scale }));
    no(op, "option", "options", () => loose(w[op])(v, "natural"));
    for (const wrong of [undefined, null, new Float32Array(8), 8]) no(op, "dtype", "x", () => loose(w[op])(wrong));
    no(op, "dtype", "x", () => loose(w[op])(B), `wht.${op}: x is u8, expected f32 or f64 or i32 or i16`);
  }
  for (const scale of [0, NaN, Infinity]) no("ifwht", "option", "scale", () => w.ifwht(v, { scale }));
  no("fwht2d", "shape", "x", () => w.fwht2d(M), "wht.fwht2d: x.rows is 6, expected a power of two (or option block, or wht.hadamard)");
  no("fwht2d", "shape", "x", () => w.fwht2d(M, { block: 4 }));
  no("fwht2d", "option", "axis", () => w.fwht2d(M, { axis: "rows" }));
  no("fwht2d", "dtype", "x", () => loose(w.fwht2d)(v));
  for (const n of [0, 3, -1, 2 ** 31, NaN, "8"]) no("permutation", "shape", "n", () => loose(w.permutation)(n, "dyadic"));
  for (const order of ["paley", null, undefined]) no("permutation", "option", "order", () => loose(w.permutation)(8, order));
  const other = loadSync({ variant: "simd" });
  no("fwht", "freed", "x", () => w.fwht(gone));
  no("fwht", "foreign", "x", () => w.fwht(other.vector("f32", 8)));
  other.free();
}

/** Natural order needs no scratch; the others say what they would have needed and leave x as it is. */
function capacity(k: Kernels, s: Scope): void {
  const x = s.vector("f64", 2 ** 17), unchanged = frozen("x", x);
  throws(() => k.wht.fwht(x, { order: "sequency" }), { op: "wht.fwht", code: "capacity", base: RangeError });
  unchanged();
  k.wht.fwht(x);
}

export const suite: Suite = {
  name: "wht.fwht.errors",
  cases: flavours().flatMap((variant) => [
    test(`${variant} refusals`, () => withKernels(variant, refusals)),
    test(`${variant} no room for an order`, () => withKernels(variant, capacity, { max: 5 << 18, reserve: 1 << 16 })),
  ]),
};
