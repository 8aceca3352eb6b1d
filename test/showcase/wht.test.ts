import { describe, expect, it } from "vitest";
import { gathered, greySquare, hardThreshold, psnr, SHIFTS, spread, TILE } from "../../showcase/wht/image.mjs";
import { plainAcross, plainRows, plainTiles, shareOfBound } from "../../showcase/wht/plain.mjs";
import { agreement } from "../../showcase/wht/sparse-table.mjs";
import { checksOf, styles, tableText, WIDTH } from "../../showcase/table.mjs";
import { defined } from "../helpers/wht.js";

const counted = (length: number): Float64Array => Float64Array.from({ length }, (_, i) => ((i * 37) % 29) - 14);

describe("showcase: transforms in plain JavaScript", () => {
  it.each([1, 2, 4, 8, 32, 64])("rows of %i are the defining sum", (n) => {
    const x = counted(3 * n);
    const want = [0, 1, 2].flatMap((row) => [...defined(x.subarray(row * n, (row + 1) * n))]);
    expect([...plainRows()(x.slice(), n)]).toEqual(want);
  });
  it("transforms tiles both ways", () => {
    const n = 4, cols = 12, x = counted(8 * cols);
    const want = x.slice();
    for (let i = 0; i < 8; i++) for (let j = 0; j < cols; j += n) want.set(defined(want.subarray(i * cols + j, i * cols + j + n)), i * cols + j);
    for (let i = 0; i < 8; i += n) for (let j = 0; j < cols; j++) defined(Array.from({ length: n }, (_, r) => want[(i + r) * cols + j]!)).forEach((v, r) => { want[(i + r) * cols + j] = v; });
    expect([...plainTiles()(x.slice(), cols, n, 0.5)]).toEqual([...want].map((v) => v / 2));
  });
  it("multiplies by signs across rows", () => {
    expect([...plainAcross(Int8Array.of(1, 1, 1, -1), 2, 3, Float64Array.of(1, 2, 3, 10, 20, 30))]).toEqual([11, 22, 33, -9, -18, -27]);
  });
  it("holds an answer to its bound", () => {
    const x = Float32Array.of(1, 2, 3, 4), want = Float64Array.of(10, -2, -4, 0);
    expect(shareOfBound(Float32Array.from(want), want, x, 4, 3)).toBe(0);
    expect(shareOfBound(Float32Array.of(10 + 2 ** -20, -2, -4, 0), want, x, 4, 3)).toBeLessThan(1);
    expect(shareOfBound(Float32Array.of(10.001, -2, -4, 0), want, x, 4, 3)).toBeGreaterThan(1);
    expect(shareOfBound(Float32Array.of(10, NaN, -4, 0), want, x, 4, 3)).toBe(Infinity);
    expect(shareOfBound(Float32Array.of(10, -2, -4), want, x, 4, 3)).toBe(Infinity);
  });
});

describe("showcase: the photo", () => {
  it("turns grey", () => {
    const data = Uint8Array.from({ length: 3 * 4 * 3 }, (_, i) => (i % 3 === 1 ? 100 : 0)); // green
    expect([...greySquare({ width: 4, height: 3, data }, 1, 1, 2)]).toEqual([59, 59, 59, 59]);
    expect([...greySquare({ width: 1, height: 1, data: Uint8Array.of(255, 255, 255, 9) }, 0, 0, 1)]).toEqual([255]);
  });
  it("is spread over cyclic shifts and gathered again", () => {
    const side = 2 * TILE, image = Float32Array.from({ length: side * side }, (_, i) => i);
    const stacked = spread(image, side);
    expect(stacked).toHaveLength(SHIFTS * image.length);
    expect([...stacked.subarray(0, image.length)]).toEqual([...image]);
    expect([...stacked.subarray(image.length, image.length + side)]).toEqual([...image.subarray(2, side), 0, 1]);
    expect(stacked[stacked.length - 1]).toBe(5 * side + 5); // six down, six to the right of the last pixel
    expect([...gathered(stacked, side)]).toEqual([...image]);
  });
  it("loses small coefficients, and noise is measured in dB", () => {
    const x = Float32Array.of(3, -1, 2, -2.5, 0);
    hardThreshold(x, 2);
    expect([...x]).toEqual([3, 0, 2, -2.5, 0]);
    expect(psnr(Float32Array.of(25.5, 0), Float32Array.of(0, 25.5))).toBeCloseTo(20, 5);
  });
});

describe("showcase: a sparse answer", () => {
  const dense = Float64Array.of(0, 2, 0, -1.5, 1e-12);
  const found = (indices: number[], values: number[], complete = true): Parameters<typeof agreement>[0] => ({ indices: Uint32Array.from(indices), values: Float64Array.from(values), complete });
  it("agrees when it has all, rightly, and nothing else", () => {
    expect(agreement(found([3, 1], [-1.5, 2]), dense, 1e-9)).toEqual({ ok: true, text: "2 of 2" });
    expect(agreement(found([3], [-1.5]), dense, 1e-9)).toEqual({ ok: false, text: "1 of 2" });
    expect(agreement(found([3, 1], [-1.5, 2.1]), dense, 1e-9).ok).toBe(false);
    expect(agreement(found([3, 1, 0], [-1.5, 2, 0.1]), dense, 1e-9).ok).toBe(false);
    expect(agreement(found([3, 1], [NaN, 2]), dense, 1e-9).ok).toBe(false);
    expect(agreement(found([3, 1], [-1.5, 2], false), dense, 1e-9).ok).toBe(false);
  });
});

describe("showcase: tables with heads of their own", () => {
  const check = { ok: true, text: "22.1 → 32.2 dB" };
  const table = {
    title: "A title", about: "About.", note: "Note.", checks: [], heads: { what: "method", shape: "rows", speedup: "vs QR" },
    rows: [{ what: "there and back", shape: "8192×512", check, ms: 1.5, speedup: 12.3 }, { what: "nothing to compare", total: true, ms: 3 }],
  };
  const text = tableText(table, styles({ isTTY: false } as never));
  it("names them, and no ceiling where there is none", () => {
    expect(text).toMatch(/^ {2}method +rows +check +ms +vs QR$/m);
    expect(text).not.toContain("ceiling");
  });
  it("leaves the rate of a row without one empty, and fits", () => {
    expect(text).toMatch(/^ {2}there and back +8192×512 +✓ 22\.1 → 32\.2 dB +1\.50 +12\.3×$/m);
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(WIDTH);
    expect(checksOf(table)).toEqual([check]);
  });
});
