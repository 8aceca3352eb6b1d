// fwht and sparseWht of lanewise/plain: new arrays that agree with butterflies, the caller's untouched, refusals in this entry's name.
import { type ErrorCode, isKernelError, type WhtDtype, type WhtOptions, type WhtOrder } from "lanewise";
import { fwht, sparseWht } from "lanewise/plain";
import { loose } from "../helpers/guard.refusal.js";
import { Random } from "../helpers/random.js";
import { ARRAY, DTYPES, draw, fill, firstUnequal, parity, transform, type WhtArray } from "../helpers/wht.js";
import { close, equal, fail, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

const ORDERS: readonly WhtOrder[] = ["natural", "dyadic", "sequency"];
const isFloat = (dtype: WhtDtype): boolean => dtype === "f32" || dtype === "f64";

function trial(dtype: WhtDtype, length: number, o?: WhtOptions): void {
  const what = `${dtype} ${length} ${JSON.stringify(o)}`;
  const x = draw(new Random(length + 1), dtype, length), before = x.slice(), n = o?.block ?? length;
  const got: WhtArray = fwht<Float32Array | Float64Array | Int32Array | Int16Array>(x, o);
  ok(got !== x && got instanceof ARRAY[dtype] && got.buffer !== x.buffer, `${what}: a new array of the same type`);
  same(x, before, `${what}: x`);
  const factor = o?.scale === "ortho" ? 1 / Math.sqrt(n) : o?.scale === "mean" ? 1 / n : o?.scale === undefined || o.scale === "none" ? 1 : o.scale;
  for (let start = 0; start < length; start += n) transform(dtype, before, n, o?.order ?? "natural", factor, start);
  const at = firstUnequal(got, before);
  if (at >= 0) fail(`${what}: element ${at} is ${got[at]}, expected ${before[at]}`);
}

function transforms(dtype: WhtDtype): void {
  for (let p = 0; p <= 14; p++) trial(dtype, 2 ** p);
  for (const order of ORDERS) for (const n of [1, 8, 64, 1024]) {
    trial(dtype, n, { order, ...(isFloat(dtype) && { scale: n === 64 ? "mean" as const : n === 8 ? "ortho" as const : -0.3 }) });
    trial(dtype, 5 * n, { order, block: n });
  }
  const x = fill(dtype, 32, (i) => (i * 11) % 7);
  if (isFloat(dtype)) for (const order of ORDERS) same(fwht(fwht(x as Float64Array, { order }), { order, scale: "mean" }), x, `${dtype} ${order} there and back`);
  // A window of a longer buffer is what was given, not the buffer.
  const wide = fill(dtype, 12, (i) => i);
  same(fwht(wide.subarray(3, 7) as Float64Array), [18, -2, -4, 0], `${dtype} subarray`);
}

const no = (op: string, code: ErrorCode, arg: string, run: () => unknown, message?: string): void => {
  const error = throws(run, { op: `plain.${op}`, code, arg, ...(message !== undefined && { message }) }, `plain.${op}, ${arg}`);
  equal(isKernelError(error), true, "isKernelError");
  // Where an engine puts the message into the stack, it is the same message.
  ok(!/wht\.(fwht|sparse): /.test(error.stack ?? ""), `the stack of plain.${op} says ${error.stack}`);
};

function refusals(): void {
  const x = new Float32Array(8);
  no("fwht", "shape", "x", () => fwht(new Float64Array(12)), "plain.fwht: x.length is 12, expected a power of two (or option block, or wht.hadamard)");
  no("fwht", "shape", "x", () => fwht(new Int16Array(0)));
  no("fwht", "shape", "x", () => fwht(new Float32Array(12), { block: 8 }), "plain.fwht: x.length is 12, expected a multiple of block, 8");
  for (const wrong of [undefined, null, 8, [1, 2], Object.create(null), new Uint8Array(8), new Float32Array(8).buffer]) no("fwht", "dtype", "x", () => loose(fwht)(wrong));
  no("fwht", "dtype", "x", () => loose(fwht)(new Int8Array(2)), "plain.fwht: x is Int8Array, expected a Float32Array, Float64Array, Int32Array or Int16Array");
  for (const [key, value] of [["order", "walsh"], ["scale", "unit"], ["block", 3], ["axis", "rows"], ["inverse", true]] as const) no("fwht", "option", key, () => loose(fwht)(x, { [key]: value }));
  no("fwht", "option", "scale", () => fwht(new Int32Array(4), { scale: "ortho" }), "plain.fwht: scale is ortho, expected \"none\" (x is i32)");
  no("sparseWht", "dtype", "x", () => loose(sparseWht)(x, { n: 3, sparsity: 1 }), "plain.sparseWht: x is Float32Array, expected a Float64Array or a function");
  no("sparseWht", "shape", "x", () => sparseWht(new Float64Array(5), { n: 3, sparsity: 1 }), "plain.sparseWht: x.length is 5, expected 8 (n is 3)");
  for (const [key, value] of [["n", 1.5], ["sparsity", -1], ["bins", 3], ["noise", -1], ["offsets", "all"], ["samples", 9]] as const) no("sparseWht", "option", key, () => loose(sparseWht)(new Float64Array(8), { n: 3, sparsity: 1, [key]: value }));
  no("sparseWht", "not-finite", "x", () => sparseWht((_, out) => { out.fill(NaN); }, { n: 16, sparsity: 2 }));
}

interface Term { readonly low: number; readonly high: number; readonly value: number }

/** Samples of a sparse spectrum by its definition; `wide`: two words an index. */
const sampler = (terms: readonly Term[], wide: boolean) => (indices: Uint32Array, out: Float64Array): void => {
  for (let i = 0; i < out.length; i++) {
    const low = indices[wide ? 2 * i : i] as number, high = wide ? indices[2 * i + 1] as number : 0;
    out[i] = terms.reduce((sum, t) => sum + (parity(low & t.low) ^ parity(high & t.high) ? -t.value : t.value), 0);
  }
};

const draws = (count: number, bits: number): Term[] => {
  const random = new Random(bits);
  const word = (b: number): number => (b <= 0 ? 0 : random.int(0, 2 ** Math.min(b, 32) - 1));
  return Array.from({ length: count }, (_, i) => ({ low: word(bits), high: word(bits - 32), value: i % 2 ? 1 + i : -1 - i }));
};

function recovers(n: number, input: Float64Array | ReturnType<typeof sampler>, terms: readonly Term[]): void {
  const found = sparseWht(input, { n, sparsity: terms.length, seed: 5 });
  const words = n > 32 ? 2 : 1, what = `n = ${n}`;
  equal(found.complete, true, `${what}: complete`);
  equal(found.values.length, terms.length, `${what}: coefficients`);
  for (const t of terms) {
    const at = found.values.findIndex((_, i) => found.indices[words * i] === t.low && (words === 1 || found.indices[2 * i + 1] === t.high));
    ok(at >= 0, `${what}: coefficient ${t.low} was not found`);
    close([found.values[at] as number], [t.value], 1e-9, `${what}: coefficient ${t.low}`);
  }
}

function sparse(): void {
  const terms = draws(9, 14), query = sampler(terms, false);
  const all = new Float64Array(2 ** 14);
  query(Uint32Array.from(all, (_, i) => i), all);
  recovers(14, query, terms);
  recovers(14, all, terms);
  recovers(40, sampler(draws(6, 40), true), draws(6, 40));
  // The dense transform of the same samples, by this entry from within the query: the instance is free to be used there.
  let inside = 0;
  recovers(14, (indices, out) => { query(indices, out); inside = fwht(all, { scale: "mean" })[terms[0]!.low] as number; }, terms);
  close([inside], [terms[0]!.value], 1e-9, "dense coefficient");
}

function foreign(): void {
  const mine = new RangeError("mine");
  let thrown: unknown;
  try {
    sparseWht(() => { throw mine; }, { n: 20, sparsity: 3 });
  } catch (e) {
    thrown = e;
  }
  ok(thrown === mine && mine.message === "mine", "the query's own error comes through as it is");
  recovers(20, sampler(draws(3, 20), false), draws(3, 20));
}

export const suite: Suite = {
  name: "plain.wht",
  cases: [
    ...DTYPES.map((dtype) => test(`fwht ${dtype}`, () => transforms(dtype))),
    test("sparseWht of arrays and queries", sparse),
    test("refusals", refusals),
    test("a query that throws", foreign),
  ],
};
