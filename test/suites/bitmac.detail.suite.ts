// Engines stepped cycle by cycle through the public API: the product, and a report that agrees with the counted one in every figure.
import type { Encoding, EngineReport, EngineSpec, Kernels, Scope } from "lanewise";
import { withKernels } from "../helpers/guard.kernels.js";
import { int8Reference, int8Values } from "../helpers/int8.js";
import { Random } from "../helpers/random.js";
import { equal, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

const encodings: readonly Encoding[] = ["complement", "sign-magnitude", "mbe", "ent", "naf"];
const dense = ["systolic-os", "systolic-ws", "cube", "adder-tree", "matrix-2d"] as const;
const slices = ["opt3", "opt4c", "opt4e"] as const;
const figures = [
  "cycles", "idealCycles", "syncCycles", "drainCycles", "bubbleCycles", "mapping", "macs", "partialProducts", "skippedZeroDigits", "carryPropagatingAdds", "compressorOps", "encoderUses",
] as const satisfies readonly (keyof EngineReport)[];

function specs(random: Random, kind: EngineSpec["kind"], encoding: Encoding): EngineSpec[] {
  if (kind === "opt3" || kind === "opt4c" || kind === "opt4e") return (["rtl", "ideal"] as const).map((rule) => ({ kind, encoding, rule, columns: random.int(1, 5), rows: random.int(1, 6) }));
  return (["mac", "opt1", "opt2"] as const).map((pe) => ({
    kind, pe, encoding, m: random.int(1, 5), n: random.int(1, 5), ...((kind === "cube" || kind === "adder-tree" || pe === "opt2") && { k: random.int(1, 7) }),
  }));
}

function agreement(k: Kernels, kind: EngineSpec["kind"]): void {
  const random = new Random(kind.length * 7 + 1);
  for (const encoding of encodings) for (let turn = 0; turn < 8; turn++) for (const spec of specs(random, kind, encoding)) k.scope((s) => {
    const [m, n, p] = [random.int(1, 9), random.int(1, 9), random.int(1, 22)], spread = random.pick(["any", "any", "extreme", "least"] as const), empty = random.pick([0, 0, 0.6, 1]);
    const a = int8Values(random, "i8", m * p, spread).map((x) => (random.chance(empty) ? 0 : x)), b = int8Values(random, "i8", p * n, spread);
    const A = s.matrix("i8", m, p, a), B = s.matrix("i8", p, n, b), C = s.matrix("i32", m, n), engine = k.bitmac.engine(spec), what = `${engine} ${m}×${n}×${p}`;
    const got = engine.run(A, B, { detail: "carry-save", C }), want = engine.run(A, B), { trace } = got;
    same(C.copy(), Int32Array.from(int8Reference({ m, n, k: p, a, b, transA: false, transB: false, zeroA: 0, zeroB: 0 })), `${what}: product`);
    same(figures.map((f) => got[f]), figures.map((f) => want[f]), `${what}: ${figures.join(", ")}`);
    same(Object.values(got.utilization), Object.values(want.utilization), `${what}: utilization`);
    ok(trace !== undefined && want.trace === undefined, `${what}: a trace where it was asked for`);
    equal(trace.sum.length, got.cycles * trace.lanes, `${what}: words`);
    equal(trace.carry.length, got.cycles * trace.lanes, `${what}: words`);
    ok(trace.ready.length === m * n && trace.ready.every((t) => t <= got.cycles), `${what}: results are final before the end`);
  });
}

/** 91·1 + 7·(−2) on one element, digits −1, −1, 2, 1 and −1, 2, 0, 0: words worked out by hand. */
function byHand(k: Kernels, s: Scope): void {
  const A = s.matrix("i8", 1, 2, [91, 7]), B = s.matrix("i8", 2, 1, [1, -2]);
  const { trace, cycles } = k.bitmac.engine({ kind: "systolic-os", pe: "opt1", m: 1, n: 1, encoding: "mbe" }).run(A, B, { detail: "carry-save" });
  equal(cycles, 3, "cycles");
  same(trace!.sum.map((x, t) => x + trace!.carry[t]!), [0, 91, 77], "sums of the pair");
  const slice = k.bitmac.engine({ kind: "opt3", columns: 1, rows: 1, encoding: "ent" }).run(A, B, { detail: "carry-save" });
  // Positions 0 to 3 of 91 and 7 are (−1, −1), (−1, 2), (2, 0), (1, 0): pairs −1 + 2, −1 − 4, 2, 1. Digits issue in cycles 0 to 5 and arrive three later.
  equal(slice.cycles, 6 + 4 + 1, "cycles");
  same(slice.trace!.sum.map((x, t) => x + slice.trace!.carry[t]!), [0, 0, 0, -1, 1, -1, -5, 2, 1, 0, 0], "sums of the pair");
  same(slice.trace!.ready, [10], "ready");
}

function refused(k: Kernels, s: Scope): void {
  const A = s.matrix("i8", 300, 300), C = s.matrix("i32", 300, 300, new Int32Array(90000).fill(9));
  throws(() => k.bitmac.engine({ kind: "cube", m: 4, n: 4, k: 4 }).run(A, A, { detail: "carry-save", C }), { code: "option", op: "bitmac.engine.run", arg: "detail", message: /more than 65536 cycles on 64 accumulators, expected a smaller product or detail "counts"/ });
  ok(C.copy().every((x) => x === 9), "C after the refusal");
  // Long rows: refused for what they would take, before anything of it is done; and zeros, which take nothing but have to be looked at.
  const ones = s.matrix("i8", 1, 5_000_000).set(new Int8Array(5_000_000).fill(85)), B = s.matrix("i8", 5_000_000, 1), zeros = s.matrix("i8", 1, 5_000_000);
  const started = Date.now();
  for (const kind of ["opt3", "opt4c", "opt4e"] as const) for (const rule of ["rtl", "ideal"] as const) for (const A of [ones, zeros]) {
    throws(() => k.bitmac.engine({ kind, rule, columns: 1, rows: 1, encoding: "naf" }).run(A, B, { detail: "carry-save" }), { code: "option", arg: "detail", message: /more than \d+ cycles on 1 accumulators|encode 5000000 operands, expected at most 4194304/ });
  }
  throws(() => k.bitmac.engine({ kind: "opt4c", rule: "ideal", columns: 1, rows: 1, encoding: "naf" }).run(ones.sub(0, 0, 1, 4_000_000), B.sub(0, 0, 4_000_000, 1), { detail: "carry-save" }), { code: "option", arg: "detail", message: /more than 4194304 cycles/ });
  ok(Date.now() - started < 5000, `${Date.now() - started} ms for refusals`);
}

export const suite: Suite = {
  name: "bitmac.detail",
  cases: [
    ...[...dense, ...slices].map((kind) => test(`${kind} stepped is what was counted`, () => withKernels("simd", (k) => agreement(k, kind)))),
    test("words by hand", () => withKernels("simd", byHand)),
    test("too large to trace", () => withKernels("simd", refused)),
  ],
};
