// Symmetric searches through the public API: ranks reached, schemes exact and symmetric, resumed as if never stopped, what is refused; memory as before.
import { type Kernels, loadSync, type Scheme } from "lanewise";
import { brent } from "../helpers/flip.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { loose } from "../helpers/guard.refusal.js";
import { equal, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Body = (k: Kernels) => void;
const C3 = { symmetry: "C3" } as const, BOTH = { symmetry: "C3xZ2" } as const;

/** A matrix with ones in these places of its diagonal. */
function diagonal(n: number, ...places: number[]): Int32Array { const x = new Int32Array(n * n); for (const i of places) x[i * (n + 1)] = 1; return x; }

/** What must hold of any step: the scheme is right, and the shift of its terms (and their reflection) is the same set of terms. */
function holds(k: Kernels, what: string, n: number, s: Scheme, reflected: boolean): void {
  const N = n * n, cut = (x: Int32Array, t: number): string => x.slice(t * N, (t + 1) * N).join(""), back = (x: string): string => [...x].reverse().join("");
  same(s.shape, [n, n, n], `${what}: shape`);
  equal(s.ring, "Z2", `${what}: ring`);
  ok(k.flip.verify(s).ok, `${what} verifies`);
  if (n < 4) ok(brent(s).ok, `${what} verifies by the definition`);
  const all = Array.from({ length: s.rank }, (_, t) => [cut(s.u, t), cut(s.v, t), cut(s.w, t)] as const), set = all.map((t) => t.join()).sort();
  same(all.map(([u, v, w]) => [v, w, u].join()).sort(), set, `${what}: shifted`);
  if (reflected) same(all.map((t) => t.map(back).join()).sort(), set, `${what}: reflected`);
}

const ranks: Body = (k) => {
  const before = k.memory();
  for (const [n, o, rank, flips] of [[1, C3, 1, 0], [2, C3, 7, 1e5], [2, BOTH, 7, 1e5], [3, C3, 23, 1e6], [3, { ...BOTH, cubes: [diagonal(3, 0, 1, 2)] }, 25, 1e6], [4, C3, 49, 5e6], [4, BOTH, 49, 5e6]] as const) {
    const what = `${n}, ${o.symmetry}`, step = k.flip.searchSymmetric(n, { ...o, flips, seed: 3, target: rank });
    equal(step.rank, rank, `${what}: rank`);
    equal(step.best.rank, rank, `${what}: rank of best`);
    holds(k, what, n, step.best, o.symmetry === "C3xZ2");
    equal(step.history.at(-1)!.rank, rank, `${what}: history`);
  }
  equal(k.memory().used, before.used, "memory used");
};

const starts: Body = (k) => {
  for (let n = 1; n <= 8; n++) for (const o of [C3, BOTH]) {
    const what = `${n}, ${o.symmetry}`, none = k.flip.searchSymmetric(n, { ...o, flips: 0, seed: 1 });
    equal(none.flips, 0, `${what}: flips`);
    holds(k, what, n, none.best, o.symmetry === "C3xZ2");
    if (n > 4) continue;
    const some = k.flip.searchSymmetric(n, { ...o, flips: 50000, seed: 1 });
    ok(some.rank <= none.rank, `${what}: no worse`);
    holds(k, `${what}, walked`, n, some.best, o.symmetry === "C3xZ2");
  }
  // Cubes beside the diagonal, in pairs that cancel; a cube that is there twice is not there.
  const odd = Int32Array.of(1, 1, 1, 0), other = Int32Array.of(0, 1, 1, 1);
  holds(k, "two cubes", 2, k.flip.searchSymmetric(2, { ...BOTH, flips: 50000, seed: 1, cubes: [odd, other] }).best, true);
  holds(k, "a cube twice", 2, k.flip.searchSymmetric(2, { ...C3, flips: 50000, seed: 1, cubes: [diagonal(2, 0, 1), odd, odd] }).best, false);
};

const resumed: Body = (k) => {
  const rules = { ...C3, seed: 11, walkers: 2, plusAfter: [500, 900], pathLimit: 60000 } as const, whole = k.flip.searchSymmetric(5, { ...rules, flips: 400000 });
  let state = k.flip.searchSymmetric(5, { ...rules, flips: 100000 }).state();
  for (const flips of [200000, 300000]) state = k.flip.searchSymmetric(5, { ...rules, flips, resume: { version: 1, json: state.json } }).state();
  const parts = k.flip.searchSymmetric(5, { ...rules, flips: 400000, resume: state });
  equal(parts.flips, whole.flips, "flips");
  same(parts.best.u, whole.best.u, "u");
  same(parts.best.w, whole.best.w, "w");
  equal(parts.state().json, whole.state().json, "state");
  holds(k, "resumed", 5, parts.best, false);
  throws(() => k.flip.searchSymmetric(5, { ...rules, ...BOTH, flips: 1, resume: state }), { code: "option", op: "flip.searchSymmetric", arg: "resume" });
  throws(() => k.flip.searchSymmetric(5, { ...rules, cubes: [diagonal(5, 0, 1, 2, 3, 4)], flips: 1, resume: state }), { code: "option", arg: "resume" });
};

const refusals: Body = (k) => {
  const { used } = k.memory(), good = { ...C3, flips: 1000, seed: 1 };
  const no = (code: string, arg: string, args: readonly unknown[], message?: string | RegExp): void => {
    throws(() => loose(k.flip.searchSymmetric)(...args), { op: "flip.searchSymmetric", code, arg, ...(message !== undefined && { message }) });
    equal(k.memory().used, used, "memory used");
  };
  for (const n of [0, 9, 2.5, "3", undefined]) no("option", "n", [n, good]);
  for (const symmetry of [undefined, "C4", "c3", 3]) no("option", "symmetry", [3, { ...good, symmetry }]);
  no("option", "cubes", [3, { ...good, cubes: [] }], "flip.searchSymmetric: entry (0, 0) is in 0 of the cubes, expected an odd number: the other terms come in threes");
  no("option", "cubes", [2, { ...good, cubes: [diagonal(2, 0, 1), Int32Array.of(0, 1, 0, 0)] }], "flip.searchSymmetric: entry (0, 1) is in 1 of the cubes, expected an even number: the other terms come in threes");
  no("option", "cubes", [3, { ...good, ...BOTH, cubes: [diagonal(3, 0, 1), diagonal(3, 2)] }], "flip.searchSymmetric: cubes are not the same set when every one is reversed, expected that of C3xZ2");
  for (const cubes of [null, 5, diagonal(3, 0)]) no("option", "cubes", [3, { ...good, cubes }]);
  no("dtype", "cubes", [3, { ...good, cubes: [[1, 0, 0, 0, 1, 0, 0, 0, 1]] }]);
  no("shape", "cubes", [3, { ...good, cubes: [diagonal(2, 0)] }], "flip.searchSymmetric: cubes[0] has 4 entries, expected 9 (3×3)");
  no("option", "cubes", [2, { ...good, cubes: [Int32Array.of(1, 0, 2, 1)] }], "flip.searchSymmetric: cubes[0][2] is 2, expected 0 or 1");
  no("option", "cubes", [2, { ...good, cubes: [diagonal(2, 0, 1), new Int32Array(4)] }]);
  no("option", "depth", [3, { ...good, depth: 1 }]);
  no("option", "flips", [3, { ...C3, seed: 1 }]);
  no("option", "seed", [3, { ...C3, flips: 1 }]);
  no("option", "resume", [3, { ...good, resume: { version: 1, json: "{}" } }]);
  const poor = loadSync({ max: 65536 });
  throws(() => poor.flip.searchSymmetric(8, good), { code: "capacity" });
  equal(poor.memory().used, 0, "after a failure");
  poor.free();
};

export const suite: Suite = {
  name: "flip.symmetric",
  cases: flavours().flatMap((variant) => ([["ranks", ranks], ["starts", starts], ["resumed", resumed], ["refusals", refusals]] as const).map(([name, body]) => test(`${name} (${variant})`, () => withKernels(variant, body)))),
};
