// Every register kernel of gemm alone, through the raw exports: its arithmetic to the bit, and not one byte outside its tile.
import { describe, expect, it } from "vitest";
import { builds, rawInstance } from "../wasm/raw.js";
import { type Float, type FloatArray, Random } from "../helpers/random.js";

const NR = { f32: 8, f64: 4 } as const;
const SIZE = { f32: 4, f64: 8 } as const;
const depths = [0, 1, 2, 3, 4, 7, 33, 300];

function view(dtype: Float, memory: WebAssembly.Memory, ptr: number, length: number): FloatArray {
  return dtype === "f32" ? new Float32Array(memory.buffer, ptr, length) : new Float64Array(memory.buffer, ptr, length);
}

/** Sum of products in order of k, each operation rounded to the dtype; `fused` rounds once a step (exact only for small integers here). */
function ordered(dtype: Float, k: number, a: (p: number) => number, b: (p: number) => number): number {
  const round = dtype === "f32" ? Math.fround : (x: number): number => x;
  let s = 0;
  for (let p = 0; p < k; p++) s = round(s + round(a(p) * b(p)));
  return s;
}

interface Place { readonly a: number; readonly b: number; readonly c: number; readonly ldc: number }

/** What a kernel has to leave in a C full of `before`, inside its tile and around it. */
function expectTile(dtype: Float, memory: WebAssembly.Memory, at: Place, rows: number, want: (i: number, j: number) => number, before: FloatArray, what: string): void {
  const [size, cols] = [SIZE[dtype], NR[dtype]];
  const all = view(dtype, memory, 0, memory.buffer.byteLength / size);
  for (let x = 0; x < all.length; x++) {
    const from = x - at.c / size;
    const [i, j] = [Math.floor(from / (at.ldc / size)), ((from % (at.ldc / size)) + at.ldc / size) % (at.ldc / size)];
    const inside = from >= 0 && i < rows && j < cols;
    const expected = inside ? want(i, j) : before[x];
    if (!Object.is(all[x], expected)) throw new Error(`${what}: ${inside ? `element (${i}, ${j})` : `byte ${x * size}, outside the tile,`} is ${all[x]}, expected ${expected}`);
  }
}

describe.each(builds)("gemm kernels alone, %s", (build) => {
  const kind = build === "simd" ? "uniform" : "integers";
  const heights = build === "simd" ? [1, 2, 3, 4, 5] : [1, 2, 3, 4, 5, 6];

  for (const dtype of ["f32", "f64"] as const) {
    const [size, cols] = [SIZE[dtype], NR[dtype]];
    /** Fills memory with distinct values, then a and b; returns a copy of it all. */
    const prepare = (memory: WebAssembly.Memory, random: Random, aLength: number, bLength: number, at: Place): FloatArray => {
      const all = view(dtype, memory, 0, memory.buffer.byteLength / size);
      for (let i = 0; i < all.length; i++) all[i] = -(i + 0.5);
      all.set(random.array(dtype, aLength, kind), at.a / size);
      all.set(random.array(dtype, bLength, kind), at.b / size);
      return all.slice();
    };

    for (const rows of heights) {
      const name = `gemm_${dtype}_ukr_${rows}x${cols}`;
      it(name, () => {
        const { memory, call } = rawInstance(build, 2);
        const kernel = call[name];
        if (!kernel) throw new Error(`no export ${name}`);
        for (const k of depths) for (const acc of [0, 1]) for (const [shift, ldc] of [[0, 32], [size, 32 + size], [3 * size, 96 + 5 * size]] as const) {
          const at = { a: 32768 + shift, b: 65536 + shift, c: 4096 + shift, ldc };
          const random = new Random(k * 10 + acc);
          const before = prepare(memory, random, k * rows, k * cols, at);
          if (acc === 1) for (let i = 0; i < rows; i++) view(dtype, memory, at.c + i * ldc, cols).set(random.array(dtype, cols, kind));
          else for (let i = 0; i < rows; i++) view(dtype, memory, at.c + i * ldc, cols).fill(NaN);
          const c = view(dtype, memory, 0, before.length).slice();
          kernel(at.a, at.b, at.b + k * 32, at.c, ldc, acc);
          const add = dtype === "f32" ? Math.fround : (x: number): number => x;
          expectTile(dtype, memory, at, rows, (i, j) => {
            const s = ordered(dtype, k, (p) => before[at.a / size + p * rows + i] as number, (p) => before[at.b / size + p * cols + j] as number);
            return acc === 1 ? add((c[(at.c + i * ldc) / size + j] as number) + s) : s;
          }, before, `k=${k} acc=${acc} shift=${shift} ldc=${ldc}`);
        }
      });

      it(`${name} reads nothing beyond its panels`, () => {
        const { memory, call } = rawInstance(build, 1);
        const k = 5;
        const end = memory.buffer.byteLength;
        const [aBytes, bBytes, cBytes] = [k * rows * size, k * 32, (rows - 1) * 64 + 32];
        for (const [a, b, c] of [[end - aBytes, 1024, 4096], [1024, end - bBytes, 4096], [1024, 4096, end - cBytes]] as const) for (const acc of [0, 1])
          expect(() => (call[name] as (...x: number[]) => number)(a, b, b + bBytes, c, 64, acc)).not.toThrow();
      });
    }

    // The direct kernels are the base module's alone.
    for (const rows of build === "simd" ? [1, 2, 3, 4] : []) {
      const name = `gemm_${dtype}_direct_${rows}x${cols}`;
      it(name, () => {
        const { memory, call } = rawInstance(build, 2);
        const kernel = call[name];
        if (!kernel) throw new Error(`no export ${name}`);
        const end = memory.buffer.byteLength;
        for (const k of depths.filter((x) => x < 100)) for (const acc of [0, 1]) for (const trans of [false, true]) for (const last of ["a", "b", "c"]) {
          const [rs, cs] = trans ? [size, (rows + 3) * size] : [(k + 5) * size, size];
          const ldb = 32 + 3 * size;
          const span = { a: k === 0 ? 0 : (rows - 1) * rs + (k - 1) * cs + size, b: k === 0 ? 0 : (k - 1) * ldb + 32, c: (rows - 1) * 96 + 32 };
          const at = { a: 32768 + size, b: 65536 + size, c: 4096 + size, ldc: 96, [last]: end - span[last as "a" | "b" | "c"] };
          const random = new Random(k * 10 + acc);
          prepare(memory, random, span.a / size, span.b / size, at);
          for (let i = 0; i < rows; i++) view(dtype, memory, at.c + i * 96, cols).set(random.array(dtype, cols, kind));
          const before = view(dtype, memory, 0, end / size).slice();
          kernel(k, at.a, rs, cs, at.b, ldb, at.c, 96, acc);
          const round = dtype === "f32" ? Math.fround : (x: number): number => x;
          expectTile(dtype, memory, at, rows, (i, j) => {
            const s = ordered(dtype, k, (p) => before[(at.a + i * rs + p * cs) / size] as number, (p) => before[(at.b + p * ldb) / size + j] as number);
            return acc === 1 ? round((before[(at.c + i * 96) / size + j] as number) + s) : s;
          }, before, `k=${k} acc=${acc} trans=${trans}, ${last} at the end of memory`);
        }
      });
    }
  }
});
