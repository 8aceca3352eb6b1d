// Addition counts and straight-line programs through the public API: each program against its scheme written out, known counts, refusals.
import { type Kernels, type LinearProgram, type Ring, type Scheme, type StraightLine } from "lanewise";
import { additionsOf, agree, general, type Lengths, mapsOf, matrixOf, sample, square, STRASSEN, WINOGRAD } from "../helpers/flip.additions.js";
import { Random } from "../helpers/random.js";
import { equal, ok, throws } from "./assert.js";
import { kernels } from "./instance.js";
import type { Suite } from "./suite.js";

/** Programs that compute what the scheme says, counted right, with steps that only look back and name every output once. */
function sound(s: Scheme, line: StraightLine, lengths: Lengths, what: string): void {
  const maps = mapsOf(s, lengths), rank = s.u.length / lengths.u;
  for (const [f, inputs, outputs] of [["u", lengths.u, rank], ["v", lengths.v, rank], ["w", rank, lengths.w]] as const) {
    const p: LinearProgram = line[f];
    equal(p.inputs, inputs, `${what}: ${f}.inputs`);
    equal(p.outputs, outputs, `${what}: ${f}.outputs`);
    p.steps.forEach(({ terms }, j) => ok(terms.length > 0 && terms.every(({ index, coefficient }) => index >= 0 && index < inputs + j && coefficient !== 0), `${what}: ${f}.steps[${j}] looks back`));
    ok(s.ring === "Q" || p.steps.every(({ terms }) => terms.every((t) => Number.isInteger(t.coefficient))), `${what}: ${f} stays whole`);
    const named = p.steps.map((step) => step.out).filter((out) => out >= 0);
    equal(new Set(named).size, named.length, `${what}: outputs of ${f} named once`);
    ok(agree(s.ring, matrixOf(p), maps[f]), `${what}: ${f} computes the scheme`);
  }
  equal(line.additions, additionsOf([line.u, line.v, line.w]), `${what}: additions`);
}

const SHAPES: readonly (readonly [number, number, number])[] = [[1, 1, 1], [1, 3, 2], [2, 2, 2], [3, 2, 4], [4, 4, 3]];

const RINGS: readonly Ring[] = ["Z2", "Z3", "ZT", "Z", "Q"];

const over = (ring: Ring) => (k: Kernels): void => {
  SHAPES.forEach((shape, i) => [0, 1, 5, 16].forEach((rank, j) => [0.1, 0.5, 1].forEach((density) => {
    const random = new Random(100 * i + 10 * j + 7 * density), lengths = general(shape), s = sample(random, ring, shape, rank, density, lengths), what = `${ring} ${shape.join("×")}:${rank}, density ${density}`;
    const { naive, nnz } = k.flip.additions(s), line = k.flip.reduceAdditions(s, { seed: i, tries: 3 });
    const count = (x: Int32Array): number => x.filter((c) => c !== 0).length;
    [s.u, s.v, s.w].forEach((x, f) => equal(nnz[f], count(x), `${what}: nnz[${f}]`));
    const maps = mapsOf(s, lengths);
    equal(naive, [...maps.u, ...maps.v, ...maps.w].reduce((sum, row) => sum + Math.max(0, row.filter((c) => c !== 0).length - 1), 0), `${what}: naive`);
    sound(s, line, lengths, what);
    ok(line.additions <= naive, `${what}: never worse than naive`);
  })));
};

const targets = (k: Kernels): void => {
  // n = 3: 9 entries of g, 6 of u, l, s, w, 3 of k; xt and uu have 6 outputs.
  for (const [target, u, v, w] of [["gt", 9, 9, 6], ["ug", 6, 9, 9], ["kk", 3, 3, 9], ["uu", 6, 6, 6], ["gtc", 9, 9, 6], ["swa", 6, 6, 9]] as const) {
    const s = sample(new Random(u + v), "ZT", [3, 3, 3], 12, 0.4, { u, v, w }, target);
    sound(s, k.flip.reduceAdditions(s), { u, v, w }, target);
  }
};

const known = (k: Kernels): void => {
  const f = k.flip;
  equal(f.additions(STRASSEN).naive, 18, "Strassen, as written");
  equal(f.reduceAdditions(STRASSEN).additions, 18, "Strassen");
  equal(f.additions(WINOGRAD).naive, 24, "Winograd, as written");
  for (const seed of [0, 1, 2]) equal(f.reduceAdditions(WINOGRAD, { seed, tries: 2 }).additions, 15, `Winograd, seed ${seed}`);
  const twice = f.reduceAdditions(square(WINOGRAD));
  sound(square(WINOGRAD), twice, general([4, 4, 4]), "Winograd squared");
  ok(twice.additions <= 159, `Winograd squared takes ${twice.additions}, expected 159 at most`);
};

const GOLDEN = 1997968728;

const shape = (k: Kernels): void => {
  const line = k.flip.reduceAdditions(WINOGRAD), again = k.flip.reduceAdditions({ ...WINOGRAD }, { seed: 0, tries: 200 });
  equal(JSON.stringify(line), JSON.stringify(again), "same seed, same programs");
  ok(Object.isFrozen(line) && Object.isFrozen(line.u) && Object.isFrozen(line.u.steps[0]?.terms), "frozen");
  equal(JSON.stringify(k.flip.reduceAdditions(JSON.parse(JSON.stringify(WINOGRAD)) as Scheme)), JSON.stringify(line), "back from JSON");
  // The same bits on every engine: a fold of the programs of a random scheme.
  const mixed = sample(new Random(5), "Q", [3, 3, 3], 20, 0.5, general([3, 3, 3])), seeded = (seed: number, tries: number): string => JSON.stringify(k.flip.reduceAdditions(mixed, { seed, tries }));
  ok(new Set([0, 1, 2, 3].map((i) => seeded(i * 2 ** 51, 1))).size === 4, "seeds past 2^51");
  const text = seeded(2 ** 40 + 7, 60);
  equal([...text].reduce((hash, c) => Math.imul(hash, 31) + c.charCodeAt(0) | 0, 0), GOLDEN, "golden programs");
};

const large = (k: Kernels): void => {
  const wide = sample(new Random(1), "Z", [6, 6, 6], 80, 0.3, general([6, 6, 6])), line = k.flip.reduceAdditions(wide, { tries: 2 });
  sound(wide, line, general([6, 6, 6]), "6×6×6:80");
  const big: Scheme = { ...WINOGRAD, u: WINOGRAD.u.map((x) => x * 0x7fffffff), ring: "Z" };
  sound(big, k.flip.reduceAdditions(big), general([2, 2, 2]), "coefficients of 31 bits");
};

const refusals = (k: Kernels): void => {
  const op = "flip.reduceAdditions", f = k.flip, loose = (o: unknown): (() => unknown) => () => f.reduceAdditions(WINOGRAD, o as object);
  throws(loose({ tries: 0 }), { code: "option", op, arg: "tries", message: "flip.reduceAdditions: tries is 0, expected a whole number from 1 to 1048576" });
  throws(loose({ tries: 1.5 }), { code: "option", op, arg: "tries" });
  throws(loose({ seed: -1 }), { code: "option", op, arg: "seed" });
  throws(loose({ seed: "1" }), { code: "option", op, arg: "seed" });
  throws(loose({ seeds: 1 }), { code: "option", op, arg: "seeds" });
  throws(() => f.reduceAdditions(null as unknown as Scheme), { code: "dtype", op, arg: "s" });
  throws(() => f.additions({ ...WINOGRAD, w: new Int32Array(27) }), { code: "shape", op: "flip.additions", arg: "s" });
  const dense = sample(new Random(1), "Z", [1, 128, 1], 100, 1, general([1, 128, 1]));
  throws(() => f.reduceAdditions(dense), { code: "unsupported", op, message: /^flip\.reduceAdditions: s has linear forms with 16129\d\d pairs, expected at most 1048576$/ });
  const fine = { u: new Int32Array(28).fill(0x7ffffffe), v: new Int32Array(28).fill(1), w: new Int32Array(28).fill(1) };
  throws(() => f.reduceAdditions({ ...WINOGRAD, ring: "Q", denominators: fine, u: new Int32Array(28).fill(0x7fffffff) }), { code: "unsupported", op });
};

export const suite: Suite = {
  name: "flip.additions",
  cases: [
    ...RINGS.map((ring) => kernels(`programs compute their scheme over ${ring}`, over(ring))),
    kernels("structured targets", targets), kernels("known counts", known), kernels("frozen, seeded, the same everywhere", shape),
    kernels("long forms and large coefficients", large), kernels("refusals", refusals),
  ],
};
