// The kernels of products of few bits alone, over raw memory: planes of every width on both sides, nothing read or written beside the operands.
import { describe, expect, it } from "vitest";
import { type Bits, FORMS, limitsOf, multiply, nameOf, valuesOf } from "../helpers/bitmac.bits.js";
import { Random } from "../helpers/random.js";
import { rawInstance } from "../wasm/raw.js";

const { memory, call } = rawInstance("simd", 16);
const bytes = new Uint8Array(memory.buffer), words = new Int32Array(memory.buffer);
/** Every byte that nothing was put in. */
const GUARD = 0xa5;
const kindOf = (form: Bits): number => form.binary ? 2 : form.signed ? 1 : 0;

/** Areas of memory, each between guards; all of it starts as garbage. */
class Desk {
  private top = 65536;
  private readonly areas: [number, number][] = [];
  constructor() { bytes.fill(GUARD, 65536); }
  take(size: number, fill = 0xff): number {
    const ptr = this.top + 64;
    bytes.fill(fill, ptr, ptr + size);
    this.areas.push([ptr, ptr + size]);
    this.top = Math.ceil((ptr + size) / 64) * 64 + 64;
    return ptr;
  }
  /** The areas were all that changed. */
  verify(what: string): void {
    let at = 65536;
    for (const [from, to] of [...this.areas, [this.top + 4096, this.top + 4096] as const]) {
      for (; at < from; at++) if (bytes[at] !== GUARD) throw new Error(`${what}: byte ${at} is written, ${from - at} before an area`);
      at = to;
    }
  }
  /** A rows×cols matrix of bytes with garbage between its rows. */
  matrix(rows: number, cols: number, ld: number, values: readonly number[]): number {
    const ptr = this.take(rows === 0 ? 0 : (rows - 1) * ld + cols);
    for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) bytes[ptr + i * ld + j] = values[i * cols + j] as number;
    return ptr;
  }
}

type Way = "planes" | "tables of A" | "tables of B";

function product(random: Random, m: number, n: number, k: number, fa: Bits, fb: Bits, way: Way): void {
  // Tables are of four bits at most.
  if (way !== "planes" && (way === "tables of A" ? fa : fb).width > 4) return;
  const desk = new Desk(), what = `${nameOf(fa)}·${nameOf(fb)} ${m}×${k}×${n} by ${way} seed=${random.seed}`;
  const a = valuesOf(random, fa, m * k), b = valuesOf(random, fb, k * n), lda = k + random.int(0, 3), ldb = n + random.int(0, 20), ldc = n + random.int(0, 3);
  const ofA = way === "tables of A";
  const x = desk.matrix(m, k, lda, a), y = desk.matrix(k, n, ldb, b);
  const left = desk.take(fa.width * call["bits_plane_bytes"]!(m, k)), right = desk.take(fb.width * call["bits_plane_bytes"]!(n, k));
  call["bits_left"]!(m, k, x, lda, fa.width, kindOf(fa), left);
  call["bits_right"]!(k, n, y, ldb, fb.width, kindOf(fb), right);
  const rowSums = desk.take(4 * m), colSums = desk.take(4 * n), c = desk.take(m === 0 ? 0 : 4 * ((m - 1) * ldc + n));
  for (let i = 0; i < m; i++) words[rowSums / 4 + i] = a.slice(i * k, (i + 1) * k).reduce((s, v) => s + v, 0);
  for (let j = 0; j < n; j++) words[colSums / 4 + j] = b.reduce((s, v, at) => at % n === j ? s + v : s, 0);
  if (way === "planes") {
    const ws = desk.take(call["bits_gemm_workspace"]!());
    call["bits_gemm"]!(m, n, k, left, fa.width, kindOf(fa), rowSums, right, fb.width, kindOf(fb), colSums, c, ldc, ws);
  } else {
    const [low, high] = limitsOf(ofA ? fa : fb), bias = high > 7 ? 8 : 0;
    const run = Math.floor(Math.min(128 / Math.abs(low - bias), 127 / (high - bias)) / 8), ws = desk.take(call["bits_table_workspace"]!(k));
    if (ofA) call["bits_table"]!(m, n, k, x, lda, 1, bias, run, rowSums, right, fb.width, kindOf(fb), colSums, c, 4 * ldc, 4, ws);
    else call["bits_table"]!(n, m, k, y, 1, ldb, bias, run, colSums, left, fa.width, kindOf(fa), rowSums, c, 4, 4 * ldc, ws);
  }
  desk.verify(what);
  const want = multiply(m, n, k, a, b);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) if (words[c / 4 + i * ldc + j] !== want[i * n + j]) throw new Error(`${what}: (${i}, ${j}) is ${words[c / 4 + i * ldc + j]}, expected ${want[i * n + j]}`);
    if (i + 1 < m) for (let j = n; j < ldc; j++) if (words[c / 4 + i * ldc + j] !== -1) throw new Error(`${what}: written between rows`);
  }
}

describe.each<Way>(["planes", "tables of A", "tables of B"])("%s", (way) => {
  it("every pair of forms", () => {
    const random = new Random(21);
    for (const fa of FORMS) for (const fb of FORMS) product(random, random.int(0, 40), random.int(0, 40), random.int(0, 100), fa, fb, way);
  });

  it("every pair of forms, sums as great as they get", () => {
    const random = new Random(25);
    for (const fa of FORMS) for (const fb of FORMS) product(random, 1, 1, random.int(500, 600), fa, fb, way);
  });

  it("inner sizes about words, blocks and chunks; columns about panels; rows about tiles", () => {
    const random = new Random(22);
    for (const k of [0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 127, 128, 129, 991, 992, 993, 1989]) for (const n of [0, 1, 15, 16, 17, 31, 33]) product(random, random.int(1, 4), n, k, random.pick(FORMS), random.pick(FORMS), way);
    for (const m of [0, 1, 3, 4, 5, 15, 16, 17, 33, 47]) for (const n of [1, 4, 5, 16, 33]) product(random, m, n, random.int(1, 70), random.pick(FORMS), random.pick(FORMS), way);
    for (const k of [4063, 4064, 4065, 8200]) for (const f of FORMS) for (const one of [FORMS[0], FORMS[16]] as Bits[]) product(random, 1, 1, k, ...(way === "tables of B" ? [one, f] as const : [f, one] as const), way);
  });

  it("extremes only", () => {
    for (const fa of FORMS) for (const fb of FORMS) for (const x of limitsOf(fa)) for (const y of limitsOf(fb)) product(new Fixed(x, y), 2, 2, 150, fa, fb, way);
  });
});

/** Draws the same value for all of A, another for all of B. */
class Fixed extends Random {
  private drawn = 0;
  private readonly x: number;
  private readonly y: number;
  constructor(x: number, y: number) { super(0); this.x = x; this.y = y; }
  override chance(): boolean { return true; }
  override pick<T>(): T { return (this.drawn++ < 300 ? this.x : this.y) as T; }
}

describe("counts", () => {
  it("counts of all ones in the longest run of a call", () => {
    for (const rows of [1, 3, 16]) {
      const desk = new Desk(), a = desk.take(124 * 16), b = desk.take(124 * 16), tile = desk.take(rows * 64, 0);
      call["bits_popcnt_ukr"]!(rows, 31, a, b, -3, tile);
      desk.verify("ukr");
      expect([...words.subarray(tile / 4, tile / 4 + 16 * rows)]).toEqual(new Array(16 * rows).fill(-3 * 992));
    }
  });
});

describe("values", () => {
  it("the first element outside, wherever it is", () => {
    const random = new Random(23);
    for (const [dtype, low, high, kind, wrong] of [["i8", -4, 3, 1, [4, -5, 127, -128]], ["i8", 0, 127, 0, [-1, -128]], ["u8", 0, 3, 0, [4, 128, 255]], ["u8", 0, 255, 0, []], ["i8", -1, 1, 2, [0, 2, -2, -128]], ["u8", 0, 1, 2, [0, 255, 2]]] as const) {
      const outside = dtype === "i8" ? call["bits_outside_i8"]! : call["bits_outside_u8"]!;
      for (let turn = 0; turn < 60; turn++) {
        const rows = random.int(0, 4), cols = random.int(0, 50), ld = cols + random.int(0, 5), desk = new Desk();
        const x = desk.matrix(rows, cols, ld, Array.from({ length: rows * cols }, () => kind === 2 ? (dtype === "u8" ? 1 : random.pick([-1, 1])) : random.int(low, high)));
        expect(outside(rows, cols, x, ld, low, high, kind)).toBe(-1);
        if (rows * cols === 0 || wrong.length === 0) continue;
        const at = random.int(0, rows * cols - 1), later = random.int(at, rows * cols - 1);
        for (const i of [at, later]) bytes[x + Math.floor(i / cols) * ld + i % cols] = random.pick<number>(wrong);
        expect(outside(rows, cols, x, ld, low, high, kind)).toBe(at);
      }
    }
  });

  it("copies and sums", () => {
    const random = new Random(24);
    for (let turn = 0; turn < 100; turn++) {
      const rows = random.int(0, 20), cols = random.int(0, 40), ld = cols + random.int(0, 5), values = Array.from({ length: rows * cols }, () => random.int(0, 255)), desk = new Desk();
      const x = desk.matrix(rows, cols, ld, values), y = desk.take(rows * cols);
      call["bits_copy"]!(rows, cols, x, ld, 128, y);
      expect([...new Int8Array(memory.buffer, y, rows * cols)]).toEqual(values.map((v) => v - 128));
      for (const [sum, read] of [[call["bits_sums_u8"]!, (v: number) => v], [call["bits_sums_i8"]!, (v: number) => v << 24 >> 24]] as const) {
        const r = desk.take(4 * rows), c = desk.take(4 * cols);
        sum(rows, cols, x, ld, r, c);
        for (let i = 0; i < rows; i++) expect(words[r / 4 + i]).toBe(values.slice(i * cols, (i + 1) * cols).reduce((s, v) => s + read(v), 0));
        for (let j = 0; j < cols; j++) expect(words[c / 4 + j]).toBe(values.reduce((s, v, at) => at % cols === j ? s + read(v) : s, 0));
      }
      desk.verify("copies and sums");
    }
  });
});
