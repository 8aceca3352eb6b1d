// Lifting through the public API: schemes made in code, reduced and bent, come back exact; what it refuses; memory as before.
import { type Kernels, loadSync, type Scheme } from "lanewise";
import { bent, congruent, laderman, naive, nested, reduced, restricted, strassen, written, wrong } from "../helpers/flip.lift.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { loose } from "../helpers/guard.refusal.js";
import { Random } from "../helpers/random.js";
import { equal, fail, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Body = (k: Kernels) => void;

/** Lifted, exact, of the same shape, frozen, and with the memory given back. Its ring, "null" if there is none. */
function lifted(k: Kernels, s: Scheme, what: string, o?: { steps?: number; to?: "ZT" | "Z" | "Q" }): string {
  const { used, handles } = k.memory(), before = [s.u, s.v, s.w].map((x) => x.slice()), got = k.flip.lift(s, o);
  equal(k.memory().used, used, `${what}: memory used`);
  equal(k.memory().handles, handles, `${what}: handles`);
  [s.u, s.v, s.w].forEach((x, i) => same(x, before[i]!, `${what}: the scheme given`));
  if (got === null) return "null";
  const fault = wrong(got);
  if (fault !== undefined) fail(`${what}: ${fault}`);
  if (s.ring === "Z2" || s.ring === "Z3") ok(congruent(got, s, s.ring === "Z2" ? 2 : 3), `${what}: terms are what they were`);
  same(got.shape, s.shape, `${what}: shape`);
  equal(got.rank, s.rank, `${what}: rank`);
  equal(got.target, s.target, `${what}: target`);
  ok(Object.isFrozen(got), `${what} is frozen`);
  const all = [...got.u, ...got.v, ...got.w], d = got.denominators;
  equal(got.ring, d !== undefined ? "Q" : all.some((c) => Math.abs(c) > 1) ? "Z" : "ZT", `${what}: ring`);
  if (d) ok([...d.u, ...d.v].every((x) => x === 1) && d.w.some((x) => x > 1), `${what}: fractions in w only`);
  return got.ring;
}

const known: Body = (k) => {
  const schemes: readonly (readonly [string, Scheme])[] = [
    ["1×1×1", naive(1, 1, 1)], ["2×3×4", naive(2, 3, 4)], ["strassen", strassen], ["laderman", laderman], ["strassen twice", nested(strassen, strassen)], ["strassen and 1×3×2", nested(strassen, naive(1, 3, 2))],
  ];
  for (const [name, s] of schemes) for (const p of [2, 3] as const) equal(lifted(k, reduced(s, p)!, `${name} modulo ${p}`), "ZT", `${name} modulo ${p}`);
};

const bends: Body = (k) => {
  const rings = new Set<string>();
  for (const [name, s, turns] of [["strassen", strassen, 12], ["laderman", laderman, 1], ["2×2×3", nested(strassen, naive(1, 1, 3)), 1]] as const) for (const p of [2, 3] as const) {
    for (let turn = 0; turn < turns; turn++) {
      const x = bent(s, new Random(100 * turn + p), p), what = `${name} modulo ${p}, bent ${turn}`, ring = lifted(k, x, what);
      rings.add(`${p} ${ring}`);
      ok(ring !== "null", `${what} lifts`);
      if (ring === "ZT") continue;
      equal(lifted(k, x, what, { to: "ZT" }), "null", `${what}, ternary wanted`);
      equal(lifted(k, x, what, { to: "Z" }), ring === "Z" ? "Z" : "null", `${what}, whole numbers wanted`);
    }
  }
  for (const ring of ["2 ZT", "2 Z", "3 ZT", "3 Q"]) ok(rings.has(ring), `some lift to ${ring}`);
};

const targets: Body = (k) => {
  const kinds = "gulskw", whole = nested(strassen, naive(1, 1, 1));
  for (const [name, s] of [["strassen", whole], ["naive", naive(3, 3, 3)]] as const) for (const a of kinds) for (const b of kinds) {
    if (a + b === "gg" || a + b === "uu") continue;
    for (const p of [2, 3] as const) ok(lifted(k, reduced(restricted(s, a + b), p)!, `${name} for ${a + b} modulo ${p}`) !== "null", `${name} for ${a + b} modulo ${p} lifts`);
  }
};

/** Terms that cancel modulo 2 leave more choices of sign than are right. */
const redundant: Body = (k) => {
  const twice = (s: Scheme, ...terms: readonly number[]): Scheme => {
    const more = (x: Int32Array): Int32Array => Int32Array.from([...x, ...terms.flatMap((q) => [...x.slice(q * x.length / s.rank, (q + 1) * x.length / s.rank)])]);
    return { ...s, rank: s.rank + terms.length, u: more(s.u), v: more(s.v), w: more(s.w) };
  };
  const two = reduced(strassen, 2)!;
  for (const terms of [[0, 0], [6, 6], [1, 1, 2, 2], [3, 3, 3, 3]]) ok(lifted(k, twice(two, ...terms), `terms ${terms} again`) !== "null", `terms ${terms} again`);
  const three = reduced(strassen, 3)!;
  ok(lifted(k, twice(three, 4, 4, 4), "three again modulo 3") !== "null", "three again modulo 3");
};

const others: Body = (k) => {
  for (const ring of ["ZT", "Z", "Q"] as const) {
    equal(lifted(k, { ...strassen, ring }, `strassen over ${ring}`), "ZT", ring);
    const doubled = { ...strassen, ring: "Q" as const, u: strassen.u.map((c) => 2 * c), w: strassen.w.slice(), denominators: { u: strassen.u.map(() => 1), v: strassen.v.map(() => 1), w: strassen.w.map(() => 2) } };
    const got = k.flip.lift(doubled);
    ok(got !== null && got.ring === "Q" && wrong(got) === undefined, "fractions stay");
    equal(k.flip.lift(doubled, { to: "Z" }), null, "fractions where whole numbers are wanted");
    equal(k.flip.lift(doubled, { to: "ZT" }), null, "fractions where ternary is wanted");
  }
  const x = reduced(laderman, 2)!, a = k.flip.lift(x)!, b = k.flip.lift(x)!;
  for (const f of ["u", "v", "w"] as const) same(a[f], b[f], `${f} the second time`);
  // Fractions that are not in lowest terms.
  const halves = { ...strassen, ring: "Q" as const, u: strassen.u.map((c) => 2 * c), denominators: { u: strassen.u.map((c) => c === 0 ? 5 : 2), v: strassen.v.map(() => 1), w: strassen.w.map(() => 1) } };
  equal(k.flip.lift(halves, { to: "ZT" })?.ring, "ZT", "2/2 and 0/5");
  same(k.flip.lift(halves)!.u, strassen.u, "lowest terms");
  // Residues −1 for 2, plain arrays, and a scheme that lies in wasm memory, which the call has to grow.
  const three = reduced(laderman, 3)!, minus = { ...three, u: three.u.map((c) => c === 2 ? -1 : c), v: [...three.v] as unknown as Int32Array };
  same(k.flip.lift(minus)!.u, k.flip.lift(three)!.u, "−1 for 2");
  const small = loadSync({ reserve: 65536 }), inside = { ...x, u: small.vector("i32", x.u).view, v: small.vector("i32", x.v).view, w: small.vector("i32", x.w).view };
  same(small.flip.lift(inside)!.w, a.w, "from wasm memory");
  small.free();
};

const refusals: Body = (k) => {
  const s = reduced(strassen, 2)!, { used, handles } = k.memory();
  const no = (code: string, arg: string, args: readonly unknown[], message?: string | RegExp): void => {
    throws(() => loose(k.flip.lift)(...args), { op: "flip.lift", code, arg, ...(message !== undefined && { message }) });
    equal(k.memory().used, used, "memory used");
    equal(k.memory().handles, handles, "handles");
  };
  for (const x of [undefined, null, 5, "2x2x2"]) no("dtype", "s", [x]);
  no("shape", "s", [{ ...s, shape: [2, 2] }]);
  no("shape", "s", [{ ...s, v: s.v.slice(1) }]);
  no("option", "s", [{ ...s, ring: "Z5" }]);
  no("option", "s", [{ ...s, u: s.u.map((c, i) => i === 3 ? 2 : c) }]);
  no("option", "s", [{ ...s, u: s.u.map((c, i) => i === 3 ? 1 - c : c) }], /^flip\.lift: s does not verify: \d+ of 64 equations fail over Z2$/);
  no("option", "s", [{ ...strassen, ring: "ZT", w: strassen.w.map((c) => -c) }], "flip.lift: s does not verify: 8 of 64 equations fail over ZT");
  for (const steps of [0, 21, 1.5, NaN, "3"]) no("option", "steps", [s, { steps }]);
  for (const to of ["Z2", "zt", 1]) no("option", "to", [s, { to }]);
  no("option", "depth", [s, { depth: 1 }], "flip.lift: unknown option depth, expected one of steps, to");
  equal(lifted(k, bent(strassen, new Random(3), 2), "one step", { steps: 1 }) !== "null", true, "one step");
  // 1×1×1 in no terms: nothing to lift, and wrong.
  no("option", "s", [{ ...written(1, 1, 1), ring: "Z2" }]);
  const poor = loadSync({ max: 131072 });
  throws(() => poor.flip.lift(reduced(nested(strassen, laderman), 2)!), { code: "capacity" });
  equal(poor.memory().used, 0, "after a failure");
  poor.free();
};

export const suite: Suite = {
  name: "flip.lift",
  cases: flavours().flatMap((variant) => ([
    ["known schemes", known], ["bent schemes", bends], ["structured targets", targets], ["redundant terms", redundant], ["other rings, and inputs of other kinds", others], ["refusals", refusals],
  ] as const).map(([name, body]) => test(`${name} (${variant})`, () => withKernels(variant, body)))),
};
