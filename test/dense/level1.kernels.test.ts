// Level 1 alone, through the raw exports: bounds of the docstrings, first maxima, tails, and nothing read or written outside.
import { describe, expect, it } from "vitest";
import { type Float, type FloatArray, Random } from "../helpers/random.js";
import { amaxReference, asumReference, dotBound, dotReference } from "../helpers/vector.js";
import { buildsWith, Ground, SIZE } from "../helpers/vector.ground.js";

/** Lanes, four vectors a turn, blocks of 4096. */
const lengths = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65, 4095, 4096, 4097, 8197];

function close(what: string, got: number, want: number, bound: number): void {
  if (!(Math.abs(got - want) <= bound)) throw new Error(`${what} is ${got}, expected ${want} within ${bound}`);
}

interface Laid { readonly x: FloatArray; readonly y: FloatArray; readonly px: number; readonly py: number }

/** x and y of n elements; one of them at the very end of memory. */
function lay(ground: Ground, dtype: Float, n: number, last: "x" | "y"): Laid {
  const random = new Random(n);
  const [x, y] = [random.array(dtype, n), random.array(dtype, n)];
  const [low, high] = [65536 + SIZE[dtype], ground.end - n * SIZE[dtype]];
  const [px, py] = last === "x" ? [high, low] : [low, high];
  ground.put(px, x);
  ground.put(py, y);
  ground.mark();
  return { x, y, px, py };
}

describe.each(buildsWith("dot_f32"))("level 1 alone, %s", (build) => {
  for (const dtype of ["f32", "f64"] as const) {
    const size = SIZE[dtype];
    const round = dtype === "f32" ? Math.fround : (v: number): number => v;
    const each = (body: (ground: Ground, n: number, laid: Laid) => void): void => {
      const ground = new Ground(build, 5);
      for (const n of lengths) for (const last of ["x", "y"] as const) body(ground, n, lay(ground, dtype, n, last));
    };

    it(`dot_${dtype}`, () => each((ground, n, { x, y, px, py }) => {
      const { value, magnitude } = dotReference(x, y);
      close(`n=${n}`, ground.call(`dot_${dtype}`, n, px, py), value, dotBound(dtype, n) * magnitude);
      ground.restore(`n=${n}`);
    }));

    it(`asum_${dtype}`, () => each((ground, n, { x, px }) => {
      const want = asumReference(x);
      close(`n=${n}`, ground.call(`asum_${dtype}`, n, px), want, dotBound(dtype, n) * want);
      ground.restore(`n=${n}`);
    }));

    it(`axpy_${dtype} is fl(y + fl(αx)) in every element, and nothing for α = 0`, () => each((ground, n, { x, y, px, py }) => {
      const alpha = round(-0.37);
      ground.call(`axpy_${dtype}`, n, alpha, px, py);
      const got = ground.take(dtype, py, n);
      for (let i = 0; i < n; i++) expect(got[i]).toBe(round((y[i] as number) + round(alpha * (x[i] as number))));
      ground.restore(`n=${n}`, { ptr: py, bytes: n * size });
      ground.put(px, x.map(() => NaN));
      ground.mark();
      ground.call(`axpy_${dtype}`, n, 0, px, py);
      ground.restore(`n=${n} α=0`);
    }));

    it(`scale_${dtype} is fl(αx), and 0·x for α = 0`, () => each((ground, n, { x, px }) => {
      ground.call(`scale_${dtype}`, n, round(-0.37), px);
      const got = ground.take(dtype, px, n);
      for (let i = 0; i < n; i++) expect(got[i]).toBe(round(round(-0.37) * (x[i] as number)));
      ground.restore(`n=${n}`, { ptr: px, bytes: n * size });
      ground.put(px, x.map((v, i) => [NaN, Infinity, -1, v][i % 4] as number));
      ground.call(`scale_${dtype}`, n, 0, px);
      const zeros = ground.take(dtype, px, n);
      for (let i = 0; i < n; i++) expect(zeros[i]).toBe(i % 4 < 2 ? NaN : i % 4 === 2 ? -0 : 0 * (x[i] as number));
    }));

    it(`amax_${dtype} finds the first of equal maxima`, () => each((ground, n, { x, px }) => {
      const index = (): number => ground.call(`amax_${dtype}`, n, px);
      expect(index()).toBe(amaxReference(x).index);
      ground.restore(`n=${n}`);
      for (const at of [0, n >> 1, n - 1]) {
        if (n === 0) break;
        const peaks = x.slice();
        peaks[at] = -2;
        for (let i = at + 1; i < n; i += 3) peaks[i] = 2;
        ground.put(px, peaks);
        expect(index(), `n=${n}, first at ${at}`).toBe(at);
      }
    }));

    it(`amax_${dtype}: the first NaN is the maximum, ∞ the next`, () => each((ground, n, { x, px }) => {
      for (const at of [0, n >> 1, n - 1]) {
        if (n === 0) break;
        const odd = x.slice();
        odd[at] = NaN;
        for (let i = 0; i < n; i += 5) if (i !== at) odd[i] = i < at ? Infinity : NaN;
        ground.put(px, odd);
        expect(ground.call(`amax_${dtype}`, n, px), `n=${n}, NaN at ${at}`).toBe(at);
        odd.fill(1);
        odd[at] = -Infinity;
        ground.put(px, odd);
        expect(ground.call(`amax_${dtype}`, n, px), `n=${n}, ∞ at ${at}`).toBe(at);
        ground.put(px, odd.fill(0));
        expect(ground.call(`amax_${dtype}`, n, px), "zeros").toBe(0);
      }
    }));

    it(`dot_${dtype}, asum_${dtype}: NaN and ∞ as in the plain sum, from every place`, () => {
      const ground = new Ground(build, 5);
      const put = (n: number, at: number, value: number): void => ground.put(65536, new Random(n).array(dtype, n).fill(value, at, at + 1));
      ground.put(131072, new Random(1).array(dtype, 4097).fill(1));
      for (const n of [1, 3, 17, 70, 4097]) for (let at = 0; at < n; at += n > 100 ? 511 : 1) for (const value of [NaN, Infinity, -Infinity]) {
        put(n, at, value);
        expect(ground.call(`dot_${dtype}`, n, 65536, 131072)).toBe(value);
        expect(ground.call(`asum_${dtype}`, n, 65536)).toBe(Math.abs(value));
      }
    });
  }
});
