import { describe, expect, it } from "vitest";
import { quantise, signedWeights } from "../../showcase/face/integers.mjs";
import { cut, cutFaces, FACES } from "../../showcase/face/photo.mjs";
import { tensor } from "../../showcase/face/tensor.mjs";

/** A photo whose red is x, whose green is y and whose blue is 9. */
const photo = (width: number, height: number, channels = 3): { width: number; height: number; data: Uint8Array } => {
  const data = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set([x, y, 9], (y * width + x) * channels);
  return { width, height, data };
};

describe("showcase: cutting faces", () => {
  it("copies a box pixel by pixel at its own size, with or without alpha", () => {
    const want = [3, 5, 9, 4, 5, 9, 3, 6, 9, 4, 6, 9];
    expect([...cut(photo(10, 10), [3, 5, 2], 2)]).toEqual(want);
    expect([...cut(photo(10, 10, 4), [3, 5, 2], 2)]).toEqual(want);
  });
  it("mirrors, interpolates and stays inside", () => {
    expect([...cut(photo(10, 10), [3, 5, 2], 2, { mirror: true })]).toEqual([4, 5, 9, 3, 5, 9, 4, 6, 9, 3, 6, 9]);
    expect([...cut(photo(10, 10), [2, 2, 4], 1)]).toEqual([3.5, 3.5, 9]);
    expect([...cut(photo(4, 4), [-9, -9, 2], 1)]).toEqual([0, 0, 9]);
    expect([...cut(photo(4, 4), [9, 9, 2], 1)]).toEqual([3, 3, 9]);
  });
  it("cuts every face", () => expect(cutFaces(photo(60, 60), 4)).toHaveLength(FACES.length * 4 * 4 * 3));
});

describe("showcase: quantising", () => {
  it("gives zero a code of its own and stays within half a step", () => {
    const x = tensor(1, 1, 5, 1, Float32Array.of(-1, 0, 0.3, 2, 1.234));
    const { data, scale, zeroPoint } = quantise(x);
    expect(data).toBeInstanceOf(Uint8Array);
    expect(data[1]).toBe(zeroPoint);
    x.data.forEach((value: number, i: number) => expect(Math.abs((data[i]! - zeroPoint) * scale - value)).toBeLessThanOrEqual(scale * 0.5001));
    expect(quantise(tensor(1, 1, 2, 1, Float32Array.of(0, 51))).zeroPoint).toBe(0);
    expect([...quantise(tensor(1, 1, 2, 1, Float32Array.of(0, 0))).data]).toEqual([0, 0]);
  });
  it("keeps the codes of quantised weights, as signed ones", () => {
    const { codes, scale, zeroPoint } = signedWeights({ values: Float32Array.of(-2, 0, 125.5), codes: Uint8Array.of(0, 4, 255), scale: 0.5, zeroPoint: 4 });
    expect([...codes]).toEqual([-128, -124, 127]);
    expect([...codes].map((code) => (code - zeroPoint) * scale)).toEqual([-2, 0, 125.5]);
  });
  it("rounds other weights symmetrically", () => {
    const { codes, scale, zeroPoint } = signedWeights({ values: Float32Array.of(-2.54, 0, 1.27) });
    expect([...codes]).toEqual([-127, 0, 64]);
    expect([scale.toFixed(4), zeroPoint]).toEqual(["0.0200", 0]);
  });
});
