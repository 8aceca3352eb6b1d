// The register kernels and the drivers of the transform alone, through the raw exports: guards round every operand, operands at the
// end of memory, odd alignment, and every bit against butterflies.
import { describe, it } from "vitest";
import { Random } from "../helpers/random.js";
import { buildsWith, Ground } from "../helpers/vector.ground.js";
import { ARRAY, butterflies, draw, DTYPES, firstUnequal, place, transform, type WhtArray } from "../helpers/wht.js";
import type { WhtDtype, WhtOrder } from "lanewise";

const scaled = (dtype: WhtDtype): boolean => dtype === "f32" || dtype === "f64";
const bytesOf = (dtype: WhtDtype): number => ARRAY[dtype].BYTES_PER_ELEMENT;

function read(ground: Ground, dtype: WhtDtype, ptr: number, length: number): WhtArray {
  return new ARRAY[dtype](ground.bytes(ptr, length * bytesOf(dtype)).buffer as ArrayBuffer);
}

/** Runs one export on `length` elements at an odd element and at the end of memory; `want` makes the answer from the operand. */
function check(ground: Ground, dtype: WhtDtype, length: number, what: string, run: (ptr: number) => void, want: (x: WhtArray) => void): void {
  const size = bytesOf(dtype), x = draw(new Random(length), dtype, length), expected = x.slice();
  want(expected);
  for (const ptr of [65536 + size, ground.end - length * size]) {
    ground.put(ptr, x as never);
    ground.mark();
    run(ptr);
    const got = read(ground, dtype, ptr, length), at = firstUnequal(got, expected);
    if (at >= 0) throw new Error(`${what}: element ${at} is ${got[at]}, expected ${expected[at]}`);
    ground.restore(what, { ptr, bytes: length * size });
  }
}

describe.each(buildsWith("fwht_f32"))("fwht kernels alone, %s", (build) => {
  const dtypes = build === "simd" ? DTYPES : (["f32"] as const);
  const factor = (dtype: WhtDtype): number[] => (scaled(dtype) ? [0.75] : []);

  for (const dtype of dtypes) {
    const size = bytesOf(dtype), lanes = 16 / size;

    it(`${dtype}: radix 2, 4 and 8 on streams, part of their width, many groups`, () => {
      const ground = new Ground(build, 4);
      for (const radix of [2, 4, 8] as const) for (const h of [2, 3, 5, 16].map((v) => v * 2 * lanes)) for (const width of new Set([2 * lanes, h])) for (const count of [1, 3]) {
        const step = radix * h + (count > 1 ? lanes : 0), length = (count - 1) * step + radix * h;
        const want = (x: WhtArray): void => {
          for (let g = 0; g < count; g++) for (let j = 0; j < width; j++) butterflies(x, radix, g * step + j, h);
        };
        check(ground, dtype, length, `radix ${radix} h ${h} width ${width} count ${count}`, (p) => void ground.call(`fwht_radix${radix}_${dtype}_ukr`, p, h * size, width * size, count, step * size), want);
        if (radix === 8 && scaled(dtype) && build === "simd") {
          check(ground, dtype, length, "radix 8 scaled", (p) => void ground.call(`fwht_radix8_${dtype}_scaled_ukr`, p, h * size, width * size, count, step * size, 0.75), (x) => {
            want(x);
            for (let g = 0; g < count; g++) for (let s = 0; s < 8; s++) for (let j = 0; j < width; j++) x[g * step + s * h + j] = (x[g * step + s * h + j] as number) * 0.75;
          });
        }
      }
    });

    it(`${dtype}: blocks of eight and two vectors, rows shorter than two`, () => {
      const ground = new Ground(build, 4);
      const each = (n: number, count: number) => (x: WhtArray): void => {
        for (let i = 0; i < count; i++) transform(dtype, x, n, "natural", factor(dtype)[0] ?? 1, i * n);
      };
      for (const count of [0, 1, 2, 5]) {
        for (const [name, n] of [["base8", 8 * lanes], ["base2", 2 * lanes]] as const) {
          if (name === "base8" && dtype === "i16") continue;
          const form = name === "base8" && scaled(dtype) ? `${name}_${dtype}_scaled` : `${name}_${dtype}`;
          check(ground, dtype, n * count, `${form} ${count}`, (p) => void ground.call(`fwht_${form}_ukr`, p, p + n * count * size, ...factor(dtype)), each(n, count));
          if (name === "base8") check(ground, dtype, n * count, `${name} ${count}`, (p) => void ground.call(`fwht_${name}_${dtype}_ukr`, p, p + n * count * size), (x) => { for (let i = 0; i < count; i++) butterflies(x, n, i * n); });
        }
        for (let n = 2; n <= lanes; n *= 2) {
          const length = 2 * lanes * count;
          check(ground, dtype, length, `pairs of ${n}`, (p) => void ground.call(`fwht_pairs_${dtype}_ukr`, p, p + length * size, n, ...factor(dtype)), each(n, length / n));
        }
      }
    });

    it(`${dtype}: rows of every length, with and without gaps`, () => {
      const ground = new Ground(build, 12);
      for (let p = 0; p <= 15; p++) for (const [m, gap] of p > 12 ? [[1, 0]] : [[1, 0], [3, 0], [2, 3]]) {
        const n = 2 ** p, ld = n + (gap as number), length = ((m as number) - 1) * ld + n;
        check(ground, dtype, length, `${m} rows of ${n} + ${gap}`, (x) => void ground.call(`fwht_${dtype}`, m as number, n, x, ld, ...factor(dtype)), (x) => {
          for (let i = 0; i < (m as number); i++) transform(dtype, x, n, "natural", factor(dtype)[0] ?? 1, i * ld);
        });
      }
    });

    it.skipIf(build === "relaxed")(`${dtype}: columns of every length and width`, () => {
      const ground = new Ground(build, 12);
      for (let p = 0; p <= 8; p++) for (const cols of [0, 1, 2, 7, 8, 16, 19, 64]) for (const gap of [0, 3]) {
        const n = 2 ** p, ld = cols + gap, length = cols === 0 ? 0 : (n - 1) * ld + cols;
        check(ground, dtype, length, `${n} rows of ${cols} + ${gap}`, (x) => void ground.call(`fwht_columns_${dtype}`, n, cols, x, ld, ...factor(dtype)), (x) => {
          for (let j = 0; j < cols; j++) transform(dtype, x, n, "natural", factor(dtype)[0] ?? 1, j, ld);
        });
      }
    });
  }
});

describe("orders alone", () => {
  const ws = 65536 * 5;
  for (const dtype of ["i16", "f32", "f64"] as const) {
    const size = bytesOf(dtype);
    it.each(["dyadic", "sequency"] as const)(`${8 * size} bits: %s and back, rows and columns`, (order: WhtOrder) => {
      const ground = new Ground("simd", 16), index = order === "dyadic" ? 1 : 2;
      const move = (n: number, back: boolean, start: number, step: number) => (x: WhtArray): void => {
        const was = x.slice();
        for (let j = 0; j < n; j++) {
          const [from, to] = back ? [j, place(j, n, order)] : [place(j, n, order), j];
          x[start + to * step] = was[start + from * step] as number;
        }
      };
      for (const back of [false, true]) {
        for (let p = 0; p <= 13; p++) {
          const n = 2 ** p, bytes = ground.call("wht_order_workspace", n, size);
          check(ground, dtype, 2 * n + 3, `rows of ${n}`, (x) => {
            ground.call(`wht_order_${8 * size}`, 2, n, x, n + 3, index, Number(back), ws);
            ground.forget(ws, bytes);
          }, (x) => [0, n + 3].forEach((start) => move(n, back, start, 1)(x)));
        }
        for (const n of [1, 2, 8, 64]) for (const cols of [1, 5, 300]) {
          const bytes = ground.call("wht_order_columns_workspace", n, cols, size);
          check(ground, dtype, n * (cols + 2), `columns of ${n}, ${cols} wide`, (x) => {
            ground.call("wht_order_columns", n, cols * size, x, (cols + 2) * size, index, Number(back), ws);
            ground.forget(ws, bytes);
          }, (x) => { for (let j = 0; j < cols; j++) move(n, back, j, cols + 2)(x); });
        }
      }
    });
  }
});
