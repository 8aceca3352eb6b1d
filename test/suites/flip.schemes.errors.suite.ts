// What the functions on schemes refuse, before anything is made: the error's class, code, argument and text, and memory as it was.
import type { Kernels, Scheme } from "lanewise";
import { strassen } from "../helpers/flip.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { loose } from "../helpers/guard.refusal.js";
import { equal, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Name = "verify" | "standard" | "structured" | "permute" | "project" | "extend" | "merge" | "product" | "sandwich" | "sandwichSearch" | "reduce" | "reduceRing" | "stability" | "gamma";
type Refuse = (name: Name, code: string, arg: string | undefined, args: readonly unknown[], message?: string) => void;

function refusing(k: Kernels): Refuse {
  return (name, code, arg, args, message) => {
    const { used, handles } = k.memory();
    throws(() => loose(k.flip[name] as never)(...args), { op: `flip.${name}`, code, ...(arg !== undefined && { arg }), ...(message !== undefined && { message: `flip.${name}: ${message}` }) });
    equal(k.memory().used, used, "memory used");
    equal(k.memory().handles, handles, "handles");
  };
}

/** Every function that takes a scheme checks it whole, under the name of its argument. */
const schemes = (k: Kernels): void => {
  const no = refusing(k), s = strassen(), long = (x: Int32Array): Int32Array => Int32Array.of(...x, 0), one = Int32Array.of(1, 0, 0, 1);
  const rest: Record<string, readonly unknown[]> = { verify: [], permute: [[0, 1, 2]], project: [0, 0], extend: [0], merge: [s, 0], product: [s], sandwich: [one, one, one], sandwichSearch: [], reduce: [], reduceRing: ["Z2"], stability: [], gamma: [] };
  for (const [name, others] of Object.entries(rest) as [Name, readonly unknown[]][]) {
    const arg = name === "merge" || name === "product" ? "a" : "s", bad = (code: string, x: unknown, message?: string): void => no(name, code, arg, [x, ...others], message === undefined ? undefined : `${arg}${message}`);
    bad("dtype", undefined, " is undefined, expected a Scheme");
    bad("dtype", null, " is null, expected a Scheme");
    bad("dtype", "222", " is string, expected a Scheme");
    bad("shape", { ...s, shape: [2, 2] }, ".shape is [2,2], expected three whole numbers from 1 to 128");
    for (const shape of [[0, 2, 2], [2, 2, 129], [2, 2.5, 2], [NaN, 2, 2], "222", undefined]) bad("shape", { ...s, shape });
    bad("option", { ...s, ring: "R" }, '.ring is "R", expected one of Z2, Z3, ZT, Z, Q');
    for (const target of ["gg", "x", "ux", "ugd", "UG", 3, ""]) bad("option", { ...s, target });
    bad("shape", { ...s, shape: [2, 2, 3], target: "ug" }, '.shape is 2×2×3, expected a cube for target "ug"');
    bad("shape", { shape: [1, 1, 1], ring: "ZT", target: "kg", u: [], v: [], w: [] });
    bad("shape", { ...s, u: long(s.u) }, ".u has 29 entries, expected a multiple of 4");
    bad("shape", { ...s, v: long(s.v) }, ".v has 29 entries, expected 28 (7 terms of 4)");
    bad("shape", { ...s, w: s.w.subarray(4) }, ".w has 24 entries, expected 28 (7 terms of 4)");
    for (const [shape, shown] of [[[2n, 2, 2], "2n,2,2"], [[[], {}, "2"], 'an array,an object,"2"']] as const) bad("shape", { ...s, shape }, `.shape is [${shown}], expected three whole numbers from 1 to 128`);
    const round: unknown[] = [2, 2];
    bad("shape", { ...s, shape: [...round, round] });
    for (const x of [3n, Symbol("x"), Object.create(null), () => 1]) { bad("option", { ...s, ring: x }); bad("option", { ...s, target: x }); bad("shape", { ...s, rank: x }); bad("shape", { ...s, shape: x }); }
    bad("shape", { ...s, rank: 7n }, ".rank is 7n, but u holds 7 terms");
    if (name === "verify") no(name, "dtype", "s.u", [{ ...s, u: [Object.create(null)] }], "s.u[0] is an object, expected a whole number of 32 bits");
    bad("shape", { ...s, rank: 8 }, ".rank is 8, but u holds 7 terms");
    const set = (f: "u" | "v" | "w", at: number, x: number): Scheme => { const y = s[f].slice(); y[at] = x; return { ...s, [f]: y }; };
    bad("option", set("v", 3, 2), ".v[3] is 2, which ring ZT does not have");
    bad("option", { ...set("u", 0, 3), ring: "Z3" }, ".u[0] is 3, which ring Z3 does not have");
    bad("option", { ...s, ring: "Z2" });
    const d = { u: s.u.map(() => 1), v: s.v.map(() => 1), w: s.w.map(() => 1) };
    bad("option", { ...s, denominators: d }, ".denominators belong to ring Q, this is ZT");
    bad("option", { ...s, ring: "Q", denominators: { ...d, w: d.w.map((_, i) => (i === 9 ? 0 : 1)) } }, ".denominators.w[9] is 0, expected 1 or more");
    bad("shape", { ...s, ring: "Q", denominators: { ...d, u: long(d.u) } }, ".denominators.u has 29 entries, expected 28");
    for (const wrong of [null, 3]) bad("dtype", { ...s, ring: "Q", denominators: wrong }, `.denominators is ${wrong === null ? "null" : "number"}, expected three Int32Arrays`);
    if (name === "verify") for (const [x, arg2] of [[[0.5], "s.u"], ["a", "s.u"], [NaN, "s.u"]] as const) no(name, "dtype", arg2, [{ ...s, u: x }]);
  }
  for (const name of ["merge", "product"] as const) no(name, "dtype", "b", [s, undefined, 0], "b is undefined, expected a Scheme");
};

const options = (k: Kernels): void => {
  const no = refusing(k), f = k.flip, s = strassen(), ug = f.structured("ug", 2), z2 = f.reduceRing(s, "Z2"), one = Int32Array.of(1, 0, 0, 1);
  for (const [at, arg] of (["n", "m", "p"] as const).entries()) for (const bad of [0, 129, 1.5, "2", undefined]) no("standard", "option", arg, [0, 1, 2].map((i) => (i === at ? bad : 2)));
  no("standard", "option", "ring", [2, 2, 2, "R"], 'ring is "R", expected one of "Z2", "Z3", "ZT", "Z", "Q"');
  no("standard", "shape", "n", [128, 128, 128], "the result has rank 2097152, expected at most 1048576");
  no("standard", "capacity", undefined, [64, 64, 64]);
  for (const target of ["gg", "", "gx", "ugd", undefined, 3]) no("structured", "option", "target", [target, 3]);
  no("structured", "shape", "n", ["sk", 1], "n is 1, expected 2 or more: a skew-symmetric matrix of size 1 is 0");
  no("structured", "option", "n", ["ug", 0]);
  for (const order of [undefined, [0, 1], [0, 1, 1], [0, 1, 3], "012", [0n, 1, 2]]) no("permute", "option", "order", [s, order]);
  for (const dim of [3, -1, "0", undefined]) for (const name of ["project", "extend"] as const) no(name, "option", "dim", [s, dim, 0]);
  no("merge", "option", "dim", [s, s, 3], "dim is 3, expected 0, 1 or 2");
  for (const index of [-1, 2, 0.5, undefined]) no("project", "option", "index", [s, 1, index]);
  no("project", "option", "index", [s, 1, 2], "index is 2, expected a whole number from 0 to 1");
  no("project", "shape", "s", [f.standard(1, 2, 2), 0, 0], "s.shape[0] is 1, expected 2 or more: a dimension would be left without an index");
  no("merge", "shape", "b", [s, f.standard(2, 3, 2), 0], "b.shape[1] is 3, expected 2 (a is 2×2×2, dim is 0)");
  no("extend", "shape", "b", [f.standard(1, 1, 128), 2]);
  for (const name of ["merge", "product"] as const) {
    no(name, "option", "b", [s, z2, 0].slice(0, name === "merge" ? 3 : 2), "b.ring is Z2, expected ZT, Z or Q (a.ring is ZT)");
    no(name, "option", "b", [z2, f.reduceRing(s, "Z3"), 0].slice(0, name === "merge" ? 3 : 2), "b.ring is Z3, expected Z2 (a.ring is Z2)");
  }
  for (const [name, rest] of [["permute", [[0, 1, 2]]], ["project", [0, 0]], ["extend", [0]], ["sandwich", [one, one, one]], ["sandwichSearch", []]] as const) no(name, "unsupported", "s", [ug, ...rest], 's.target is "ug", expected a general product');
  for (const name of ["merge", "product"] as const) { no(name, "unsupported", "a", [ug, s, 0].slice(0, name === "merge" ? 3 : 2)); no(name, "unsupported", "b", [s, ug, 0].slice(0, name === "merge" ? 3 : 2)); }
  no("product", "shape", "b", [f.standard(1, 1, 65), f.standard(1, 1, 2)], "the result is 1×1×130, expected dimensions up to 128");
  no("product", "option", "outer", [s, s, { outer: 1 }]);
  no("product", "dtype", "inner", [s, s, { inner: 1 }], "inner is number, expected a function");
  no("product", "shape", "inner", [f.standard(1, 1, 2), s, { inner: () => s }], "inner is 2×2×2, expected 2×2×4");
  no("product", "option", "inner", [f.standard(1, 1, 2), s, { inner: () => ({ ...f.standard(2, 2, 4), ring: "Q" }) }], "inner.ring is Q, expected one within ZT");
  const huge = { ...f.standard(1, 1, 1, "Z"), u: Int32Array.of(2 ** 30) };
  no("product", "unsupported", "b", [huge, huge], "a coefficient of the result passes 32 bits");
};

const matrices = (k: Kernels): void => {
  const no = refusing(k), f = k.flip, s = strassen(), one = Int32Array.of(1, 0, 0, 1);
  for (const [at, arg] of (["x", "y", "z"] as const).entries()) {
    const given = (bad: unknown): readonly unknown[] => [s, ...[0, 1, 2].map((i) => (i === at ? bad : one))];
    for (const bad of [undefined, null, [1, 0, 0, 1], new Float64Array(4)]) no("sandwich", "dtype", arg, given(bad));
    no("sandwich", "shape", arg, given(new Int32Array(9)), `${arg}.length is 9, expected 4 (2×2)`);
    no("sandwich", "singular", arg, given(Int32Array.of(1, 2, 2, 4)), `${arg} is singular, expected an invertible matrix`);
    equal(throws(() => f.sandwich(s, ...(given(Int32Array.of(1, 2, 2, 4)).slice(1) as [Int32Array, Int32Array, Int32Array])), { code: "singular" })["column" as never], 1 as never, "column");
  }
  no("sandwich", "singular", "x", [f.reduceRing(s, "Z2"), Int32Array.of(1, 1, 1, -1), one, one], "x is singular modulo 2, expected an invertible matrix");
  no("sandwichSearch", "option", "minimise", [s, { minimise: "additions" }]);
  no("sandwichSearch", "option", "minimise", [f.reduceRing(s, "Z2"), { minimise: "growth" }], 'minimise is "growth", expected "nnz" (s.ring is Z2)');
  no("sandwichSearch", "option", "tries", [s, { tries: 0 }]);
  no("sandwichSearch", "option", "seed", [s, { seed: -1 }]);
  no("sandwichSearch", "option", "rounds", [s, { rounds: 1 }]);
  for (const ring of ["ZT", undefined, "Q"]) no("reduceRing", "option", "ring", [s, ring]);
  no("reduceRing", "option", "s", [f.reduceRing(s, "Z2"), "Z3"], "s.ring is Z2, which has no map to Z3");
  const halves = { ...s, ring: "Q", denominators: { u: s.u.map((_, i) => (i === 3 ? 6 : 1)), v: s.v.map(() => 1), w: s.w.map(() => 1) } };
  for (const ring of ["Z2", "Z3"]) no("reduceRing", "option", "s", [halves, ring], `s.u[3] is 1/6, which has no residue in ${ring}`);
  for (const ring of ["Z2", "Z3"] as const) no("stability", "option", "s", [f.reduceRing(s, ring)], `s.ring is ${ring}, expected ZT, Z or Q: coefficients of a finite field have no size`);
  no("gamma", "unsupported", "s", [s], "s is a general product, expected a structured scheme");
  no("gamma", "shape", "s", [f.structured("ug", 1)], "s.shape is 1×1×1, expected n of 2 or more: there is no recursion");
};

const bodies: Record<string, (k: Kernels) => void> = { "what is no scheme": schemes, "dimensions, rings, options": options, "matrices, residues, measures": matrices };

export const suite: Suite = {
  name: "flip.schemes.errors",
  cases: flavours().slice(0, 1).flatMap((variant) => Object.entries(bodies).map(([name, body]) => test(name, () => withKernels(variant, (k) => body(k))))),
};
