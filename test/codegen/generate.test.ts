// Generated modules: maps against the scheme's matrices, products against the triple loop, nothing written outside, refusals.
import binaryen from "binaryen";
import fc from "fast-check";
import { loadSync, type Ring, type Scheme } from "lanewise";
import { type CodegenDtype, generate, type Generated, type GenerateOptions } from "lanewise/codegen";
import { afterAll, describe, expect, it } from "vitest";
import { COMMON, general, mapsOf, sample, square, STRASSEN, WINOGRAD } from "../helpers/flip.additions.js";
import { Random } from "../helpers/random.js";

type Call = (...values: number[]) => number;
type Numbers = Float32Array | Float64Array | Int32Array;
const ARRAYS = { f32: Float32Array, f64: Float64Array, i32: Int32Array } as const;
const DTYPES = Object.keys(ARRAYS) as CodegenDtype[];
const seed = Number(process.env["SEED"] ?? Math.floor(Date.now() / 1000));
const k = loadSync();
afterAll(() => k.free());

/** A module with a memory of its own, filled with a value that would show in every result. */
function instance(g: Generated, pages = 64, leaf?: Call): { call: Record<string, Call>; x: Numbers; bytes: number } {
  const memory = new WebAssembly.Memory({ initial: pages }), x = new ARRAYS[g.dtype](memory.buffer);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(g.wasm as BufferSource), { env: { memory, ...(leaf && { leaf }) } });
  return { call: exports as Record<string, Call>, x: x.fill(g.dtype === "i32" ? 0x55555555 : NaN), bytes: x.BYTES_PER_ELEMENT };
}

/** Small whole numbers, exact in every dtype; i32 takes the whole range. */
const draw = (random: Random, dtype: CodegenDtype): number => (dtype === "i32" ? random.u32() | 0 : random.int(-50, 50));
/** sum + a·b, exact: modulo 2^32, or small. */
const madd = (dtype: CodegenDtype, sum: number, a: number, b: number): number => (dtype === "i32" ? (sum + Math.imul(a, b)) | 0 : sum + a * b);

/** One map on blocks of rows×cols, with a margin in every stride, against the matrix; all other memory stays. */
function checkMap(g: Generated, { call, x: all, bytes }: ReturnType<typeof instance>, s: Scheme, name: "u" | "v" | "w", rows: number, cols: number, random: Random): void {
  const [n, m, p] = s.shape, matrix = mapsOf(s, general(s.shape))[name], toGrid = name === "w", exact = s.ring !== "Q";
  const [down, across] = name === "u" ? [n, m] : name === "v" ? [m, p] : [n, p], rank = s.u.length / (n * m);
  const ld = across * cols + 3, stride = rows * cols + 5, grid = 37, list = grid + Math.max(1, down * rows) * ld + 11;
  const x = all.subarray(0, list + rank * stride + 64).fill(g.dtype === "i32" ? 0x55555555 : NaN);
  const place = (i: number, y: number, z: number): number => {
    const [row, col] = toGrid ? [i % n, Math.floor(i / n)] : [Math.floor(i / across), i % across];
    return grid + (row * rows + y) * ld + col * cols + z;
  };
  const factor = (q: number, y: number, z: number): number => list + q * stride + y * cols + z;
  const [from, to] = toGrid ? [factor, place] : [place, factor], inputs = toGrid ? rank : down * across;
  for (let i = 0; i < inputs; i++) for (let y = 0; y < rows; y++) for (let z = 0; z < cols; z++) x[from(i, y, z)] = draw(random, g.dtype);
  const want = x.slice();
  matrix.forEach((row, out) => {
    for (let y = 0; y < rows; y++) for (let z = 0; z < cols; z++) {
      const terms = row.map((c, i) => [c, x[from(i, y, z)]!] as const).filter(([c]) => c !== 0);
      want[to(out, y, z)] = exact ? terms.reduce((sum, [c, e]) => madd(g.dtype, sum, c / COMMON, e), 0) : terms.reduce((sum, [c, e]) => sum + c * e, 0) / COMMON;
    }
  });
  if (toGrid) call["w"]!(list * bytes, stride, grid * bytes, ld, rows, cols); else call[name]!(grid * bytes, ld, list * bytes, stride, rows, cols);
  const what = `${g.dtype} ${s.ring} ${s.shape.join("×")}:${rank} ${name}, ${rows}×${cols}`;
  const wrong = x.findIndex((e, i) => (exact ? !Object.is(e + 0, want[i]! + 0) : !Object.is(e, want[i]) && !(Math.abs(e - want[i]!) <= 1e-4 * (1 + Math.abs(want[i]!)))));
  if (wrong >= 0) expect.fail(`${what}: element ${wrong} is ${x[wrong]}, expected ${want[wrong]}`);
}

const SIZES = [[0, 4], [1, 0], [1, 1], [2, 3], [1, 4], [3, 5], [2, 7], [1, 8], [1, 9], [2, 16], [1, 511], [2, 512], [1, 513], [1, 1029]] as const;

describe(`codegen: linear maps (SEED=${seed})`, () => {
  const schemes: readonly (readonly [string, Scheme])[] = [
    ["Strassen", STRASSEN], ["Winograd", WINOGRAD], ["Winograd squared", square(WINOGRAD)],
    ...([[[1, 1, 1], 1, "ZT", 1], [[1, 3, 2], 5, "ZT", 0.3], [[3, 2, 4], 20, "Z", 0.4], [[2, 3, 3], 9, "Q", 0.5], [[2, 2, 3], 0, "ZT", 1], [[3, 3, 3], 4, "Z", 1]] as [Scheme["shape"], number, Ring, number][])
      .map(([shape, rank, ring, density]) => [`random ${ring} ${shape.join("×")}:${rank}`, sample(new Random(rank), ring, shape, rank, density, general(shape))] as const),
  ];
  it.each(schemes.flatMap(([name, s]) => DTYPES.filter((d) => d !== "i32" || s.ring !== "Q").map((d) => [name, d, s] as const)))("%s, %s: as written and reduced", (_, dtype, s) => {
    const line = k.flip.reduceAdditions(s, { tries: 10 }), random = new Random(seed);
    for (const [from, additions] of [[s, k.flip.additions(s).naive], [line, line.additions]] as const) {
      const g = generate(binaryen, from, { dtype, leaf: "none" }), place = instance(g, 16);
      for (const [rows, cols] of SIZES) for (const name of ["u", "v", "w"] as const) checkMap(g, place, s, name, rows, cols, random);
      expect(g.additions).toBe(additions);
    }
  });
});

/** A product with margins in all strides and its scratch fenced in by the query. */
function checkProduct(g: Generated, [m, n, kk]: readonly [number, number, number], levels: number, random: Random, at = 16, { call, x, bytes } = instance(g, 256)): void {
  const [lda, ldb, ldc] = [kk + 3, n + 1, n + 2], align = (e: number): number => Math.ceil(e / 4) * 4;
  const a = at / bytes, b = align(a + m * lda), c = align(b + kk * ldb), ws = align(c + m * ldc + 4), size = call["workspace"]!(m, n, kk, levels);
  const end = ws + Math.ceil(size / bytes), blank = g.dtype === "i32" ? 0x55555555 : NaN;
  x.fill(blank, a, end + 4096);
  const A = Array.from({ length: m * kk }, () => draw(random, g.dtype)), B = Array.from({ length: kk * n }, () => draw(random, g.dtype));
  A.forEach((e, i) => { x[a + Math.floor(i / kk) * lda + i % kk] = e; });
  B.forEach((e, i) => { x[b + Math.floor(i / n) * ldb + i % n] = e; });
  const want = x.slice(a, ws);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let p = 0; p < kk; p++) sum = madd(g.dtype, sum, A[i * kk + p]!, B[p * n + j]!);
    want[c - a + i * ldc + j] = sum;
  }
  call["multiply"]!(m, n, kk, a * bytes, lda, b * bytes, ldb, c * bytes, ldc, ws * bytes, levels);
  const what = `${g.dtype} ${g.shape.join("×")}, ${m}×${n}×${kk}, ${levels} levels`, got = x.slice(a, ws), wrong = got.findIndex((e, i) => !Object.is(e + 0, want[i]! + 0));
  if (wrong >= 0) expect.fail(`${what}: element ${wrong} is ${got[wrong]}, expected ${want[wrong]}`);
  const beyond = x.subarray(end, end + 4096).findIndex((e) => !Object.is(e, blank));
  if (beyond >= 0) expect.fail(`${what}: writes ${beyond} elements past its workspace of ${size} bytes`);
}

describe(`codegen: multiply (SEED=${seed})`, () => {
  const modules = DTYPES.flatMap((dtype) => [STRASSEN, k.flip.reduceAdditions(WINOGRAD), square(WINOGRAD)].map((s) => generate(binaryen, s, { dtype })));
  const rectangle: Scheme = { shape: [2, 1, 3], ring: "ZT", rank: 6, u: Int32Array.from({ length: 12 }, (_, i) => Number(i % 2 === Math.floor(i / 2) % 2)), v: Int32Array.from({ length: 18 }, (_, i) => Number(i % 3 === Math.floor(i / 6))), w: Int32Array.from({ length: 36 }, (_, i) => { const q = Math.floor(i / 6); return Number(i % 6 === Math.floor(q / 2) * 2 + q % 2); }) };
  const shape = fc.tuple(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 70 }));
  it.each([...modules, generate(binaryen, rectangle, { dtype: "f64" })].map((g) => [g.dtype, g.shape.join("×"), g.additions, g] as const))("%s %s with %i additions: any size, 0 to 3 levels", (_, __, ___, g) => {
    const random = new Random(seed), place = instance(g, 256);
    for (const dims of [[1, 1, 1], [2, 2, 2], [3, 2, 5], [16, 8, 8], [17, 9, 31], [64, 64, 64], [33, 65, 40]] as const) for (const levels of [0, 1, 2]) checkProduct(g, dims, levels, random, 16, place);
    for (const dims of [[0, 3, 2], [3, 0, 2], [3, 2, 0]] as const) checkProduct(g, dims, 1, random, 16, place);
    fc.assert(fc.property(shape, fc.integer({ min: -1, max: 3 }), (dims, levels) => { checkProduct(g, dims, levels, random, 16, place); }), { numRuns: 12, seed });
  });

  it("above 2 GiB", () => {
    const memory = new WebAssembly.Memory({ initial: 32768 + 64 }), g = modules[0]!, { exports } = new WebAssembly.Instance(new WebAssembly.Module(g.wasm as BufferSource), { env: { memory } });
    checkProduct(g, [9, 7, 10], 1, new Random(seed), 2 ** 31 - 64, { call: exports as Record<string, Call>, x: new Float32Array(memory.buffer), bytes: 4 });
  });

  it("floats within rounding of dense.gemm", () => {
    for (const dtype of ["f32", "f64"] as const) {
      const g = generate(binaryen, k.flip.reduceAdditions(WINOGRAD), { dtype }), n = 96, { call, x, bytes } = instance(g, 32), random = new Random(seed), size = n * n;
      for (let i = 0; i < 2 * size; i++) x[i] = 2 * random.unit() - 1;
      call["multiply"]!(n, n, n, 0, n, size * bytes, n, 2 * size * bytes, n, 3 * size * bytes, 2);
      k.scope((s) => {
        const C = k.dense.gemm(s.matrix(dtype, n, n), s.matrix(dtype, n, n, x.slice(0, size)), s.matrix(dtype, n, n, x.slice(size, 2 * size))).copy();
        const error = C.reduce((most, e, i) => Math.max(most, Math.abs(e - x[2 * size + i]!)), 0);
        expect(error).toBeLessThan(dtype === "f32" ? 2e-4 : 4e-13);
      });
    }
  });

  it("the workspace of sizes beyond memory is told, not wrapped", () => {
    const { call } = instance(modules[0]!);
    expect(call["workspace"]!(40000, 40000, 40000, 1)).toBeGreaterThan(3 * 7 * 4 * 20000 ** 2);
  });
});

describe("codegen: the module", () => {
  const line = k.flip.reduceAdditions(WINOGRAD);
  it("has the exports it lists, and its inner kernels as functions of their own", () => {
    for (const leaf of ["own", "import", "none"] as const) {
      const g = generate(binaryen, line, { leaf }), { call } = instance(g, 1, () => 0);
      for (const name of g.exports) expect(typeof call[name], name).toBe("function");
      expect(g.exports.includes("multiply")).toBe(leaf !== "none");
      expect(Object.keys(call).filter((name) => name.endsWith("_f32_ukr")).length).toBe(leaf === "own" ? 9 : 3);
    }
  });
  it("is the same from the same line, and reads as text", () => {
    const g = generate(binaryen, line, { dtype: "f64" });
    expect(generate(binaryen, { ...line }, { dtype: "f64" }).wasm).toEqual(g.wasm);
    expect(g.wat()).toContain("f64x2.add");
    expect(g).toMatchObject({ dtype: "f64", shape: [2, 2, 2], rank: 7, additions: 15 });
  });
  it("links with memories of any kind", () => {
    const module = new WebAssembly.Module(generate(binaryen, line).wasm as BufferSource);
    for (const limits of [{ initial: 1 }, { initial: 1, maximum: 1 }, { initial: 0, maximum: 65536 }]) new WebAssembly.Instance(module, { env: { memory: new WebAssembly.Memory(limits) } });
  });
  it("calls the leaf that it is given, once a product", () => {
    const calls: number[][] = [], { call } = instance(generate(binaryen, line, { leaf: "import" }), 8, (...values) => { calls.push(values); return 0; });
    call["multiply"]!(9, 8, 8, 0, 8, 4096, 8, 8192, 8, 12288, 1);
    expect(calls.length).toBe(8);
    expect(calls.every((values) => values.length === 11)).toBe(true);
    expect(calls[0]!.slice(0, 3)).toEqual([4, 4, 4]);
    // The row left over: 1×8×8, not added.
    expect(calls[7]!.slice(0, 10)).toEqual([1, 8, 8, 8 * 8 * 4, 8, 4096, 8, 8192 + 8 * 8 * 4, 8, 0]);
  });
});

describe("codegen: refusals", () => {
  const half: Scheme = { ...WINOGRAD, ring: "Q", denominators: { u: new Int32Array(28).fill(2), v: new Int32Array(28).fill(1), w: new Int32Array(28).fill(1) } };
  it.each<[string, () => unknown, string, RegExp]>([
    ["no compiler", () => generate({} as never, WINOGRAD), "dtype", /^codegen\.generate: binaryen is no compiler, expected what import binaryen from "binaryen" gives$/],
    ["half a compiler", () => generate({ Module: class {} } as never, WINOGRAD), "dtype", /binaryen is no compiler/],
    ["an unknown option", () => generate(binaryen, WINOGRAD, { type: "f32" } as GenerateOptions), "option", /unknown option type, expected one of dtype, leaf/],
    ["another dtype", () => generate(binaryen, WINOGRAD, { dtype: "i8" as "i32" }), "option", /dtype is "i8", expected one of "f32", "f64", "i32"/],
    ["another leaf", () => generate(binaryen, WINOGRAD, { leaf: "mine" as "own" }), "option", /leaf is "mine"/],
    ["no scheme", () => generate(binaryen, null as never), "dtype", /s is null, expected a Scheme/],
    ["a scheme modulo 2", () => generate(binaryen, { ...WINOGRAD, ring: "Z2", u: WINOGRAD.u.map(Math.abs), v: WINOGRAD.v.map(Math.abs), w: WINOGRAD.w.map(Math.abs) }), "unsupported", /s\.ring is Z2, expected ZT, Z or Q: flip\.lift brings a scheme there/],
    ["a structured target", () => generate(binaryen, { shape: [1, 1, 1], ring: "ZT", target: "gt", rank: 1, u: Int32Array.of(1), v: Int32Array.of(1), w: Int32Array.of(1) }), "unsupported", /s\.target is "gt", expected a general product/],
    ["halves with i32", () => generate(binaryen, half, { dtype: "i32" }), "option", /dtype is i32, but s has the coefficient 1\/2/],
    ["a program that is not the scheme's", () => generate(binaryen, { ...k.flip.reduceAdditions(WINOGRAD), scheme: STRASSEN }), "option", /s\.u does not compute output \d of the scheme/],
  ])("%s", (_, run, code, message) => {
    let error: { code?: string; message: string } = { message: "nothing thrown" };
    try { run(); } catch (e) { error = e as Error; }
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });
});
