// Matrices of few bits and their products through the public API: all widths and kinds against the slow way, shapes, guards, and refusals.
import type { BitMatrix, BitsOptions, Dtype, Kernels, Matrix, Scope } from "lanewise";
import { type Bits, FORMS, limitsOf, multiply, nameOf, valuesOf } from "../helpers/bitmac.bits.js";
import { frozen, guarded } from "../helpers/guard.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { loose } from "../helpers/guard.refusal.js";
import { Random } from "../helpers/random.js";
import { equal, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Body = (k: Kernels, s: Scope) => void;

const optionsOf = ({ signed, binary }: Bits): BitsOptions => binary ? { binary } : signed ? {} : { signed };

/** The values in the middle of a larger matrix, as bits. */
function made(k: Kernels, s: Scope, form: Bits, rows: number, cols: number, values: readonly number[], u8 = limitsOf(form)[1] > 127): BitMatrix {
  const x = guarded(s, (u8 ? "u8" : "i8") as "i8", rows, cols, values), before = frozen("x", x.matrix);
  const bits = s.use(k.bitmac.bits(x.matrix, form.width, optionsOf(form)));
  before();
  same([bits.rows, bits.cols, bits.width, bits.signed, bits.binary], [rows, cols, form.width, form.signed, form.binary], "what it is");
  return bits;
}

function trial(k: Kernels, random: Random, m: number, n: number, kk: number, fa: Bits, fb: Bits): void {
  k.scope((s) => {
    const a = valuesOf(random, fa, m * kk), b = valuesOf(random, fb, kk * n), u8 = (f: Bits): boolean => limitsOf(f)[1] > 127 || (limitsOf(f)[0] === 0 && random.chance(0.5));
    const A = made(k, s, fa, m, kk, a, u8(fa)), B = made(k, s, fb, kk, n, b, u8(fb)), C = guarded(s, "i32", m, n);
    C.matrix.set(new Int32Array(m * n).fill(-1));
    const what = `${nameOf(fa)}·${nameOf(fb)} ${m}×${kk}×${n} seed=${random.seed}`;
    ok(k.bitmac.gemmBits(C.matrix, A, B) === C.matrix, `${what}: C comes back`);
    // A right operand may have packed itself: that stays, and is all.
    const { used } = k.memory();
    C.matrix.set(new Int32Array(m * n).fill(-1));
    k.bitmac.gemmBits(C.matrix, A, B);
    equal(k.memory().used, used, `${what}: memory`);
    same(C.matrix.copy(), multiply(m, n, kk, a, b), what);
    C.verify();
  });
}

const pairs: Body = (k) => {
  const random = new Random(11);
  for (const fa of FORMS) for (const fb of FORMS) trial(k, random, random.int(0, 20), random.int(0, 36), random.int(0, 140), fa, fb);
};

const INNER = [0, 1, 7, 8, 9, 31, 32, 33, 127, 128, 129, 991, 992, 993, 2 * 992 + 5];

const small: Body = (k) => {
  const random = new Random(12), forms = FORMS.filter((f) => f.width <= 2);
  for (const kk of INNER) for (const n of [0, 1, 15, 16, 17, 31, 33]) trial(k, random, random.int(1, 5), n, kk, random.pick(forms), random.pick(forms));
  for (const m of [0, 1, 2, 31, 32, 33, 65]) for (const fa of forms) trial(k, random, m, 19, 40, fa, random.pick(forms));
};

/** Large enough for bits to be the faster way, on either side. */
const large: Body = (k) => {
  const random = new Random(15), one = FORMS.filter((f) => f.width <= 2);
  for (const fa of FORMS) trial(k, random, 67, 90, 200, fa, random.pick(one));
  for (const fb of FORMS) trial(k, random, 90, 67, 200, random.pick(one), fb);
};

/** Sums at their greatest and least. */
const extremes: Body = (k, s) => {
  const kk = 1025, ends = (f: Bits, m: number, n: number): BitMatrix[] => limitsOf(f).map((x) => made(k, s, f, m, n, new Array<number>(m * n).fill(x)));
  const rows = FORMS.map((f) => ends(f, 2, kk)), columns = FORMS.map((f) => ends(f, kk, 17)), C = s.matrix("i32", 2, 17);
  for (const [i, fa] of FORMS.entries()) for (const [j, fb] of FORMS.entries()) for (const [x, y] of [[0, 0], [0, 1], [1, 1]] as const) {
    const a = limitsOf(fa)[x]!, b = limitsOf(fb)[y]!;
    C.set(new Int32Array(34).fill(-1));
    same(k.bitmac.gemmBits(C, rows[i]![x]!, columns[j]![y]!).copy(), new Int32Array(34).fill(kk * a * b), `${nameOf(fa)}·${nameOf(fb)}, all ${a} and ${b}`);
  }
};

/** More than gemmInt8 may sum: the widths allow more. */
const long: Body = (k, s) => {
  const kk = 140003, random = new Random(13);
  for (const [fa, fb] of [["s5", "u6"], ["u8", "s1"], ["u8", "±1"], ["s7", "u2"], ["s1", "u8"]] as const) {
    const [f, g] = [FORMS.find((x) => nameOf(x) === fa)!, FORMS.find((x) => nameOf(x) === fb)!];
    trial(k, random, 1, 2, kk, f, g);
  }
  const seven = FORMS.find((x) => nameOf(x) === "s7")!;
  for (const inner of [131072, 135000]) {
    trial(k, random, 3, 9, inner, seven, seven);
    k.scope((t) => {
      const A = made(k, t, seven, 1, inner, new Array<number>(inner).fill(-64)), B = made(k, t, seven, inner, 8, new Array<number>(inner * 8).fill(-64));
      same(k.bitmac.gemmBits(t.matrix("i32", 1, 8), A, B).copy(), new Int32Array(8).fill(4096 * inner), `-64s, ${inner}`);
    });
  }
  const wide = s.use(k.bitmac.bits(s.matrix("i8", 1, 131072), 8)), tall = s.use(k.bitmac.bits(s.matrix("i8", 131072, 1), 8));
  throws(() => k.bitmac.gemmBits(s.matrix("i32", 1, 1), wide, tall), { code: "option", op: "bitmac.gemmBits", arg: "A", message: "bitmac.gemmBits: k is 131072, expected at most 131071 (|a| ≤ 128, |b| ≤ 128, sums are i32)" }, "k");
};

/** One matrix on both sides, used often, after its source has changed. */
const reused: Body = (k, s) => {
  const random = new Random(14), form = FORMS[2] as Bits, x = valuesOf(random, form, 40 * 40), source = s.matrix("i8", 40, 40, x);
  const X = s.use(k.bitmac.bits(source, form.width)), C = s.matrix("i32", 40, 40);
  source.view.fill(99);
  for (let turn = 0; turn < 3; turn++) same(k.bitmac.gemmBits(C, X, X).copy(), multiply(40, 40, 40, x, x), "X·X");
};

const named: Body = (k, s) => {
  const names: string[] = [];
  for (const form of [FORMS[0], FORMS[5], FORMS[16]] as Bits[]) names.push(String(made(k, s, form, 2, 3, valuesOf(new Random(1), form, 6))));
  same(names, ["BitMatrix 2×3 of 1 bit, signed", "BitMatrix 2×3 of 3 bits, unsigned", "BitMatrix 2×3 of ±1"], "names");
  const { used, handles } = k.memory(), one = k.bitmac.bits(s.matrix("i8", 64, 64), 2);
  const { bytes } = one;
  // The source is 4096 bytes; values, twice two planes of 512, and sums.
  same([bytes, k.memory().used - used - 4096, k.memory().handles - handles], [4096 + 4 * 512 + 512, bytes, 2], "memory");
  one.free();
  one.free();
  ok(one.freed, "freed");
  equal(k.memory().used, used + 4096, "given back");
};

/** Weights stored by output channel. */
const transposed: Body = (k) => {
  const random = new Random(16);
  for (const form of FORMS) for (const [m, n, kk] of [[0, 3, 4], [3, 0, 4], [1, 1, 1], [5, 17, 33], [20, 31, 40]] as const) k.scope((s) => {
    const other = random.pick(FORMS), a = valuesOf(random, other, m * kk), w = valuesOf(random, form, n * kk), dtype = (limitsOf(form)[1] > 127 ? "u8" : "i8") as "i8";
    const W = guarded(s, dtype, n, kk, w), before = frozen("W", W.matrix), { used } = k.memory(), B = s.use(k.bitmac.bits(W.matrix, form.width, { ...optionsOf(form), trans: true }));
    before();
    same([B.rows, B.cols, k.memory().used - used], [kk, n, B.bytes], "shape and memory");
    const b = Array.from({ length: kk * n }, (_, at) => w[at % n * kk + Math.floor(at / n)]!);
    same(k.bitmac.gemmBits(s.matrix("i32", m, n), made(k, s, other, m, kk, a), B).copy(), multiply(m, n, kk, a, b), `${nameOf(other)}·${nameOf(form)}ᵀ`);
  });
  k.scope((s) => {
    throws(() => k.bitmac.bits(s.matrix("i8", 2, 3, [0, 0, 0, 0, 0, 9]), 3, { trans: true }), { code: "option", op: "bitmac.bits", arg: "x", message: "bitmac.bits: x(1, 2) is 9, expected -4 to 3 (width is 3, signed is true)" }, "as stored");
    throws(() => loose(k.bitmac.bits)(s.matrix("i8", 2, 3), 3, { trans: 1 }), { code: "option", op: "bitmac.bits", arg: "trans" }, "trans");
  });
};

/** A right operand packs its values at its first product, and lets all go with itself. */
const packed: Body = (k, s) => {
  const x = s.matrix("i8", 64, 64), C = s.matrix("i32", 64, 64), { used } = k.memory(), A = k.bitmac.bits(x, 8), B = k.bitmac.bits(x, 8), { bytes } = B;
  const sizes = [0, 1, 2].map(() => (k.bitmac.gemmBits(C, A, B), B.bytes));
  ok(sizes[0]! >= bytes && sizes[0]! <= bytes + 2 * 64 * 64, `${bytes} bytes, then ${sizes[0]}`);
  same(sizes, new Array(3).fill(sizes[0]), "sizes");
  equal(A.bytes, bytes, "the left operand");
  A.free();
  B.free();
  equal(k.memory().used, used, "given back");
};

const refused: Body = (k, s) => {
  const { used } = k.memory(), bits = loose(k.bitmac.bits), gemm = loose(k.bitmac.gemmBits);
  const x = s.matrix("i8", 2, 20), u = s.matrix("u8", 2, 20), held = k.memory();
  const at = (dtype: "i8" | "u8", value: number, index: number, width: unknown, o: unknown, message: string): void => {
    const m = dtype === "i8" ? x : u;
    m.view.fill(o !== undefined && "binary" in (o as object) ? 1 : 0)[index] = value;
    throws(() => bits(m, width, o), { code: "option", op: "bitmac.bits", arg: "x", message: `bitmac.bits: ${message}` }, message);
  };
  at("i8", 4, 0, 3, undefined, "x(0, 0) is 4, expected -4 to 3 (width is 3, signed is true)");
  at("i8", -5, 39, 3, {}, "x(1, 19) is -5, expected -4 to 3 (width is 3, signed is true)");
  at("i8", 1, 17, 1, { signed: true }, "x(0, 17) is 1, expected -1 to 0 (width is 1, signed is true)");
  at("i8", -1, 20, 8, { signed: false }, "x(1, 0) is -1, expected 0 to 255 (width is 8, signed is false)");
  at("i8", 0, 21, 1, { binary: true }, "x(1, 1) is 0, expected −1 or 1 (binary is true)");
  at("i8", -2, 3, 1, { binary: true }, "x(0, 3) is -2, expected −1 or 1 (binary is true)");
  at("u8", 255, 37, 1, { binary: true }, "x(1, 17) is 255, expected −1 or 1 (binary is true)");
  at("u8", 128, 38, 8, undefined, "x(1, 18) is 128, expected -128 to 127 (width is 8, signed is true)");
  at("u8", 2, 6, 1, { signed: false }, "x(0, 6) is 2, expected 0 to 1 (width is 1, signed is false)");
  x.view.fill(0);

  const wrong = (what: string, args: readonly unknown[], want: { code: string; arg: string; message?: string }): void => {
    throws(() => bits(...args), { op: "bitmac.bits", ...want } as never, what);
  };
  for (const width of [0, 9, 2.5, "3", undefined]) wrong(`width ${String(width)}`, [x, width], { code: "option", arg: "width" });
  wrong("width 9", [x, 9], { code: "option", arg: "width", message: "bitmac.bits: width is 9, expected a whole number from 1 to 8" });
  wrong("binary", [x, 2, { binary: true }], { code: "option", arg: "width", message: "bitmac.bits: width is 2, expected 1 (binary is true)" });
  wrong("unsigned binary", [x, 1, { binary: true, signed: false }], { code: "option", arg: "signed" });
  wrong("signed", [x, 1, { signed: 1 }], { code: "option", arg: "signed" });
  wrong("unknown", [x, 1, { sign: true }], { code: "option", arg: "sign" });
  wrong("dtype", [s.matrix("i16" as Dtype, 0, 0), 1], { code: "dtype", arg: "x" });
  wrong("vector", [s.vector("i8", 0), 1], { code: "dtype", arg: "x" });
  wrong("null", [null, 1], { code: "dtype", arg: "x" });

  const A = s.use(k.bitmac.bits(x, 2)), B = s.use(k.bitmac.bits(s.matrix("i8", 20, 3), 2)), C = s.matrix("i32", 2, 3);
  const bad = (what: string, args: readonly unknown[], want: { code: string; arg: string; message?: string }): void => {
    throws(() => gemm(...args), { op: "bitmac.gemmBits", ...want } as never, what);
  };
  bad("inner", [C, A, A], { code: "shape", arg: "B", message: "bitmac.gemmBits: B.rows is 2, expected 20 (A is 2×20)" });
  bad("rows", [s.matrix("i32", 3, 3), A, B], { code: "shape", arg: "C", message: "bitmac.gemmBits: C.rows is 3, expected 2 (A is 2×20)" });
  bad("cols", [s.matrix("i32", 2, 4), A, B], { code: "shape", arg: "C", message: "bitmac.gemmBits: C.cols is 4, expected 3 (B is 20×3)" });
  bad("C", [s.matrix("f32", 2, 3), A, B], { code: "dtype", arg: "C" });
  bad("A", [C, x, B], { code: "dtype", arg: "A", message: "bitmac.gemmBits: A is Matrix<i8> 2×20, expected a BitMatrix" });
  bad("packed", [C, A, s.use(k.dense.packInt8(s.matrix("i8", 20, 3)))], { code: "dtype", arg: "B", message: "bitmac.gemmBits: B is PackedInt8 20×3, expected a BitMatrix" });
  bad("B", [C, A, undefined], { code: "dtype", arg: "B" });
  const gone = k.bitmac.bits(x, 2);
  gone.free();
  bad("freed", [C, gone, B], { code: "freed", arg: "A" });
  ok(held.used > used, "something is held");
};

const foreign: Body = (k, s) => {
  for (const variant of flavours()) withKernels(variant, (other, t) => {
    const A = t.use(other.bitmac.bits(t.matrix("i8", 2, 2), 1)), B = s.use(k.bitmac.bits(s.matrix("i8", 2, 2), 1));
    throws(() => k.bitmac.gemmBits(s.matrix("i32", 2, 2), A, B), { code: "foreign", op: "bitmac.gemmBits", arg: "A" }, "A");
    throws(() => k.bitmac.gemmBits(s.matrix("i32", 2, 2), B, A), { code: "foreign", op: "bitmac.gemmBits", arg: "B" }, "B");
    throws(() => k.bitmac.bits(t.matrix("i8", 2, 2), 1), { code: "foreign", op: "bitmac.bits", arg: "x" }, "x");
  });
};

/** Memory that cannot grow: what was taken before is given back. */
const full: Body = (k) => {
  k.scope((s) => {
    const x: Matrix<"i8"> = s.matrix("i8", 4000, 1000), { used, handles } = k.memory();
    throws(() => k.bitmac.bits(x, 2), { code: "capacity", op: "bitmac.bits" }, "bits");
    same([k.memory().used, k.memory().handles], [used, handles], "memory");
  });
};

const bodies: readonly (readonly [string, Body, object?])[] = [
  ["every pair of forms", pairs], ["inner sizes, few columns and rows", small], ["larger ones", large], ["extremes", extremes], ["a long inner dimension", long],
  ["one matrix, both sides", reused], ["what it says and holds", named], ["packed once", packed], ["transposed", transposed], ["refusals", refused], ["other instances", foreign], ["no memory", full, { max: 147 << 16 }],
];

export const suite: Suite = {
  name: "bitmac.bits",
  cases: flavours().flatMap((variant) => bodies.map(([name, body, options]) => test(`${name} (${variant})`, () => withKernels(variant, body, options)))),
};
