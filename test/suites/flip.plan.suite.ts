// Plans: any scheme multiplies matrices of any size. Values, windows, memory, error bounds, refusals.
import { type Kernels, loadSync, type Matrix, type PlanOptions, type Scheme, type Scope, type StraightLine } from "lanewise";
import { type Dtype, entries, kronecker, largest, multiplies, plainProduct, scaled, sheared, standardScheme, strassen, winograd } from "../helpers/flip.plan.js";
import { frozen, guarded } from "../helpers/guard.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { loose } from "../helpers/guard.refusal.js";
import { Random } from "../helpers/random.js";
import { equal, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Source = Scheme | StraightLine | readonly (Scheme | StraightLine)[];
type Body = (k: Kernels, s: Scope) => void;

const one = standardScheme(1, 1, 1), s223 = kronecker(strassen, standardScheme(1, 1, 3)), s322 = kronecker(standardScheme(3, 1, 1), strassen);
/** a1·b1 + a2·b2 with the factors 2a1 + 2a2 and a1 + a2: multiples, of which one is no whole multiple of the other. */
const proportional: Scheme = { shape: [1, 2, 1], ring: "Z", rank: 4, u: Int32Array.of(2, 2, 1, 1, 0, 1, 0, 1), v: Int32Array.of(1, 0, 1, 0, 1, 0, 0, 1), w: Int32Array.of(1, -1, -1, 1) };
const schemes: readonly (readonly [string, Scheme | StraightLine])[] = [
  ["1×1×1", one], ["standard 1×2×3", standardScheme(1, 2, 3)], ["standard 3×2×1", standardScheme(3, 2, 1)], ["Strassen", strassen], ["Winograd", winograd()], ["Winograd, an output again", winograd(true)],
  ["2×2×6:21", s223], ["6×2×2:21", s322], ["4×4×4:49", kronecker(strassen, strassen)], ["sheared", sheared(strassen, 3)], ["proportional", proportional],
];

/** One product in guarded windows, held against the plain one: exact for i32, within the bound for floats. */
export function tryPlan(k: Kernels, source: Source, options: PlanOptions, dtype: Dtype, m: number, inner: number, n: number, seed: number, what: string): void {
  const random = new Random(seed), a = entries(random, dtype, m * inner), b = entries(random, dtype, inner * n);
  const frame = { top: 1, left: random.int(0, 5), right: random.int(1, 4), bottom: 1 };
  k.scope((s) => {
    const A = guarded(s, dtype, m, inner, a, frame), B = guarded(s, dtype, inner, n, b, { ...frame, left: 1 }), C = guarded(s, dtype, m, n, new Float64Array(m * n).fill(dtype === "i32" ? -77 : NaN), frame);
    const unchanged = [frozen("A", A.matrix), frozen("B", B.matrix)], plan = k.flip.plan(source as Scheme, options), { used } = k.memory();
    const label = `${what} ${plan} ${JSON.stringify(options)} ${dtype} ${m}×${inner}×${n} seed=${seed}`;
    equal(plan.run(C.matrix, A.matrix, B.matrix), C.matrix, "what run returns");
    equal(k.memory().used, used, `${label}: memory().used`);
    const got = C.matrix.copy(), want = plainProduct(dtype, m, inner, n, a, b);
    if (dtype === "i32") same(got, Int32Array.from(want), label);
    else {
      const bound = plan.errorBound(m, inner, n, dtype) * largest(a) * largest(b);
      for (let i = 0; i < want.length; i++) ok(Math.abs(got[i]! - want[i]!) <= bound, `${label}: [${i}] is ${got[i]}, expected ${want[i]} ± ${bound}`);
    }
    for (const x of [A, B, C]) x.verify();
    for (const check of unchanged) check();
    plan.free();
  });
}

const values = (dtype: Dtype): Body => (k) => {
  const options: readonly PlanOptions[] = [{}, { levels: 2, strassen: 0 }, { strassen: 1, edges: "pad" }, { strassen: 1, edges: "peel" }, { leaf: 4 }];
  let seed = 1;
  for (const [name, scheme] of schemes) for (const o of options) {
    for (const [m, inner, n] of [[1, 1, 1], [5, 7, 9], [24, 24, 32], [33, 17, 41]] as const) tryPlan(k, scheme, o, dtype, m, inner, n, seed++, name);
  }
};

const empty: Body = (k) => {
  for (const dtype of ["f32", "f64", "i32"] as const) for (const edges of ["pad", "peel", "auto"] as const) {
    for (const [m, inner, n] of [[0, 3, 4], [3, 0, 4], [3, 4, 0], [0, 0, 0], [64, 0, 64], [2, 0, 8]] as const) tryPlan(k, strassen, { edges, strassen: 0 }, dtype, m, inner, n, 7, "empty");
  }
};

const mixed: Body = (k) => {
  for (const list of [[strassen, standardScheme(1, 2, 3)], [standardScheme(3, 1, 2), winograd(), strassen], [s223, s322]]) {
    for (const dtype of ["f32", "i32"] as const) for (const [m, inner, n] of [[50, 60, 70], [7, 90, 11]] as const) tryPlan(k, list, { strassen: 1 }, dtype, m, inner, n, 3, "mixed");
  }
  const plan = k.flip.plan([strassen, s223]);
  equal(plan.levels, 2, "levels");
  equal(plan.schemes[1]!.rank, 21, "the second scheme");
  equal(String(plan), "Plan 2×2×2:7 2×2×6:21");
  plan.free();
};

/** Sums with fractions: within the bound, and refused where they would have to be whole. */
const fractions: Body = (k, s) => {
  const scheme = scaled(strassen, new Random(5)), plan = k.flip.plan(scheme, { levels: 2 }), X = s.matrix("i32", 4, 4);
  for (const dtype of ["f32", "f64"] as const) for (const levels of [1, 2]) tryPlan(k, scheme, { levels }, dtype, 30, 40, 50, 9, "scaled");
  throws(() => plan.run(X, s.matrix("i32", 4, 4), s.matrix("i32", 4, 4)), { code: "unsupported", op: "plan.run", arg: "plan", message: /fractions/ });
  plan.free();
};

/** A whole scheme whose program has fractions: (a1 + a2)/2, twice. */
const halves: Body = (k) => {
  const scheme: Scheme = { shape: [1, 2, 1], ring: "Z", rank: 3, u: Int32Array.of(1, 1, 0, 1, 0, 1), v: Int32Array.of(1, 0, 1, 0, 0, 1), w: Int32Array.of(1, -1, 1) };
  const term = (index: number, coefficient: number): { index: number; coefficient: number } => ({ index, coefficient });
  const u = { inputs: 2, outputs: 3, steps: [{ out: -1, terms: [term(0, 0.5), term(1, 0.5)] }, { out: 0, terms: [term(2, 2)] }, { out: 1, terms: [term(1, 1)] }, { out: 2, terms: [term(1, 1)] }] };
  const v = { inputs: 2, outputs: 3, steps: [0, 0, 1].map((index, out) => ({ out, terms: [term(index, 1)] })) };
  const straight = (third: number): StraightLine => ({ scheme, additions: 3, u, v, w: { inputs: 3, outputs: 1, steps: [{ out: -1, terms: [term(0, third), term(1, -third)] }, { out: 0, terms: [term(3, 1 / third), term(2, 1)] }] } });
  tryPlan(k, straight(1), { levels: 2 }, "i32", 5, 40, 9, 1, "halves that cancel");
  tryPlan(k, straight(3), { levels: 2 }, "f64", 5, 40, 9, 1, "thirds");
};

/** Random entries of full range have errors far below the bound; entries made to cancel come nearer. 1 to 3 levels. */
const growth: Body = (k) => {
  for (const [scheme, size] of [[strassen, 64], [winograd(), 64], [standardScheme(2, 2, 2), 64], [sheared(strassen, 3), 64]] as const) {
    let last = 0;
    for (const levels of [1, 2, 3]) {
      const plan = k.flip.plan(scheme, { levels, strassen: 0 });
      tryPlan(k, scheme, { levels, strassen: 0 }, "f32", size, size, size, levels, "growth");
      const bound = plan.errorBound(size, size, size);
      ok(bound >= last, `the bound grows: ${bound} after ${last}`);
      last = bound;
      plan.free();
    }
  }
  // One level of Strassen's scheme: growth 12, leaves of 32; operands pass one addition each, C four at most.
  const plan = k.flip.plan(strassen, { strassen: 0 }), bound = plan.errorBound(64, 64, 64) / 2 ** -24 / (12 * 32);
  ok(bound > 32 && bound < 48, `depth ${bound}`);
  ok(plan.errorBound(64, 64, 64, "f64") < plan.errorBound(64, 64, 64), "f64 is finer");
  plan.free();
};

const memory: Body = (k, s) => {
  const plan = k.flip.plan(strassen, { levels: 2 }), [m, n, inner] = [300, 310, 290], C = s.matrix("f64", m, n), A = s.matrix("f64", m, inner), B = s.matrix("f64", inner, n);
  const { used } = k.memory(), bytes = plan.workspace(m, inner, n, "f64");
  plan.run(C, A, B);
  equal(k.memory().used, used, "used");
  ok(k.memory().peak >= used + bytes && k.memory().peak < used + bytes + 64, `peak is ${k.memory().peak}, expected ${used} + ${bytes}`);
  ok(bytes >= 8 * (m * inner + inner * n + m * n), "it holds the operands");
  ok(plan.workspace(30000, 30000, 30000) > 2 ** 32, "counted in doubles");
  equal(plan.bytes, 0, "bytes");
  plan.free();
  plan.free();
  throws(() => plan.run(C, A, B), { code: "freed", op: "plan.run" });
  throws(() => plan.workspace(1, 1, 1), { code: "freed", op: "plan.workspace" });
  throws(() => plan.errorBound(1, 1, 1), { code: "freed", op: "plan.errorBound" });
};

const tooLarge: Body = () => {
  const k = loadSync({ max: 4 << 20 }), A = k.matrix("f32", 450, 450), B = k.matrix("f32", 450, 450), C = k.matrix("f32", 450, 450), plan = k.flip.plan(strassen);
  const { used } = k.memory(), unchanged = frozen("C", C);
  throws(() => plan.run(C, A, B), { code: "capacity", op: "plan.run" });
  unchanged();
  equal(k.memory().used, used, "used");
  k.free();
};

const refusals: Body = (k, s) => {
  const plan = k.flip.plan(strassen), A = s.matrix("f32", 3, 4, new Float32Array(12).fill(1)), B = s.matrix("f32", 4, 5, new Float32Array(20).fill(2)), C = s.matrix("f32", 3, 5, new Float32Array(15).fill(3));
  const other = loadSync(), foreign = other.matrix("f32", 4, 5), whole = s.matrix("f32", 8, 8), gone = k.matrix("f32", 4, 5), unchanged = [frozen("A", A), frozen("B", B), frozen("C", C)];
  const run = loose(plan.run.bind(plan)), make = loose(k.flip.plan), w = winograd();
  gone.free();
  const op = "plan.run";
  throws(() => run(C, A, A), { code: "shape", op, arg: "B", message: "plan.run: B.rows is 3, expected 4 (A is 3×4)" });
  throws(() => run(B, A, B), { code: "shape", op, arg: "C" });
  throws(() => run(s.matrix("f32", 3, 4), A, B), { code: "shape", op, arg: "C" });
  throws(() => run(C, s.matrix("f64", 3, 4), B), { code: "dtype", op, arg: "A" });
  throws(() => run(s.matrix("u8", 3, 5), A, B), { code: "dtype", op, arg: "C" });
  throws(() => run(C, A, [1]), { code: "dtype", op, arg: "B" });
  throws(() => run(C, A, foreign), { code: "foreign", op, arg: "B" });
  throws(() => run(C, A, gone), { code: "freed", op, arg: "B" });
  throws(() => run(whole.sub(0, 0, 4, 4), whole.sub(0, 4, 4, 4), whole.sub(3, 3, 4, 4)), { code: "alias", op, arg: "C" });
  plan.run(whole.sub(0, 0, 4, 4), whole.sub(0, 4, 4, 4), whole.sub(4, 0, 4, 4) as Matrix<"f32">);

  const flip = "flip.plan";
  throws(() => make({ ...strassen, ring: "Z2", u: strassen.u.map(Math.abs), v: strassen.v.map(Math.abs), w: strassen.w.map(Math.abs) }), { code: "unsupported", op: flip, arg: "s", message: "flip.plan: s is over Z2, expected ZT, Z or Q: lift it first" });
  throws(() => make({ shape: [2, 2, 2], ring: "ZT", target: "sg", rank: 0, u: [], v: [], w: [] }), { code: "unsupported", op: flip, arg: "s" });
  throws(() => make([strassen, null]), { code: "dtype", op: flip, arg: "s[1]" });
  throws(() => make([]), { code: "option", op: flip, arg: "s" });
  throws(() => make([, strassen]), { code: "dtype", op: flip, arg: "s[0]" }); // a hole
  for (const [edges, code] of [["bogus", "option"], ["peel", "unsupported"]] as const) throws(() => k.flip.plan(k.flip.structured("gt", 2), { edges } as { edges: "peel" }), { code, op: flip, arg: "edges" });
  const deep = k.flip.plan(k.flip.standard(1, 1, 1));
  equal(deep.errorBound(1, 2 ** 25, 1), Infinity, "a bound of nothing");
  deep.free();
  throws(() => make([strassen], { levels: 2 }), { code: "option", op: flip, arg: "levels" });
  throws(() => make({ ...strassen, u: strassen.u.slice(1) }), { code: "shape", op: flip, arg: "s" });
  throws(() => make({ ...w, u: { ...w.u, steps: w.u.steps.slice(1) } }), { code: "option", op: flip, arg: "s.u" });
  throws(() => make({ ...w, v: { ...w.v, inputs: 3 } }), { code: "shape", op: flip, arg: "s.v", message: "flip.plan: s.v.inputs is 3, expected 4 (from the scheme)" });
  throws(() => make({ ...w, w: w.v }), { code: "shape", op: flip, arg: "s.w" });
  throws(() => make({ ...w, w: { ...w.w, steps: [{ out: 0, terms: [{ index: 0, coefficient: 2 }] }] } }), { code: "option", op: flip, arg: "s.w", message: "flip.plan: s.w does not compute output 0 of the scheme" });
  const malformed: readonly (readonly [unknown, string, RegExp])[] = [
    [null, "dtype", /steps is object/], [[null], "dtype", /steps\[0\] is no/], [[{}], "dtype", /steps\[0\] is no/], [[{ out: 0, terms: [null] }], "option", /index is undefined/],
    [[{ out: 0, terms: [{ index: 4, coefficient: 1 }] }], "option", /index is 4, expected an input or an earlier step, below 4/], [[{ out: 0, terms: [{ index: 0, coefficient: NaN }] }], "option", /coefficient is NaN/],
    [[w.u.steps[0], w.u.steps[0]], "option", /which an earlier step makes/],
  ];
  for (const [steps, code, message] of malformed) throws(() => make({ ...w, u: { ...w.u, steps } }), { code, op: flip, arg: "s.u", message });
  for (const [o, arg] of [[{ levels: 0 }, "levels"], [{ levels: 1.5 }, "levels"], [{ leaf: 0 }, "leaf"], [{ strassen: -1 }, "strassen"], [{ strassen: 11 }, "strassen"], [{ edges: "cut" }, "edges"], [{ depth: 1 }, "depth"]] as const) throws(() => make(strassen, o), { code: "option", op: flip, arg });
  throws(() => loose(plan.workspace.bind(plan))(1, -1, 1), { code: "option", op: "plan.workspace", arg: "k" });
  for (const check of unchanged) check();
  plan.free();
  other.free();
};

const cases: readonly (readonly [string, Body])[] = [
  ["every scheme and kind of edge, f32", values("f32")], ["likewise f64", values("f64")], ["likewise i32", values("i32")], ["empty products", empty], ["a scheme for each level", mixed], ["fractions", fractions], ["fractions in a program", halves],
  ["errors within the bound", growth], ["memory", memory], ["a product that does not fit", tooLarge], ["refusals", refusals],
];

export const suite: Suite = {
  name: "flip.plan",
  cases: [
    test("the schemes used here multiply", () => { for (const [name, x] of schemes) ok(multiplies("scheme" in x ? x.scheme : x), name); }),
    ...flavours().flatMap((variant) => cases.map(([name, body]) => test(`${variant}: ${name}`, () => withKernels(variant, body)))),
  ],
};
