// Long transforms: sums of a few Walsh functions with whole amplitudes, whose spectra are known and exact.
import { loadSync, type WhtDtype, type WhtOperand, type WhtOrder } from "lanewise";
import { describe, expect, it } from "vitest";
import { place } from "../helpers/wht.js";

const AMPLITUDES = [3, -1, 2, 1];

/** The parity of i ∧ k for every i, by doubling. */
function add(x: { [i: number]: number; length: number }, k: number, amplitude: number): void {
  const signs = new Int8Array(x.length).fill(1);
  for (let h = 1; h < x.length; h *= 2) for (let i = 0; i < h; i++) signs[h + i] = k & h ? -signs[i]! : signs[i]!;
  for (let i = 0; i < x.length; i++) x[i]! += amplitude * signs[i]!;
}

describe("long transforms", () => {
  const check = (dtype: WhtDtype, p: number, order: WhtOrder): void => {
    const k = loadSync({ variant: "auto" }), n = 2 ** p, v = k.vector<WhtDtype>(dtype, n) as WhtOperand;
    const where = AMPLITUDES.map((_, j) => (n * (0.137 + 0.21 * j)) >>> 0);
    where.forEach((index, j) => add(v.view, place(index, n, order), AMPLITUDES[j]!));
    k.wht.fwht(v, { order });
    const X = v.view;
    where.forEach((index, j) => { expect(X[index]).toBe(AMPLITUDES[j]! * n); X[index] = 0; });
    expect(X.findIndex((value) => value !== 0)).toBe(-1);
    k.free();
  };
  it.each([["f32", 20], ["f32", 22], ["f32", 24], ["f32", 26], ["f64", 22], ["f64", 24], ["i32", 23], ["i32", 26]] as const)("%s 2^%d", (dtype, p) => check(dtype, p, "natural"));
  it.each([["f32", 22, "sequency"], ["f32", 25, "dyadic"], ["f64", 21, "sequency"]] as const)("%s 2^%d in %s order", (dtype, p, order) => check(dtype, p, order));
});
