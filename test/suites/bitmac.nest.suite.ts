// The notation through the public API: nests and the steps between them compute the product, count what they do, and are refused where they must be.
import { type Kernels, type LoopNest, type NestStep, type Scope } from "lanewise";
import { DERIVATIONS, PLAIN, plainProduct, startOf } from "../helpers/bitmac.nest.js";
import { withKernels } from "../helpers/guard.kernels.js";
import { Random } from "../helpers/random.js";
import { equal, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

const derived = (k: Kernels, name: string): LoopNest => DERIVATIONS[name]!.reduce((nest, step) => nest.apply(step), k.bitmac.notation(startOf(name)));

function int8(random: Random, length: number): Int8Array {
  return Int8Array.from({ length }, (_, i) => (i % 5 === 0 ? [-128, 127, 0][i % 3]! : random.u32() >> 24));
}

/** The nest on m×k by k×n against the plain product. */
function computes(s: Scope, nest: LoopNest, [m, n, k]: readonly [number, number, number], what: string): void {
  const random = new Random(m * 100 + n * 10 + k), a = int8(random, m * k), b = int8(random, k * n);
  same(nest.run(s.matrix("i8", m, k, a), s.matrix("i8", k, n, b)), plainProduct(a, b, m, n, k), `${what}, ${m}×${n}×${k}`);
}

const engines = Object.keys(DERIVATIONS).map((name) => test(`${name}: derived, legal and exact, parts that do not divide`, () => withKernels("simd", (k, s) => {
  const nest = derived(k, name);
  ok(nest.legal, nest.text);
  equal(nest.check().length, 0, "faults");
  equal(k.bitmac.notation(nest.text).text, nest.text, "read again");
  for (const shape of [[1, 1, 1], [3, 2, 5], [17, 3, 18], [5, 33, 4], [2, 2, 67]] as const) computes(s, nest, shape, name);
})));

const exact = test("words wrap at 32 bits, extremes are exact, windows are read by their stride", () => withKernels("simd", (k, s) => {
  const nest = k.bitmac.notation(PLAIN.replace("mbe", "naf")), k1 = 4096;
  const low = s.matrix("i8", 1, k1, new Int8Array(k1).fill(-128)), high = s.matrix("i8", k1, 1, new Int8Array(k1).fill(-128));
  same(nest.run(low, high), [k1 * 16384], "−128·−128, 4096 times");
  const M = s.matrix("i8", 4, 9, int8(new Random(1), 36)), A = M.sub(1, 2, 2, 3), B = M.sub(0, 5, 3, 4);
  same(nest.run(A, B), plainProduct(A.copy(), B.copy(), 2, 4, 3), "windows");
  same(nest.run(s.matrix("i8", 2, 0), s.matrix("i8", 0, 3)), [0, 0, 0, 0, 0, 0], "K = 0");
  equal(nest.run(s.matrix("i8", 0, 2), s.matrix("i8", 2, 3)).length, 0, "M = 0");
  const outside = nest.apply({ kind: "reorder", order: ["K", "M"] });
  equal(outside.run(s.matrix("i8", 0, 2 ** 28), s.matrix("i8", 2 ** 28, 0)).length, 0, "nothing, 2²⁸ times");
  throws(() => nest.run(s.matrix("i8", 2 ** 20, 0), s.matrix("i8", 0, 2 ** 20)), { code: "shape", op: "bitmac.notation", arg: "A" });
}));

const either = test("B may be the encoded operand, BW may be split, names are free", () => withKernels("simd", (k, s) => {
  const nest = k.bitmac.notation(`BW = High * Low(2)   # pairs of digits
N = Nt * Np          # no size here
for K temporal
  for Nt temporal
    for Np spatial
      d = encode(B[k, n], sign-magnitude)
      for M spatial
        for High temporal
          for Low spatial
            x = map(A[m, k], d)
            y = shift(x)
          u, v = half_reduce(y over Low, K, High)
for M temporal
  for Nt temporal
    for Np temporal
      C[m, n] = add(u, v)
`);
  same(nest.check().map((f) => f.message), [], "faults");
  for (const shape of [[1, 1, 1], [3, 5, 4], [4, 2, 9]] as const) computes(s, nest, shape, "B encoded");
  const { encode, half_reduce: half, add } = nest.count({ M: 3, N: 5, K: 4, Np: 2 });
  same([encode!.instances, encode!.activations, encode!.uses], [2, 12, 20], "encode");
  same([half!.instances, half!.activations, half!.uses], [6, 48, 3 * 5 * 4 * 4 * 2], "half_reduce");
  same([add!.instances, add!.activations, add!.uses], [1, 18, 15], "add");
}));

const counted = test("counts: instances, activations, uses, by D, by NNZ and dense", () => withKernels("simd", (k) => {
  const nest = derived(k, "opt4c"), sizes = { M: 100, N: 70, K: 33 };
  const dense = nest.count(sizes).map!, all = nest.count({ ...sizes, D: 13200 }).map!, half = nest.count({ ...sizes, NNZ: 2 }).map!;
  same([dense.instances, dense.activations, dense.uses], [1024, 4 * 3 * 4 * 9 * 4, 100 * 70 * 33 * 4], "dense");
  same([all.activations, all.uses], [dense.activations, dense.uses], "every digit");
  same([half.activations, half.uses], [dense.activations / 2, dense.uses / 2], "half of the digits");
  const { encode, sync } = nest.count({ ...sizes, D: 100 });
  same([encode!.instances, encode!.uses], [32, 100 * 33 * 3], "encode: once a pass over N");
  same([sync!.instances, sync!.activations], [1, 12], "sync: once a group of rows and columns");
  equal(nest.count({ M: 0, N: 3, K: 4 }).map!.uses, 0, "nothing to do");
}));

const larger = test("parts larger than their operands: turns beyond the edge are neither taken nor bounded", () => withKernels("simd", (k, s) => {
  const specs = [
    { kind: "systolic-os", m: 256, n: 256 }, { kind: "systolic-ws", m: 512, n: 512, pe: "opt1" }, { kind: "cube", m: 16, n: 16, k: 4096 },
    { kind: "opt4c", columns: 1024, rows: 1024 }, { kind: "opt4e", columns: 1024, rows: 1024 },
  ] as const;
  for (const spec of specs) for (const shape of [[1, 1, 1], [8, 8, 8], [3, 5, 17]] as const) computes(s, k.bitmac.engine(spec).nest(), shape, spec.kind);
}));

/** K in n parts of two turns, all of them gathered by one tree. */
const deep = (n: number): string => {
  const parts = Array.from({ length: n }, (_, i) => `K${i}`), lines = [`K = ${parts.map((p, i) => (i > 0 ? `${p}(2)` : p)).join(" * ")}`];
  ["M", "N", ...parts].forEach((p, i) => lines.push(`${" ".repeat(i)}for ${p} spatial`));
  for (const [at, code] of [[n + 2, "code = encode(A[m, k], mbe)"], [n + 2, "for BW spatial"], [n + 3, "pp = map(B[k, n], code)"], [n + 3, "w = shift(pp)"], [2, `s, c = half_reduce(w over BW, ${parts.join(", ")})`], [2, "C[m, n] = add(s, c)"]] as const) lines.push(" ".repeat(at) + code);
  return `${lines.join("\n")}\n`;
};

const many = test("many parts, many lines: counted, run and read at once, bounds are typed", () => withKernels("simd", (k, s) => {
  const nest = k.bitmac.notation(deep(30));
  computes(s, nest, [2, 3, 37], "30 parts");
  equal(nest.count({ M: 3, N: 3, K: 1234567 }).half_reduce!.uses, 9 * (4 * 1234567 - 2), "a tree of everything");
  ok(!k.bitmac.notation(deep(36)).legal, "36 parts");
  ok(k.bitmac.notation("#\n".repeat(130000) + PLAIN).legal, "comments");
  ok(!k.bitmac.notation("M = MA * MB\n".repeat(20000) + PLAIN).legal, "splits");
  const open = k.bitmac.notation(deep(3).replace("K1(2) * K2(2)", "K1(65536) * K2"));
  throws(() => open.count({ M: 1, N: 1, K: 1, K2: 65536 }), { code: "option", op: "bitmac.notation", arg: "sizes" });
}));

const immutable = test("a step makes a new nest", () => withKernels("simd", (k) => {
  const plain = k.bitmac.notation(PLAIN), step: NestStep = { kind: "splitDim", dim: "K", into: ["KT", "KP"] };
  const next = plain.apply(step);
  equal(plain.text, PLAIN, "the first");
  equal(next.text.split("\n")[0], "K = KT * KP", "the second");
  equal(String(plain), PLAIN, "as a string");
  equal(k.memory().handles, 0, "handles");
}));

/** [nest, steps, lines the result has]. */
const OTHERS: readonly (readonly [string, readonly NestStep[], readonly string[]])[] = [
  ["systolic-os.opt1", [{ kind: "moveShiftOut" }], ["            s, c = half_reduce(pp over K)", "        for BW spatial", "        C[m, n] = add(w over BW)"]],
  ["cube.opt1", [{ kind: "reorder", loop: "BW", before: "KP" }, { kind: "moveShiftOut" }], ["            s, c = half_reduce(pp over KP, KT)"]],
  ["cube.opt1", [{ kind: "toTemporal", loop: "KP" }], ["            s, c = half_reduce(w over BW, KP, KT)"]],
  ["cube.opt1", [{ kind: "toTemporal", loop: "KP" }, { kind: "toSpatial", loop: "KP" }], ["          s, c = half_reduce(w over BW, KP, KT)"]],
  ["cube.mac", [{ kind: "toTemporal", loop: "KP" }], ["            q = accumulate(p over KP)"]],
  ["cube.mac", [{ kind: "toTemporal", loop: "KP" }, { kind: "deferAdd", loops: ["KP"] }], ["            s, c = half_reduce(w over BW, KP)", "          q = add(s, c)"]],
  ["opt3", [{ kind: "reorder", loop: "MP", before: "NT" }], ["  sync(MP)"]],
  ["opt4c", [{ kind: "reorder", order: ["MP", "MT", "NT"] }], ["sync(MP)"]],
  ["opt4e", [{ kind: "toTemporal", loop: "KL" }], ["                s, c = half_reduce(pp over KT, KL, KW)"]],
  ["systolic-os.mac", [{ kind: "toTemporal", loop: "BW" }], ["            s, c = half_reduce(w over BW)"]],
  ["systolic-os.mac", [{ kind: "hoistEncoder" }], ["        code = encode(A[m, k], mbe)", "      for NP spatial"]],
  ["systolic-ws.opt1", [{ kind: "deferAdd" }], ["          s, c = half_reduce(w over BW, KR, KT)", "      C[m, n] = add(s, c)"]],
  ["plain", [{ kind: "sparsify", loop: "BW" }], ["      nz = sparse(code over BW)", "      for BW temporal in nz"]],
  ["plain", [{ kind: "splitDim", dim: "BW", into: ["BT", "BP"], size: 2 }, { kind: "toSpatial", loop: "BP" }, { kind: "deferAdd", loops: ["K", "BT"] }], ["BW = BT * BP(2)", "        s, c = half_reduce(w over BP, K, BT)"]],
  ["plain", [{ kind: "splitDim", dim: "BW", into: ["BT", "BP"], size: 2 }, { kind: "toSpatial", loop: "BP" }, { kind: "deferAdd", loops: ["K"] }, { kind: "reorder", loop: "BT", before: "K" }, { kind: "moveShiftOut" }],
    ["          s, c = half_reduce(pp over K)", "      for BP spatial"]],
  ["plain", [{ kind: "hoistEncoder", loops: ["N"] }, { kind: "sparsify", loop: "BW" }, { kind: "toSpatial", loop: "M" }], ["sync(M)"]],
];

const others = test("steps that lead elsewhere: pairs kept for each weight, sparse bit weights, there and back", () => withKernels("simd", (k, s) => {
  for (const [name, steps, lines] of OTHERS) {
    const nest = steps.reduce((n, step) => n.apply(step), derived(k, name)), found = nest.text.split("\n");
    for (const line of lines) ok(found.includes(line), `${name}: no line "${line}" in\n${nest.text}`);
    ok(nest.legal, nest.text);
    computes(s, nest, [5, 3, 19], name);
  }
  const there = derived(k, "opt4e").apply({ kind: "toTemporal", loop: "KL" }), back = there.apply({ kind: "toSpatial", loop: "KL", reduce: "chain" });
  ok(!there.text.includes("sync(KL)"), "lanes one after another do not wait");
  equal(back.text, derived(k, "opt4e").text, "and back");
}));

const refused = test("refusals are typed and say where", () => withKernels("simd", (k, s) => {
  const op = "bitmac.notation", plain = k.bitmac.notation(PLAIN);
  throws(() => k.bitmac.notation("for M\n"), { code: "format", op, base: Error, message: 'bitmac.notation: line 1, column 6: the line ends, expected "temporal" or "spatial"' });
  throws(() => plain.apply({ kind: "moveShiftOut" }), { code: "option", op, arg: "step", base: RangeError, message: /deferAdd first$/ });
  throws(() => plain.apply(undefined as never), { code: "option", op, arg: "step" });
  throws(() => plain.count({ M: 1 }), { code: "option", op, arg: "N", message: "bitmac.notation: sizes lacks N, K" });
  throws(() => plain.run(s.matrix("i8", 2, 2), s.matrix("i8", 3, 2)), { code: "shape", op, arg: "B" });
  const faulty = k.bitmac.notation(PLAIN.replace("shift(pp)", "shift(qq)"));
  ok(!faulty.legal, "legal");
  equal(faulty.check()[0]!.line, 7, "line");
  throws(() => faulty.count({ M: 1, N: 1, K: 1 }), { code: "format", op, message: "bitmac.notation: count: line 7: qq is used before it is made" });
  const wrong = k.bitmac.notation(PLAIN.replace("w = shift(pp)", "w = add(pp)"));
  ok(!wrong.legal && /^C is not A·B/.test(wrong.check()[0]!.message), "what it computes");
}));

export const suite: Suite = { name: "bitmac.nest", cases: [...engines, exact, either, counted, larger, many, immutable, others, refused] };
