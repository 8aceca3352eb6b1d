// The kernels of the fast product alone, through the raw exports: every depth, leaves of every panel height, padding, both directions of every
// operand, NaN in scratch and around, nothing written outside.
import { describe, expect, it } from "vitest";
import { type Fast, type Values, arrayOf, exactValues, plainProduct } from "../helpers/flip.strassen.js";
import { Random } from "../helpers/random.js";
import { Ground } from "../helpers/vector.ground.js";
import { bytesOf, rawInstance } from "../wasm/raw.js";

const START = 65536;
const sizeOf = (dtype: Fast): number => (dtype === "f64" ? 8 : 4);

/** The overlay's functions where it has them, the base module's otherwise, over one memory: as the package links them. */
class Linked extends Ground {
  private readonly base: WebAssembly.Exports | undefined;
  constructor(build: "simd" | "relaxed", pages: number) {
    super(build, pages);
    if (build === "relaxed") this.base = baseOver(this.raw.memory);
  }
  override call(name: string, ...args: readonly number[]): number {
    return this.has(name) || this.base === undefined ? super.call(name, ...args) : (this.base[name] as (...x: number[]) => number)(...args);
  }
  read(dtype: Fast, ptr: number, length: number): Values {
    const bytes = this.raw.memory.buffer.slice(ptr, ptr + length * sizeOf(dtype));
    return dtype === "i32" ? new Int32Array(bytes) : dtype === "f64" ? new Float64Array(bytes) : new Float32Array(bytes);
  }
}

function baseOver(memory: WebAssembly.Memory): WebAssembly.Exports {
  return new WebAssembly.Instance(new WebAssembly.Module(bytesOf("simd")), { env: { memory } }).exports;
}

interface Trial {
  readonly levels: number; readonly lm: number; readonly lk: number; readonly ln: number;
  /** What is missing to whole leaves. */
  readonly less: readonly [number, number, number];
  readonly transA?: boolean; readonly transB?: boolean; readonly alpha?: number; readonly beta?: number; readonly twice?: boolean;
}

function run(g: Linked, dtype: Fast, t: Trial, seed: number): void {
  const { levels, lm, lk, ln, transA = false, transB = false, alpha = 1, beta = 0, twice = false } = t;
  const size = sizeOf(dtype), full = 1 << levels, random = new Random(seed);
  const m = Math.max(0, lm * full - t.less[0]), k = Math.max(0, lk * full - t.less[1]), n = Math.max(0, ln * full - t.less[2]);
  const lda = (transA ? m : k) + 3, ldb = (transB ? k : n) + 1, ldc = n + 2;
  const a = exactValues(random, dtype, (transA ? k : m) * lda), b = exactValues(random, dtype, (transB ? n : k) * ldb), c = exactValues(random, dtype, m * ldc);
  let top = START;
  const piece = (bytes: number): { ptr: number; bytes: number } => { const ptr = top; top += bytes + 68; return { ptr, bytes }; };
  const A = piece(a.byteLength), B = piece(b.byteLength), C = piece(c.byteLength);
  const pa = piece(lm * lk * 4 ** levels * size), pb = piece(lk * ln * 4 ** levels * size), d = piece(lm * ln * 4 ** levels * size);
  top = Math.ceil(top / 64) * 64;
  const ws = piece(g.call(`strassen_product_workspace_${dtype}`, levels, lm, lk, ln));
  expect(top).toBeLessThan(g.end);
  g.put(A.ptr, a);
  g.put(B.ptr, b);
  if (beta !== 0) g.put(C.ptr, c);
  g.mark();
  const what = `${dtype} ${JSON.stringify(t)}`;
  g.call(`strassen_place_a_${dtype}`, m, k, A.ptr, transA ? 1 : lda, transA ? lda : 1, levels, lm, lk, pa.ptr);
  g.call(`strassen_place_b_${dtype}`, k, n, B.ptr, transB ? 1 : ldb, transB ? ldb : 1, levels, lk, ln, pb.ptr);
  const left = g.bytes(pa.ptr, pa.bytes), right = g.bytes(pb.ptr, pb.bytes);
  for (let i = 0; i <= Number(twice); i++) g.call(`strassen_product_${dtype}`, levels, lm, lk, ln, pa.ptr, pb.ptr, d.ptr, i, ws.ptr);
  expect(g.bytes(pa.ptr, pa.bytes), `${what}: a`).toEqual(left);
  expect(g.bytes(pb.ptr, pb.bytes), `${what}: b`).toEqual(right);
  g.call(`strassen_take_c_${dtype}`, m, n, d.ptr, levels, lm, ln, alpha, beta, C.ptr, ldc);
  const plain = plainProduct(dtype, m, n, k, { data: a, row: transA ? 1 : lda, col: transA ? lda : 1 }, { data: b, row: transB ? 1 : ldb, col: transB ? ldb : 1 },
    twice ? 2 * alpha : alpha, beta, Array.from({ length: m * n }, (_, i) => c[Math.floor(i / n) * ldc + (i % n)] as number));
  const got = g.read(dtype, C.ptr, m * ldc);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) if (got[i * ldc + j] !== plain[i * n + j]) throw new Error(`${what}: (${i}, ${j}) of ${m}×${n}, k ${k}, is ${got[i * ldc + j]}, expected ${plain[i * n + j]}`);
  const rows = Array.from({ length: m }, (_, i) => ({ ptr: C.ptr + i * ldc * size, bytes: n * size }));
  g.restore(what, pa, pb, d, ws, ...rows);
}

describe.each(["simd", "relaxed"] as const)("strassen kernels alone, %s", (build) => {
  const g = new Linked(build, 20);
  const panel = { f32: 8, f64: 4, i32: 8 } as const;

  describe.each(["f32", "f64", "i32"] as const)("%s", (dtype) => {
    const wide = panel[dtype];

    it("every panel height, depth of k and width of a leaf, 0 to 3 levels", () => {
      let seed = 1;
      for (let levels = 0; levels <= 3; levels++) for (const lm of levels < 2 ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 16, 17] : [1, 3, 5, 6, 7, 11]) {
        run(g, dtype, { levels, lm, lk: 1 + (seed % 9), ln: wide * (1 + (seed % 3)), less: [0, 0, 0] }, seed++);
        run(g, dtype, { levels, lm, lk: 4 + (seed % 5), ln: wide, less: [seed % lm, seed % 4, seed % wide], transA: seed % 2 > 0, transB: seed % 4 > 1 }, seed++);
      }
    });

    it("4 and 5 levels", () => {
      for (const levels of [4, 5]) for (const lm of [1, 2, 5, 6]) run(g, dtype, { levels, lm, lk: 3, ln: wide, less: [levels, lm, 1] }, 100 * levels + lm);
    });

    it("alpha, beta, both directions, added to what is there", () => {
      let seed = 1000;
      for (const levels of [0, 1, 2, 3]) for (const [alpha, beta] of [[1, 0], [-2, 0], [1, 1], [3, -2], [0, 2]] as const) for (const transA of [false, true]) for (const transB of [false, true]) {
        run(g, dtype, { levels, lm: 7, lk: 5, ln: 2 * wide, less: [seed % 7, seed % 5, seed % 11], transA, transB, alpha, beta, twice: seed % 2 > 0 }, seed++);
      }
    });

    it("whole blocks of nothing: sizes far below the leaves, and 0", () => {
      let seed = 2000;
      for (const levels of [0, 1, 2, 3]) for (const less of [[9e9, 0, 0], [0, 9e9, 0], [0, 0, 9e9], [8 * 2 ** levels - 1, 6 * 2 ** levels - 1, wide * 2 ** levels - 1], [Math.max(0, 8 * 2 ** levels - 9), 0, 1]] as const) {
        run(g, dtype, { levels, lm: 8, lk: 6, ln: wide, less, transA: seed % 2 > 0 }, seed++);
      }
      for (const levels of [0, 1, 2]) run(g, dtype, { levels, lm: 5, lk: 0, ln: wide, less: [0, 0, 0] }, seed++);
    });

    it("the basis comes off the top levels", () => {
      for (const [side, lr, lc, block] of [["a", 3, 5, 15], ["b", 5, wide, 5 * wide]] as const) for (const top of [0, 1, 2]) {
        const levels = 2, rows = lr * 4, cols = lc * 4, data = exactValues(new Random(7 + top), dtype, rows * cols), elements = rows * cols, size = sizeOf(dtype);
        const x = START, p = x + elements * size, q = p + elements * size;
        g.put(x, data);
        g.mark();
        g.call(`strassen_place_${side}_${dtype}`, rows, cols, x, cols, 1, levels, lr, lc, p);
        g.call(`strassen_unbasis_${side}_${dtype}`, top, elements, p);
        // Placed block by block with the basis at the other levels only.
        const place = (from: number, l: number, to: number): void => {
          if (l + top === levels) { g.call(`strassen_place_${side}_${dtype}`, lr << l, lc << l, from, cols, 1, l, lr, lc, to); return; }
          for (let i = 0; i < 4; i++) place(from + ((i >> 1) * (lr << (l - 1)) * cols + (i & 1) * (lc << (l - 1))) * size, l - 1, to + i * block * 4 ** (l - 1) * size);
        };
        place(x, levels, q);
        expect(g.read(dtype, p, elements), `${side} ${top}`).toEqual(g.read(dtype, q, elements));
        g.restore(`unbasis ${side}`, { ptr: p, bytes: 2 * elements * size });
      }
    });
  });
});

it("sums of placed operands are placed sums", () => {
  const { memory, call } = rawInstance("simd", 8), random = new Random(3);
  const x = exactValues(random, "f64", 48 * 48), y = exactValues(random, "f64", 48 * 48), at = 131072;
  const placed = (v: Values): Values => {
    new Float64Array(memory.buffer, at, v.length).set(v);
    call["strassen_place_a_f64"]!(48, 48, at, 48, 1, 3, 6, 6, at + 8 * v.length);
    return new Float64Array(memory.buffer, at + 8 * v.length, v.length).slice();
  };
  const px = placed(x), py = placed(y), sum = arrayOf("f64", x.length);
  for (let i = 0; i < sum.length; i++) sum[i] = x[i]! - 2 * y[i]!;
  expect(placed(sum)).toEqual(px.map((v, i) => v - 2 * py[i]!));
});
