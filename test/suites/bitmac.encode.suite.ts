// Digit planes and counts of partial products through the public API: against the definitions, known tables, shapes, windows and refusals.
import { type Encoding, type Kernels, loadSync, type Matrix, type Scope, type Width } from "lanewise";
import { gaussianInt8 } from "lanewise/gallery";
import { numPPs } from "lanewise/plain";
import { counted, digits, ENCODINGS, expected, HISTOGRAMS, MEANS, planes, values, weights, WIDTHS } from "../helpers/bitmac.encode.js";
import { frozen } from "../helpers/guard.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { loose } from "../helpers/guard.refusal.js";
import { Random } from "../helpers/random.js";
import { equal, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Body = (k: Kernels, s: Scope) => void;

const all = (width: number): Int8Array => Int8Array.from({ length: 2 ** width }, (_, i) => i - 2 ** (width - 1));

const everyValue: Body = (k, s) => {
  for (const e of ENCODINGS) for (const width of WIDTHS) {
    const x = all(width), what = `${e}, ${width} bits`, got = k.bitmac.encode(s.matrix("i8", x.length, 1, x), e, { width });
    same(got.weights, weights(e, width), `${what}: weights`);
    equal(got.digits.length, planes(e, width), `${what}: planes`);
    x.forEach((v, i) => {
      const mine = got.digits.map((d) => d[i] as number);
      same(mine, digits(e, v, width), `${what}: digits of ${v}`);
      equal(mine.reduce((sum, d, p) => sum + d * (got.weights[p] as number), 0), v, `${what}: the value of the digits`);
      if (e === "naf") ok(mine.every((d, p) => d === 0 || !mine[p + 1]), `${v} has no neighbours that are not 0`);
    });
    const want = counted(e, x.length, 1, x, width), n = k.bitmac.numPPs(s.matrix("i8", x.length, 1, x), e, { width, detail: true });
    same(n.perChannel as Float64Array, want.perChannel, `${what}: terms of each value`);
    same(n.histogram as Uint32Array, want.histogram, `${what}: histogram`);
    same(n.perDigit as Uint32Array, want.perDigit, `${what}: by position`);
    equal(n.total, want.total, `${what}: total`);
    // A width that x would fit anyway changes the planes of complement only.
    if (e !== "complement") equal(k.bitmac.numPPs(s.vector("i8", x), e).total, want.total, `${what}: total as 8 bits`);
  }
};

const tables: Body = (k, s) => {
  for (const e of ENCODINGS) {
    const n = k.bitmac.numPPs(s.vector("i8", all(8)), e, { detail: true });
    same(n.histogram as Uint32Array, HISTOGRAMS[e], `${e}: histogram of all values`);
  }
  const booth = k.bitmac.numPPs(s.vector("i8", all(8)), "mbe", { detail: true }).histogram as Uint32Array;
  equal(booth.subarray(0, 4).reduce((sum, n) => sum + n, 0), 175, "values of at most three Booth terms: 68.4 %");
  for (const [x, want] of [[91, [-1, -1, 2, 1]], [124, [0, -1, 0, 2]], [-128, [0, 0, 0, -2]]] as const) same(k.bitmac.encode(s.vector("i8", [x]), "ent").digits.map((d) => d[0]), want, `EN-T digits of ${x}`);
};

/** Everything about one operand, which stays as it is. */
function trial(k: Kernels, X: Matrix<"i8">, e: Encoding, width: Width, what: string): void {
  const x = X.copy(), unchanged = frozen(what, X), { used } = k.memory(), want = counted(e, X.rows, X.cols, x, width);
  const { digits: got } = k.bitmac.encode(X, e, { width });
  got.forEach((plane, p) => {
    equal(plane.length, x.length, `${what}: length of plane ${p}`);
    for (let i = 0; i < x.length; i++) if (plane[i] !== table(e, width)[(x[i] as number) + 128]?.[p]) equal(plane[i], digits(e, x[i] as number, width)[p], `${what}: digit ${p} of element ${i}`);
  });
  const brief = k.bitmac.numPPs(X, e, { width }), full = k.bitmac.numPPs(X, e, { width, detail: true });
  equal(JSON.stringify(brief), JSON.stringify({ total: want.total, mean: want.mean }), `${what}: without detail`);
  equal(full.total, want.total, `${what}: total`);
  equal(full.mean, want.mean, `${what}: mean`);
  same(full.histogram as Uint32Array, want.histogram, `${what}: histogram`);
  same(full.perDigit as Uint32Array, want.perDigit, `${what}: by position`);
  same(full.perChannel as Float64Array, want.perChannel, `${what}: by row`);
  equal(k.memory().used, used, `${what}: memory used`);
  unchanged();
}

const known = new Map<string, number[][]>();
/** Digits of −128 … 127. */
function table(e: Encoding, width: number): number[][] {
  const key = `${e} ${width}`;
  const made = known.get(key) ?? Array.from({ length: 256 }, (_, i) => digits(e, i - 128, width));
  known.set(key, made);
  return made;
}

const lengths: Body = (k) => {
  for (const n of [0, 1, 15, 16, 17, 31, 32, 33, 47, 48, 49, 95, 96, 97, 143, 1023, 1025, 4079, 4080, 4081, 8191, 8192, 8193, 8209]) for (const e of ENCODINGS) k.scope((s) => {
    const x = values(new Random(n), n);
    trial(k, s.matrix("i8", 1, n, x), e, 8, `${e}, ${n} values`);
    const v = s.vector("i8", x), one = k.bitmac.numPPs(v, e, { detail: true });
    equal(one.total, counted(e, 1, n, x).total, `${e}, a vector of ${n}`);
    equal(one.perChannel?.length, 1, "rows of a vector");
    same(k.bitmac.encode(v, e).digits[1] as Int8Array, k.bitmac.encode(s.matrix("i8", 1, n, x), e).digits[1] as Int8Array, `${e}, a vector of ${n}`);
  });
};

/** Windows between values that would show in every count. */
const windows: Body = (k) => {
  const random = new Random(8);
  for (const [rows, cols] of [[0, 0], [0, 5], [5, 0], [1, 1], [3, 5], [7, 16], [5, 17], [2, 47], [3, 48], [4, 49], [9, 100], [100, 9], [33, 127], [3, 4095]] as const) for (const e of ENCODINGS) k.scope((s) => {
    const width = random.pick(WIDTHS), left = random.int(0, 17), right = random.int(0, 17), whole = s.matrix("i8", rows + 2, left + cols + right);
    whole.view.fill(-86);
    const X = whole.sub(1, left, rows, cols).set(values(random, rows * cols, width)), unchanged = frozen("the whole", whole);
    trial(k, X, e, width, `${e}, ${width} bits, ${rows}×${cols} of ${whole.rows}×${whole.cols}`);
    unchanged();
  });
};

/** Past the blocks of the kernels and the chunks of the planes. */
const large: Body = (k) => {
  const random = new Random(9);
  for (const [rows, cols, wide] of [[1, 32768, 0], [1, 32769, 0], [1, 49153, 0], [2, 65600, 3], [200, 200, 0], [3, 40001, 1], [40001, 3, 2], [8193, 5, 0]] as const) k.scope((s) => {
    const whole = s.matrix("i8", rows, cols + wide);
    whole.view.fill(-86);
    const X = whole.sub(0, 0, rows, cols).set(values(random, rows * cols)), x = X.copy();
    for (const e of ENCODINGS) {
      const what = `${e}, ${rows}×${cols}`, t = table(e, 8), of = Uint8Array.from(t, (d) => d.filter((z) => z !== 0).length);
      const got = k.bitmac.encode(X, e).digits, full = k.bitmac.numPPs(X, e, { detail: true });
      got.forEach((plane, p) => { for (let i = 0; i < x.length; i++) if (plane[i] !== (t[(x[i] as number) + 128] as number[])[p]) equal(plane[i], t[(x[i] as number) + 128]?.[p], `${what}: digit ${p} of ${i}`); });
      const total = x.reduce((sum, v) => sum + (of[v + 128] as number), 0);
      equal(k.bitmac.numPPs(X, e).total, total, `${what}: total`);
      equal(full.total, total, `${what}: total in detail`);
      equal(full.perDigit?.reduce((sum, n) => sum + n, 0), total, `${what}: sum by position`);
      equal(full.histogram?.reduce((sum, n, i) => sum + n * i, 0), total, `${what}: sum by value`);
      equal(full.histogram?.reduce((sum, n) => sum + n, 0), rows * cols, `${what}: elements`);
      for (const i of [0, rows >> 1, rows - 1]) equal(full.perChannel?.[i], x.subarray(i * cols, (i + 1) * cols).reduce((sum, v) => sum + (of[v + 128] as number), 0) / cols, `${what}: row ${i}`);
    }
  });
};

/** A normal matrix has the published means; other deviations have what integration gives, within six deviations of the draw. */
const means: Body = (k) => {
  const n = 512 * 512;
  for (const [sigma, ...list] of MEANS) k.scope((s) => {
    const X = s.matrix("i8", 512, 512, gaussianInt8(n, { sigma, seed: sigma }));
    ENCODINGS.forEach((e, i) => {
      const { mean, deviation } = expected(e, sigma), got = k.bitmac.numPPs(X, e).mean;
      // The table is printed to three digits, and rounds once more.
      ok(Math.abs(mean - (list[i] as number)) < 0.0011, `${e} at ${sigma}: expected ${mean}, the table says ${list[i]}`);
      ok(Math.abs(got - mean) < 6 * deviation / Math.sqrt(n), `${e} at ${sigma}: mean ${got}, expected ${mean}`);
    });
  });
  k.scope((s) => {
    const X = s.matrix("i8", 1024, 1024, gaussianInt8(1024 * 1024, { sigma: 24.27, seed: 1 })), ent = k.bitmac.numPPs(X, "ent").mean, mbe = k.bitmac.numPPs(X, "mbe").mean;
    for (const [got, want, what] of [[ent, 2.22, "EN-T"], [ent, 2.219, "EN-T"], [mbe, 2.41, "Booth"], [mbe, 2.411, "Booth"]] as const) ok(Math.abs(got - want) <= 0.01, `${what}: mean ${got}, expected ${want}`);
  });
};

const plain: Body = (k, s) => {
  const x = values(new Random(4), 1000);
  for (const e of ENCODINGS) {
    equal(JSON.stringify(numPPs(x, e)), JSON.stringify(k.bitmac.numPPs(s.vector("i8", x), e)), e);
    same(numPPs(x.subarray(3, 500), e, { detail: true }).histogram as Uint32Array, counted(e, 1, 497, x.subarray(3, 500)).histogram, `${e}, a window`);
  }
  equal(JSON.stringify(numPPs(new Int8Array(0), "ent")), JSON.stringify({ total: 0, mean: 0 }), "nothing");
  const no = (code: string, arg: string, args: readonly unknown[], message?: string): void => { throws(() => loose(numPPs)(...args), { op: "plain.numPPs", code, arg, ...(message !== undefined && { message }) }); };
  for (const wrong of [undefined, null, [1], new Uint8Array(2), new Int16Array(2)]) no("dtype", "x", [wrong, "mbe"]);
  no("option", "e", [x, "booth"]);
  no("option", "e", [x]);
  no("option", "axis", [x, "mbe", { axis: 1 }]);
  no("option", "x", [Int8Array.of(0, 9), "mbe", { width: 4 }], "plain.numPPs: x(1) is 9, expected -8 to 7 (width is 4)");
};

const refusals: Body = (k, s) => {
  const x = s.vector("i8", [1, 2, 3]), names = '"complement", "sign-magnitude", "mbe", "ent", "naf"', other = loadSync();
  for (const name of ["encode", "numPPs"] as const) {
    const no = (code: string, arg: string, args: readonly unknown[], message?: string): void => {
      const { used } = k.memory();
      throws(() => loose(k.bitmac[name])(...args), { op: `bitmac.${name}`, code, arg, ...(message !== undefined && { message: `bitmac.${name}: ${message}` }) });
      equal(k.memory().used, used, "memory used");
    };
    for (const wrong of [undefined, null, 3, [1, 2], new Int8Array(3), s.vector("u8", 3), s.matrix("i32", 2, 2)]) no("dtype", "x", [wrong, "mbe"]);
    no("option", "e", [x], `e is undefined, expected one of ${names}`);
    no("option", "e", [x, "booth"], `e is "booth", expected one of ${names}`);
    for (const wrong of [0, 1, 9, 2.5, NaN, "8", null]) no("option", "width", [x, "mbe", { width: wrong }]);
    no("option", "digits", [x, "mbe", { digits: 4 }]);
    no("option", "options", [x, "mbe", null]);
    no("option", "x", [x, "mbe", { width: 2 }], "x(1) is 2, expected -2 to 1 (width is 2)");
    // One value outside, anywhere, of each end.
    for (const width of [2, 3, 4, 5, 6, 7]) for (const at of [0, 15, 16, 33, 34, 100]) for (const v of [2 ** (width - 1), -(2 ** (width - 1)) - 1, 127, -128]) k.scope((s) => {
      const X = s.matrix("i8", 5, 40).sub(1, 2, 3, 34);
      X.view[Math.floor(at / 34) * 40 + at % 34] = v;
      no("option", "x", [X, "naf", { width }], `x(${Math.floor(at / 34)}, ${at % 34}) is ${v}, expected ${-(2 ** (width - 1))} to ${2 ** (width - 1) - 1} (width is ${width})`);
    });
    k.scope((s) => {
      const far = s.vector("i8", 200000);
      far.view[150001] = 99;
      no("option", "x", [far, "ent", { width: 7 }], "x(150001) is 99, expected -64 to 63 (width is 7)");
    });
    const gone = k.vector("i8", 2);
    gone.free();
    no("freed", "x", [gone, "ent"]);
    no("foreign", "x", [other.vector("i8", 2), "ent"]);
  }
  throws(() => loose(k.bitmac.numPPs)(x, "ent", { detail: 1 }), { op: "bitmac.numPPs", code: "option", arg: "detail" });
  other.free();
};

/** JS without room for the digits, as far as encode can tell. */
const crowded: Body = (k, s) => {
  const x = s.vector("i8", 12345), whole = globalThis.Int8Array, { used } = k.memory();
  globalThis.Int8Array = new Proxy(whole, { construct: (T, args: [number], as) => { if (args[0] === 12345) throw new RangeError("Array buffer allocation failed"); return Reflect.construct(T, args, as) as object; } });
  try {
    throws(() => k.bitmac.encode(x, "naf"), { op: "bitmac.encode", code: "capacity" }, "too large");
  } finally {
    globalThis.Int8Array = whole;
  }
  equal(k.memory().used, used, "memory used");
};

const bodies: Record<string, Body> = { crowded, "every value": everyValue, tables, lengths, windows, large, means, plain, refusals };

export const suite: Suite = {
  name: "bitmac.encode",
  cases: flavours().flatMap((variant) => Object.entries(bodies).map(([name, body]) => test(`${variant} ${name}`, () => withKernels(variant, body)))),
};
