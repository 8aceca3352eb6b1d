import { describe, expect, it } from "vitest";
import { loadSync } from "lanewise";
import { gap, plainGemm, plainVerify } from "../../showcase/flip/plain.mjs";

describe("showcase: schemes in plain JavaScript", () => {
  it("tells right schemes from wrong ones", () => {
    const k = loadSync(), s = k.flip.best(3, 2, 4), u = s.u.map((x, i) => (i === 7 ? x + 1 : x));
    expect([plainVerify(s), plainVerify({ ...s, u })]).toEqual([true, false]);
    k.free();
  });
  it("multiplies the first rows", () => {
    const A = Float32Array.of(1, 2, 3, 4), B = Float32Array.of(5, 6, 7, 8);
    expect([...plainGemm(2, 2, A, B)]).toEqual([19, 22, 43, 50]);
    expect([...plainGemm(2, 1, A, B)]).toEqual([19, 22]);
  });
  it("measures the gap to the product, NaN included", () => {
    const A = Float32Array.of(1, 2, 3, 4), B = Float32Array.of(5, 6, 7, 8);
    expect(gap(2, A, B, Float32Array.of(19, 22, 43, 50))).toBe(0);
    expect(gap(2, A, B, Float32Array.of(19, 22, 43, 51))).toBeGreaterThan(0.01);
    expect(gap(2, A, B, new Float32Array(4).fill(NaN))).toBeNaN();
  });
});
