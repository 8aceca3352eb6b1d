// dense.gemmInt8, gemmInt8Requantized and packInt8: exact, so every comparison is to the bit, in every variant and on every engine.
import { type Kernels, loadSync, type Matrix, type Requantize, type Scope } from "lanewise";
import { type Flavour, flavours, withKernels } from "../helpers/guard.kernels.js";
import { guarded8, type Int8, int8BigReference, int8Reference, int8Values, type Int8Trial, limits, requantizeReference, tryInt8 } from "../helpers/int8.js";
import { Random } from "../helpers/random.js";
import { equal, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

const edges = [0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 13, 15, 16, 17, 19, 31, 33] as const;
/** Two blocks and a tail of rows, of columns and of k; single rows and columns past a block; all the ways a product is taken. */
const large = [
  [481, 9, 33], [241, 13, 3], [16, 1033, 5], [3, 4109, 9], [1, 4100, 20], [4100, 1, 20], [13, 17, 1037], [5, 9, 1100], [20, 20, 600], [60, 59, 61], [12, 15, 300], [100, 100, 100],
] as const;
const zeros = { i8: [0, -128, 127, 5], u8: [0, 255, 128, 7] } as const;

function products(variant: Flavour, more: (random: Random) => Partial<Int8Trial>): void {
  withKernels(variant, (kernels) => {
    const random = new Random(8);
    const run = (m: number, n: number, k: number): void => {
      const a = random.pick(["i8", "u8"] as const);
      const spread = random.pick(["any", "any", "extreme", "least", "seven"] as const);
      tryInt8(kernels, random.split(m * 10007 + n * 101 + k), {
        m, n, k, a, transA: random.chance(0.5), transB: random.chance(0.5), zeroA: random.pick(zeros[a]), zeroB: random.pick(zeros.i8),
        spreadA: spread, spreadB: random.pick(["any", spread] as const), ...more(random),
      });
    };
    // Every pair of edges in each two dimensions; the third wanders.
    for (const x of edges) for (const y of edges) {
      run(x, y, random.pick(edges));
      run(x, random.pick(edges), y);
      run(random.pick(edges), x, y);
    }
    for (const [m, n, k] of large) for (let i = 0; i < 3; i++) run(m, n, k);
  });
}

const outputs = (random: Random): Partial<Int8Trial> => {
  const dtype = random.pick(["i8", "u8"] as const);
  return { packed: random.chance(0.3), out: { dtype, perColumn: random.chance(0.5), bias: random.chance(0.5), relu: random.chance(0.3), zeroPoint: random.pick(zeros[dtype]) } };
};

/** The largest sums there are, at the largest k that is taken; one more is refused, before C is touched. */
function bounds(kernels: Kernels, s: Scope): void {
  for (const [a, zeroA, zeroB, most] of [["i8", 0, 0, 131071], ["u8", 0, 0, 65793], ["u8", 128, 0, 131071], ["u8", 255, 127, 33025], ["i8", -128, 127, 33025]] as const) {
    const options = { zeroPointA: zeroA, zeroPointB: zeroB };
    // The values furthest from the zero points, so that |sum| = most·reach·reach.
    const far = (dtype: Int8, zero: number): number => (zero - limits[dtype][0] >= limits[dtype][1] - zero ? limits[dtype][0] : limits[dtype][1]);
    const [x, y] = [far(a, zeroA), far("i8", zeroB)];
    for (const m of [1, 14]) {
      const A = s.matrix(a, m, most, new Int16Array(m * most).fill(x)) as Matrix<"i8">, B = s.matrix("i8", most, 2, new Int8Array(most * 2).fill(y));
      const want = (x - zeroA) * (y - zeroB) * most;
      ok(Math.abs(want) < 2 ** 31, "the bound keeps the sum in i32");
      same(kernels.dense.gemmInt8(s.matrix("i32", m, 2), A, B, options).copy(), new Int32Array(2 * m).fill(want), `${a} k=${most} m=${m}`);
    }
    const C = s.matrix("i32", 1, 1, [77]);
    const message = new RegExp(`k is ${most + 1}, expected at most ${most} `);
    throws(() => kernels.dense.gemmInt8(C, s.matrix(a, 1, most + 1) as Matrix<"i8">, s.matrix("i8", most + 1, 1), options), { code: "option", op: "dense.gemmInt8", arg: "A", base: RangeError, message }, "k past the bound");
    equal(C.view[0], 77, "C after the refusal");
  }
}

/** Rounding to even, saturation, ReLU before the zero point, sums past i32 through the bias. */
function rounding(kernels: Kernels, s: Scope): void {
  const sums = [-1000, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 1000];
  const one = s.matrix("i8", 1, 1, [1]), eye = s.vector("i32", sums);
  const row = (dtype: Int8, r: Omit<Requantize, "bias">): number[] => [...kernels.dense.gemmInt8Requantized(s.matrix(dtype, 1, sums.length) as Matrix<"i8">, s.matrix("i8", 1, 1), s.matrix("i8", 1, sums.length), { ...r, bias: eye }).copy()];
  same(row("i8", { scale: 0.5 }), [-128, -4, -3, -2, -2, -2, -1, 0, 0, 0, 1, 2, 2, 2, 3, 4, 127], "halves to even");
  same(row("i8", { scale: 0.5, zeroPoint: 1 }), [-128, -3, -2, -1, -1, -1, 0, 1, 1, 1, 2, 3, 3, 3, 4, 5, 127], "the zero point is added after rounding");
  same(row("u8", { scale: 0.5 }), [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 2, 3, 4, 255], "u8");
  same(row("i8", { scale: 0.5, zeroPoint: -100, activation: "relu" }), [-100, -100, -100, -100, -100, -100, -100, -100, -100, -100, -99, -98, -98, -98, -97, -96, 127], "relu");
  same(row("u8", { scale: 1e300, zeroPoint: 7 }), [...new Array<number>(8).fill(0), 7, ...new Array<number>(8).fill(255)], "a huge scale");
  same(row("i8", { scale: 0, zeroPoint: 3 }), new Array<number>(17).fill(3), "scale 0");
  // acc + bias is not cut to 32 bits: 2³¹ − 1 + 16129 and its negative.
  for (const [x, bias] of [[127, 2 ** 31 - 1], [-127, -(2 ** 31)]] as const) {
    const r = { scale: 2 ** -25, bias: s.vector("i32", [bias]) };
    same(kernels.dense.gemmInt8Requantized(s.matrix("i8", 1, 1), s.matrix("i8", 1, 1, [x]), s.matrix("i8", 1, 1, [127]), r).copy(), [Math.round((x * 127 + bias) * 2 ** -25)], "past i32");
  }
  same(kernels.dense.gemmInt8Requantized(s.matrix("i8", 1, 1), one, one, { scale: 2.5 }).copy(), [2], "2.5 → 2");
}

/** The reference in doubles is the reference in BigInt. */
function references(): void {
  const random = new Random(5);
  for (let i = 0; i < 40; i++) {
    const [m, n, k] = [random.int(0, 6), random.int(0, 6), random.int(0, 50)];
    const p = { m, n, k, a: int8Values(random, "u8", m * k, "extreme"), b: int8Values(random, "i8", k * n, "any"), transA: random.chance(0.5), transB: random.chance(0.5), zeroA: random.int(0, 255), zeroB: random.int(-128, 127) };
    same([...int8Reference(p)].map(BigInt), int8BigReference(p), `problem ${i}`);
  }
  same(requantizeReference([3, 5, -3, -5], 4, { dtype: "i8", scale: 0.5 }), [2, 2, -2, -2], "half even");
}

/** B may be freed or overwritten after packing; one packed B serves every height and zero point, i8 and u8. */
function packed(kernels: Kernels, s: Scope): void {
  const random = new Random(21);
  const [n, k] = [37, 70];
  for (const spread of ["any", "seven"] as const) for (const trans of [false, true]) {
    const b = int8Values(random, "i8", n * k, spread);
    const B = guarded8(s, "i8", trans ? n : k, trans ? k : n, b);
    const held = kernels.memory().handles;
    const P = kernels.dense.packInt8(B.matrix, { trans });
    equal(P.rows, k, "rows");
    equal(P.cols, n, "cols");
    equal(P.freed, false, "freed");
    equal(String(P), `PackedInt8 ${k}×${n}`, "toString");
    ok(P.bytes >= n * k && P.bytes < 2 * n * k, "about a byte an element");
    equal(kernels.memory().handles, held + 1, "a packed matrix is a handle of the user");
    B.matrix.set(new Int8Array(n * k));
    B.verify();
    for (const m of [0, 1, 2, 3, 12, 13, 64]) for (const dtype of ["i8", "u8"] as const) kernels.scope((t) => {
      const a = int8Values(random, dtype, m * k, "any");
      const zeroPointA = random.pick(zeros[dtype]), zeroPointB = random.pick(zeros.i8);
      const want = int8Reference({ m, n, k, a, b, transA: false, transB: trans, zeroA: zeroPointA, zeroB: zeroPointB });
      same(kernels.dense.gemmInt8(t.matrix("i32", m, n), t.matrix(dtype, m, k, a) as Matrix<"i8">, P, { zeroPointA, zeroPointB }).copy(), want.map((x) => x + 0), `m=${m}`);
    });
    P.free();
    P.free();
    P[Symbol.dispose]();
    equal(P.freed, true, "freed");
    equal(String(P), `PackedInt8 ${k}×${n} (freed)`, "toString");
    equal(kernels.memory().handles, held, "handles after free");
  }
  for (const [rows, cols] of [[0, 0], [0, 3], [3, 0]] as const) kernels.dense.packInt8(s.matrix("i8", rows, cols)).free();
}

/** Columns of one matrix may be input and output as long as they are others. */
function windows(kernels: Kernels, s: Scope): void {
  const whole = s.matrix("i8", 4, 10, int8Values(new Random(1), "i8", 40, "any"));
  const [A, B, C] = [whole.sub(0, 0, 4, 4), s.matrix("i8", 4, 3, [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]), whole.sub(0, 5, 4, 3)];
  const want = [...A.copy()].filter((_, i) => i % 4 < 3);
  same(kernels.dense.gemmInt8Requantized(C, A, B, { scale: 1 }).copy(), want, "columns 0..2 of A");
  const { gemmInt8Requantized } = kernels.dense;
  throws(() => gemmInt8Requantized(whole.sub(0, 3, 4, 3), A, B, { scale: 1 }), { code: "alias", op: "dense.gemmInt8Requantized", arg: "C" }, "C over A");
  throws(() => gemmInt8Requantized(B, A.sub(0, 0, 4, 4), B, { scale: 1 }), { code: "alias", arg: "C" }, "C is B");
}

function errors(kernels: Kernels, s: Scope): void {
  const A = s.matrix("i8", 3, 4), B = s.matrix("i8", 4, 5), C = s.matrix("i32", 3, 5), Q = s.matrix("u8", 3, 5), P = s.use(kernels.dense.packInt8(B));
  const { gemmInt8, gemmInt8Requantized, packInt8 } = kernels.dense as unknown as Record<string, (...args: unknown[]) => unknown>;
  const gone = s.matrix("i8", 3, 4), lost = kernels.dense.packInt8(B);
  gone.free();
  lost.free();
  const other = loadSync({ variant: "simd" });
  const shared: readonly (readonly [string, readonly unknown[], object])[] = [
    ["A f32", [s.matrix("f32", 3, 4), B], { code: "dtype", arg: "A", base: TypeError }],
    ["A a vector", [s.vector("i8", 12), B], { code: "dtype", arg: "A" }],
    ["B u8", [A, s.matrix("u8", 4, 5)], { code: "dtype", arg: "B", message: /B is u8, expected i8$/ }],
    ["B packed floats", [A, s.use(kernels.dense.pack(s.matrix("f32", 4, 5)))], { code: "dtype", arg: "B" }],
    ["B an array", [A, new Int8Array(20)], { code: "dtype", arg: "B" }],
    ["B.rows", [A, s.matrix("i8", 5, 5)], { code: "shape", arg: "B", base: RangeError, message: /B\.rows is 5, expected 4 \(A is 3×4, transA=false\)$/ }],
    ["packed B.rows", [A, s.use(kernels.dense.packInt8(s.matrix("i8", 5, 5)))], { code: "shape", arg: "B" }],
    ["B.cols, transB", [A, B, { transB: true }], { code: "shape", arg: "B", message: /B\.cols is 5, expected 4/ }],
    ["transA", [A, B, { transA: true }], { code: "shape" }],
    ["C.cols", [A, s.matrix("i8", 4, 6)], { code: "shape", arg: "C" }],
    ["transB, packed", [A, P, { transB: true }], { code: "unsupported", arg: "transB" }],
    ["A freed", [gone, B], { code: "freed", arg: "A", base: ReferenceError }],
    ["packed B freed", [A, lost], { code: "freed", arg: "B" }],
    ["A foreign", [other.matrix("i8", 3, 4), B], { code: "foreign", arg: "A" }],
    ["packed B foreign", [A, other.dense.packInt8(other.matrix("i8", 4, 5))], { code: "foreign", arg: "B" }],
    ["unknown key", [A, B, { zeroPoint: 1 }], { code: "option", arg: "zeroPoint" }],
    ["zeroPointA 128 of i8", [A, B, { zeroPointA: 128 }], { code: "option", arg: "zeroPointA" }],
    ["zeroPointA −1 of u8", [s.matrix("u8", 3, 4), B, { zeroPointA: -1 }], { code: "option", arg: "zeroPointA" }],
    ["zeroPointB 1.5", [A, B, { zeroPointB: 1.5 }], { code: "option", arg: "zeroPointB" }],
    ["transA 1", [A, B, { transA: 1 }], { code: "option", arg: "transA" }],
  ];
  const before = kernels.memory();
  for (const [what, [a, b, o], expected] of shared) {
    throws(() => gemmInt8!(C, a, b, o), { op: "dense.gemmInt8", ...expected } as never, what);
    throws(() => gemmInt8Requantized!(Q, a, b, { scale: 1 }, o), { op: "dense.gemmInt8Requantized", ...expected } as never, what);
  }
  for (const [what, c] of [["f32", s.matrix("f32", 3, 5)], ["packed", P], ["undefined", undefined]] as const) throws(() => gemmInt8!(c, A, B), { code: "dtype", op: "dense.gemmInt8", arg: "C" }, `C ${what}`);
  throws(() => gemmInt8!(s.matrix("i8", 3, 5), A, B), { code: "dtype", arg: "C" }, "C i8");
  throws(() => gemmInt8Requantized!(C, A, B, { scale: 1 }), { code: "dtype", arg: "C" }, "C i32");
  const wrong: readonly (readonly [unknown, object])[] = [
    [undefined, { code: "option", arg: "r" }], [{}, { code: "option", arg: "scale" }], [{ scale: -1 }, { code: "option", arg: "scale" }], [{ scale: NaN }, { code: "option", arg: "scale" }],
    [{ scale: Infinity }, { code: "option", arg: "scale" }], [{ scale: "1" }, { code: "dtype", arg: "scale" }], [{ scale: s.vector("f64", 5) }, { code: "dtype", arg: "scale" }],
    [{ scale: s.vector("f32", 4) }, { code: "shape", arg: "scale" }], [{ scale: s.vector("f32", [1, 1, NaN, 1, 1]) }, { code: "option", arg: "scale", message: /scale\[2\] is NaN/ }],
    [{ scale: 1, bias: s.vector("i32", 3) }, { code: "shape", arg: "bias" }], [{ scale: 1, bias: s.vector("f32", 5) }, { code: "dtype", arg: "bias" }], [{ scale: 1, zeroPoint: 256 }, { code: "option", arg: "zeroPoint" }],
    [{ scale: 1, zeroPoint: -1 }, { code: "option", arg: "zeroPoint" }], [{ scale: 1, activation: "gelu" }, { code: "option", arg: "activation" }], [{ scale: 1, zeropoint: 0 }, { code: "option", arg: "zeropoint" }],
  ];
  for (const [r, expected] of wrong) throws(() => gemmInt8Requantized!(Q, A, B, r), { op: "dense.gemmInt8Requantized", ...expected } as never, JSON.stringify(expected));
  for (const [what, args, expected] of [["u8", [s.matrix("u8", 2, 2)], { code: "dtype", arg: "B" }], ["packed", [P], { code: "dtype", arg: "B" }], ["transB", [B, { transB: true }], { code: "option", arg: "transB" }], ["freed", [gone], { code: "freed", arg: "B" }]] as const)
    throws(() => packInt8!(...args), { op: "dense.packInt8", ...expected }, `packInt8 ${what}`);
  equal(kernels.memory().used >= before.used, true, "no handle was lost");
  other.free();
}

/** Past the work after which the 7-bit kernels, where there are any, are timed and perhaps taken: 2^29 multiply-adds of one process. */
function patient(kernels: Kernels, s: Scope): void {
  const n = 512, random = new Random(29);
  const A = s.matrix("i8", n, n, int8Values(random, "i8", n * n, "any")), B = s.matrix("i8", n, n, int8Values(random, "i8", n * n, "seven")), C = s.matrix("i32", n, n);
  const want = kernels.dense.gemmInt8(C, A, B).copy();
  for (let i = 0; i < 6; i++) same(kernels.dense.gemmInt8(C, A, B).copy(), want, `product ${i}`);
  const short = s.matrix("i32", 13, n);
  same(kernels.dense.gemmInt8(short, A.sub(0, 0, 13, n), B).copy(), want.subarray(0, 13 * n), "thirteen rows");
}

export const suite: Suite = {
  name: "dense.int8",
  cases: [
    test("the references agree", references),
    ...flavours().flatMap((variant) => [
      test(`${variant} gemmInt8 equals the reference`, () => products(variant, () => ({}))),
      test(`${variant} gemmInt8 with a packed B equals the reference`, () => products(variant, () => ({ packed: true }))),
      test(`${variant} gemmInt8Requantized equals the reference`, () => products(variant, outputs)),
      test(`${variant} sums at the bound of k`, () => withKernels(variant, bounds)),
      test(`${variant} rounding and saturation`, () => withKernels(variant, rounding)),
      test(`${variant} a packed B is a handle of its own`, () => withKernels(variant, packed)),
      test(`${variant} windows of one matrix`, () => withKernels(variant, windows)),
      test(`${variant} after many products`, () => withKernels(variant, patient)),
      test(`${variant} errors`, () => withKernels(variant, errors)),
    ]),
  ],
};
