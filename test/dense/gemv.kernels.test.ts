// gemv and its register kernels alone, through the raw exports: values within the bound, nothing read or written outside.
import { describe, expect, it } from "vitest";
import { type Float, type FloatArray, Random } from "../helpers/random.js";
import { firstOutside } from "../helpers/tolerance.js";
import { gemvReference } from "../helpers/vector.js";
import { buildsWith, Ground, SIZE } from "../helpers/vector.ground.js";

const dtypes = ["f32", "f64"] as const;
const rows = [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 19];
const cols = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65];
/** A panel of the transposed form is 64 KiB of y: one short of it, two and a tail. */
const wide = { f32: [16383, 16384, 16385, 32775], f64: [8191, 8192, 8193, 16389] } as const;
const scalars = [[1, 0], [1, 1], [0.75, -2.5], [0, 0], [0, 3], [-1, 0.5]] as const;

interface Trial { readonly dtype: Float; readonly trans: boolean; readonly m: number; readonly n: number; readonly gap: number; readonly alpha: number; readonly beta: number; readonly scratch: boolean; readonly ends?: "a" | "x" | "y" }

/** Strides and odd addresses; NaN wherever the call may not read. */
function run(ground: Ground, t: Trial): void {
  const { dtype, trans, m, n, gap, alpha, beta } = t;
  const size = SIZE[dtype], lda = n + gap;
  const [length, terms] = trans ? [n, m] : [m, n];
  const random = new Random(m * 1000 + n);
  const span = m === 0 || n === 0 ? 0 : (m - 1) * lda + n;
  const nan = (count: number): FloatArray => random.array(dtype, count).fill(NaN);
  const a = alpha === 0 ? nan(span) : random.array(dtype, span);
  for (let i = 0; i < m; i++) for (let j = n; j < lda && i * lda + j < span; j++) a[i * lda + j] = NaN;
  const x = alpha === 0 ? nan(terms) : random.array(dtype, terms);
  const y = beta === 0 ? nan(length) : random.array(dtype, length);
  const at = (operand: "a" | "x" | "y", place: number, data: FloatArray): number => {
    const ptr = t.ends === operand ? ground.end - data.byteLength : place + size;
    ground.put(ptr, data);
    return ptr;
  };
  const third = Math.floor((ground.end - 65536) / 4 / 64) * 64;
  const [pa, px, py] = [at("a", 65536 + 2 * third, a), at("x", 65536, x), at("y", 65536 + third, y)];
  const ws = t.scratch ? Math.floor((65536 + 1.5 * third) / 64) * 64 : 0;
  ground.mark();
  ground.call(`gemv_${trans ? "t_" : ""}${dtype}`, m, n, alpha, pa, lda, px, beta, py, ...(trans ? [ws] : []));
  const got = ground.take(dtype, py, length);
  const what = `${dtype} ${trans ? "Aᵀ" : "A"} ${m}×${n} gap ${gap} α=${alpha} β=${beta}${t.scratch ? " ws" : ""}${t.ends ? ` ${t.ends} at the end` : ""}`;
  const { value, bound } = gemvReference({ dtype, trans, a: { rows: m, cols: n, stride: lda, data: a }, x, y, alpha, beta });
  // Without scratch β·y is part of the sum from its start, one rounding a row.
  if (trans && !t.scratch) for (let j = 0; j < length; j++) bound[j] = (bound[j] as number) * (m + 2);
  const bad = firstOutside(got, value, bound);
  if (bad >= 0) throw new Error(`${what}: y[${bad}] is ${got[bad]}, expected ${value[bad]} within ${bound[bad]}`);
  ground.restore(what, { ptr: py, bytes: length * size }, { ptr: ws, bytes: ws === 0 ? 0 : length * size });
}

for (const trans of [false, true]) {
  const name = trans ? "gemv_t" : "gemv";
  describe.each(buildsWith(`${name}_f32`))(`${name} alone, %s`, (build) => {
    for (const dtype of dtypes) {
      it(`${dtype}: every small shape, scalar and stride`, () => {
        const ground = new Ground(build, 2);
        let turn = 0;
        for (const m of rows) for (const n of cols) for (const [alpha, beta] of scalars) run(ground, { dtype, trans, m, n, alpha, beta, gap: turn % 3 * 2, scratch: turn++ % 2 === 0 });
      });

      it(`${dtype}: panels and their tails`, () => {
        const ground = new Ground(build, 96);
        for (const n of wide[dtype]) for (const m of [1, 8, 13]) for (const beta of [0, 0.5]) run(ground, { dtype, trans, m, n, alpha: 1.5, beta, gap: 1, scratch: true });
        for (const m of wide[dtype].slice(2)) for (const beta of [0, 0.5]) run(ground, { dtype, trans, m, n: 7, alpha: -1, beta, gap: 0, scratch: true });
      });

      it(`${dtype}: no operand is left where memory ends`, () => {
        const ground = new Ground(build, 2);
        for (const ends of ["a", "x", "y"] as const) for (const m of rows) for (const n of cols) for (const beta of [0, 1]) run(ground, { dtype, trans, m, n, alpha: 1, beta, gap: m % 2, scratch: beta === 1, ends });
      });
    }
  });
}

describe.each(buildsWith("gemv_f32_ukr_6"))("register kernels of gemv, %s", (build) => {
  for (const dtype of dtypes) for (const r of [1, 2, 6]) {
    const size = SIZE[dtype];

    it(`gemv_${dtype}_ukr_${r} strides y, gemvt_${dtype}_ukr_${r} strides x`, () => {
      const ground = new Ground(build, 4);
      for (const n of cols) {
        const random = new Random(n * 10 + r);
        const [pa, px, py, lda] = [65536 + size, 131072 + size, 163840 + size, n + 3];
        const a = random.array(dtype, r * lda, "integers"), x = random.array(dtype, n, "integers"), y = random.array(dtype, 3 * r, "integers");
        ground.put(pa, a); ground.put(px, x); ground.put(py, y);
        ground.mark();
        ground.call(`gemv_${dtype}_ukr_${r}`, n, 0.5, pa, lda * size, px, -2, py, 3 * size);
        const got = ground.take(dtype, py, 3 * r);
        for (let i = 0; i < 3 * r; i++) {
          let dot = 0;
          for (let j = 0; j < n && i % 3 === 0; j++) dot += (a[i / 3 * lda + j] as number) * (x[j] as number);
          const want = i % 3 === 0 ? 0.5 * dot + -2 * (y[i] as number) : y[i];
          expect(got[i], `n=${n} y[${i}]`).toBe(want);
        }
        ground.restore(`n=${n}`, { ptr: py, bytes: 3 * r * size });
        // The same memory the other way round: x[0..n) += ½ Σ y[3r]·row r.
        ground.call(`gemvt_${dtype}_ukr_${r}`, n, 0.5, pa, lda * size, py, 3 * size, px);
        const sums = ground.take(dtype, px, n);
        for (let j = 0; j < n; j++) {
          let want = x[j] as number;
          for (let i = 0; i < r; i++) want += 0.5 * (y[3 * i] as number) * (a[i * lda + j] as number);
          expect(sums[j], `n=${n} x[${j}]`).toBe(want);
        }
        ground.restore(`n=${n}`, { ptr: px, bytes: n * size });
      }
    });
  }
});
