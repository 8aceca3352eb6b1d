import { describe, expect, it } from "vitest";
import { apart, boundShare, distances, equal, farthest, integerReference, largestGap, requantised } from "../../showcase/face/check.mjs";

const product = (over: object = {}): Parameters<typeof boundShare>[0] => ({
  m: 2, k: 2, n: 2, A: Float32Array.of(1, 2, 0, 4), B: Float32Array.of(1, 2, 3, 4), bias: Float32Array.of(0, -50), before: undefined,
  C: Float32Array.of(7, 0, 12, 0), layer: { relu: true }, ...over,
});

describe("showcase: checks that can fail", () => {
  it("holds a product to its bound", () => {
    expect(boundShare(product())).toBe(0);
    const near = Float32Array.of(7 + 2 ** -21, 0, 12, 0);
    expect(boundShare(product({ C: near }))).toBeGreaterThan(0.1);
    expect(boundShare(product({ C: near }))).toBeLessThan(1);
    expect(boundShare(product({ C: Float32Array.of(7.001, 0, 12, 0) }))).toBeGreaterThan(1);
    expect(boundShare(product({ C: Float32Array.of(7, 0, NaN, 0) }))).toBe(Infinity);
    expect(boundShare(product({ layer: { relu: false }, C: Float32Array.of(7, -40, 12, -34) }))).toBe(0);
    expect(boundShare(product({ before: Float32Array.of(1, 49, 0, 0), C: Float32Array.of(8, 9, 12, 0) }))).toBe(0);
  });
  it("multiplies integers with zero points", () => {
    const { C } = integerReference({ m: 1, k: 2, n: 2, A: Uint8Array.of(0, 255), zeroA: 128, B: Int8Array.of(-128, 1, 127, -1), zeroB: -3 });
    expect([...C]).toEqual([-128 * -125 + 127 * 130, -128 * 4 + 127 * 2]);
  });
  it("rounds half to even and saturates", () => {
    expect([...requantised(Int32Array.of(1, 3, 5, -7, 1000, 2), Float32Array.of(0.5), Int32Array.of(0))]).toEqual([0, 2, 2, 0, 255, 1]);
    expect([...requantised(Int32Array.of(1, 1), Float32Array.of(1, 2), Int32Array.of(9, -1))]).toEqual([10, 0]);
  });
  it("compares arrays", () => {
    expect(equal(Int32Array.of(1, 2), Int32Array.of(1, 2))).toBe(true);
    expect(equal(Int32Array.of(1, 2), Int32Array.of(1, 3))).toBe(false);
    expect(equal(Int32Array.of(1), Int32Array.of(1, 3))).toBe(false);
    expect(largestGap(Float32Array.of(1, 2), Float32Array.of(1.5, 1))).toBe(1);
    expect(largestGap(Float32Array.of(NaN), Float32Array.of(1))).toBe(Infinity);
  });
  it("tells people apart, or not", () => {
    const first = Float32Array.of(0, 0, 3, 4), second = Float32Array.of(0, 1, 3, 3);
    expect(distances(first, second, 2)).toEqual({ same: 1, other: Math.hypot(3, 2) });
    expect(farthest(first, second, 2)).toBe(1);
    const wide = (...starts: number[]): Float32Array => Float32Array.from(starts.flatMap((value) => [value, ...Array(127).fill(0)]));
    expect(apart(wide(0, 10), wide(1, 11)).check).toEqual({ ok: true, text: "same ≤ 1.00 < 9.00 ≤ other" });
    expect(apart(wide(0, 10), wide(10, 0)).check.ok).toBe(false);
  });
});
