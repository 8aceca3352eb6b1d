import { describe, expect, it } from "vitest";
import { addRelu, averagePool, globalAverage, im2col, maxPool, outputSide, tensor } from "../../showcase/face/tensor.mjs";

interface Image { n: number; h: number; w: number; c: number; data: ArrayLike<number> }
interface Window { size: number; stride: number; pad: number }

const counted = (n: number, h: number, w: number, c: number): Image => tensor(n, h, w, c, Float32Array.from({ length: n * h * w * c }, (_, i) => i + 1));

/** im2col by its definition, element by element. */
function byDefinition(x: Image, window: Window, zero: number): number[] {
  const { size, stride, pad } = window;
  const out: number[] = [];
  for (let i = 0; i < x.n; i++)
    for (let row = 0; row < outputSide(x.h, window); row++)
      for (let col = 0; col < outputSide(x.w, window); col++)
        for (let ky = 0; ky < size; ky++)
          for (let kx = 0; kx < size; kx++)
            for (let channel = 0; channel < x.c; channel++) {
              const y = row * stride + ky - pad, left = col * stride + kx - pad;
              const inside = y >= 0 && y < x.h && left >= 0 && left < x.w;
              out.push(inside ? x.data[((i * x.h + y) * x.w + left) * x.c + channel]! : zero);
            }
  return out;
}

describe("showcase: im2col", () => {
  it("lays out windows by hand: 2×2 over 3×3", () => {
    const out = new Float32Array(16);
    im2col(out, counted(1, 3, 3, 1), { size: 2, stride: 1, pad: 0 });
    expect([...out]).toEqual([1, 2, 4, 5, 2, 3, 5, 6, 4, 5, 7, 8, 5, 6, 8, 9]);
  });
  it("pads with the given zero", () => {
    const out = new Uint8Array(9);
    im2col(out, tensor(1, 1, 1, 1, Uint8Array.of(7)), { size: 3, stride: 1, pad: 1 }, 128);
    expect([...out]).toEqual([128, 128, 128, 128, 7, 128, 128, 128, 128]);
  });
  // 40 channels take the path that copies whole lines.
  it.each([
    [counted(2, 5, 4, 3), { size: 3, stride: 1, pad: 1 }],
    [counted(1, 7, 6, 2), { size: 3, stride: 2, pad: 0 }],
    [counted(2, 4, 5, 40), { size: 3, stride: 1, pad: 1 }],
    [counted(1, 8, 8, 40), { size: 3, stride: 2, pad: 0 }],
    [counted(1, 2, 2, 40), { size: 5, stride: 1, pad: 2 }],
    [counted(3, 1, 1, 8), { size: 1, stride: 1, pad: 0 }],
  ])("equals its definition %#", (x, window) => {
    const want = byDefinition(x, window, -1);
    const out = new Float32Array(want.length).fill(NaN);
    im2col(out, x, window, -1);
    expect([...out]).toEqual(want);
  });
});

describe("showcase: pooling and shortcuts", () => {
  it("takes the largest and the mean of windows, channel by channel", () => {
    const x = tensor(1, 3, 3, 2, Float32Array.from([1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6, 7, -7, 8, -8, 9, -9]));
    expect([...maxPool(x, 2, 1).data]).toEqual([5, -1, 6, -2, 8, -4, 9, -5]);
    expect([...maxPool(x, 3, 2).data]).toEqual([9, -1]);
    expect([...averagePool(x, 2, 2).data]).toEqual([3, -3]);
    expect([...globalAverage(x).data]).toEqual([5, -5]);
  });
  it("drops what no window covers, as the valid padding of TensorFlow does", () => {
    const { h, w } = averagePool(counted(1, 5, 7, 1), 2, 2);
    expect([h, w]).toEqual([2, 3]);
  });
  it("adds images of different size as if the smaller were zero beyond itself", () => {
    const small = tensor(1, 1, 1, 2, Float32Array.of(10, -20));
    const wide = tensor(1, 2, 2, 1, Float32Array.of(1, 2, -3, 4));
    const { h, w, c, data } = addRelu(small, wide);
    expect([h, w, c]).toEqual([2, 2, 2]);
    expect([...data]).toEqual([11, 0, 2, 0, 0, 0, 4, 0]);
  });
});
