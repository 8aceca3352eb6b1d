// The catalogue through the public API: every entry right and as it says, the best of every small format built and right, published ranks.
import { type Kernels, type Ring, type Scheme } from "lanewise";
import { growthOf, isRight, reachable } from "../helpers/flip.catalog.js";
import { loose } from "../helpers/guard.refusal.js";
import { equal, ok, throws } from "./assert.js";
import { kernels } from "./instance.js";
import type { Suite } from "./suite.js";

const name = (s: { shape: readonly number[]; rank: number; target?: string }): string => `${s.target ?? ""}${s.shape.join("×")}:${s.rank}`;

const entries = (k: Kernels): void => {
  const list = k.flip.catalog();
  ok(Object.isFrozen(list) && k.flip.catalog() === list, "one frozen list");
  for (const entry of list) {
    const s = entry.scheme, what = name(entry);
    ok(Object.isFrozen(entry) && Object.isFrozen(s), `${what}: frozen`);
    equal([s.shape.join(), s.target, s.ring, s.rank].join(" "), [entry.shape.join(), entry.target, entry.ring, entry.rank].join(" "), `${what}: as it says`);
    ok(k.flip.verify(s).ok, `${what}: verifies`);
    if (s.target === undefined && s.ring !== "Q") ok(isRight(s), `${what}: is right`);
    const finite = s.ring === "Z2" || s.ring === "Z3";
    equal(entry.growth, finite ? 0 : s.ring === "Q" ? k.flip.stability(s).growth : growthOf(s), `${what}: growth`);
    ok(k.flip.reduceAdditions(s).additions <= entry.additions, `${what}: ${entry.additions} additions`);
    ok(/^node scripts\/catalog\.mjs \S+$/.test(entry.rebuild) && entry.source.length > 10, `${what}: source and rebuild`);
    const copy = structuredClone({ ...entry });
    equal(copy.scheme.u.join(), s.u.join(), `${what}: survives a clone`);
  }
};

const classics = (k: Kernels): void => {
  const find = (author: string): string => { const x = k.flip.catalog().find(({ source }) => source.startsWith(author)); return x === undefined ? "none" : `${name(x)} ${x.additions} ${x.growth}`; };
  equal(find("Strassen 1969"), "2×2×2:7 18 12", "Strassen");
  equal(find("Winograd 1971"), "2×2×2:7 15 18", "Winograd");
  ok(find("Laderman 1976").startsWith("3×3×3:23 "), "Laderman");
};

const RINGS: readonly (Ring | undefined)[] = [undefined, "ZT", "Z", "Q", "Z2", "Z3"];

/** Every order of every format to 4, and sorted ones to 8. */
const formats = function* (largest: number): Generator<[number, number, number]> {
  for (let n = 1; n <= largest; n++) for (let m = largest > 4 ? n : 1; m <= largest; m++) for (let p = largest > 4 ? m : 1; p <= largest; p++) yield [n, m, p];
};

const bests = (largest: number) => (k: Kernels): void => {
  const known = new Map<string, number>();
  for (const { shape, target, rank, ring } of k.flip.catalog()) if (target === undefined && ring !== "Z2" && ring !== "Z3") { const key = String([...shape].sort()); known.set(key, Math.min(rank, known.get(key) ?? Infinity)); }
  const lowest = reachable(known);
  for (const [n, m, p] of formats(largest)) {
    const s: Scheme = k.flip.best(n, m, p);
    equal(name(s), `${n}×${m}×${p}:${lowest(n, m, p)}`, "shape and rank");
    ok(k.flip.verify(s).ok, `${name(s)} verifies`);
    if (largest <= 4) ok(isRight(s), `${name(s)} is right`);
    const table = k.flip.bestKnownRank(n, m, p);
    ok(table !== undefined && table.rank <= s.rank, `${name(s)}: not below the published ${table?.rank}`);
  }
};

const rings = (k: Kernels): void => {
  for (const ring of RINGS) for (const [n, m, p] of [[1, 1, 1], [2, 2, 2], [3, 2, 4], [4, 4, 4], [3, 5, 3], [6, 7, 5]] as const) {
    const s = k.flip.best(n, m, p, ring), again = k.flip.best(n, m, p, ring);
    equal(s.ring, ring ?? (n === 6 ? "Z" : "ZT"), `${name(s)}: ring`); // 4×5×5:76, which 6×7×5 is made of, is over Z
    ok(k.flip.verify(s).ok, `${name(s)} over ${s.ring} verifies`);
    equal([...s.u, ...s.v, ...s.w].join(""), [...again.u, ...again.v, ...again.w].join(""), `${name(s)}: the same every time`);
  }
};

/** Arrays are not frozen: what a caller does to his is no other's. */
const apart = (k: Kernels): void => {
  const f = k.flip, at = f.catalog().findIndex((x) => x.target === "ug" && x.shape[0] === 4), text = (): string => JSON.stringify([f.best(2, 2, 2), f.best(2, 2, 2, "Z"), f.catalog()[0]!.scheme, f.catalog()[at]!.scheme]), before = text();
  for (const s of [f.best(2, 2, 2), f.best(2, 2, 2, "Z"), f.catalog()[0]!.scheme, f.catalog()[at]!.scheme]) for (const x of [s.u, s.v, s.w]) x.fill(7);
  equal(text(), before, "unchanged");
};

const sizes = (k: Kernels): void => {
  equal(k.flip.best(1, 32, 1).rank, 32, "thin");
  equal(k.flip.best(8, 8, 8).rank, 343, "a cube of Strassen");
  equal(k.flip.best(16, 16, 16).rank, 2401, "and a larger one");
  ok(k.flip.best(13, 11, 12).rank < 13 * 11 * 12 * 0.8, "no sizes that divide");
};

const published = (k: Kernels): void => {
  const f = k.flip;
  for (const [n, m, p, ring, rank] of [
    [2, 2, 2, "ZT", 7], [2, 2, 2, "Z3", 7], [4, 4, 4, "ZT", 49], [4, 4, 4, "Q", 48], [4, 4, 4, "Z2", 47], [5, 4, 4, "Z2", 60], [5, 4, 4, undefined, 61], [2, 4, 5, "ZT", 33], [5, 4, 2, "Q", 32],
    [3, 3, 6, "Z", 42], [6, 3, 3, undefined, 40], [8, 8, 8, "Q", 336], [8, 8, 8, "Z2", 329], [8, 8, 8, "ZT", 343], [6, 6, 3, "Z2", 82], [16, 16, 16, "ZT", 2401], [1, 7, 9, "Z2", 63], [1, 1, 5000, undefined, 5000],
  ] as const) {
    const known = f.bestKnownRank(n, m, p, ring);
    equal(known?.rank, rank, `${n}×${m}×${p} ${ring}`);
    ok((known?.source.length ?? 0) > 6, "a source");
  }
  equal(f.bestKnownRank(2, 2, 17), undefined, "beyond the table");
  equal(f.bestKnownRank(1, 2 ** 53 - 1, 1)?.rank, 2 ** 53 - 1, "the largest");
  equal(f.bestKnownRank(1, 2 ** 53 - 1, 2 ** 53 - 1), undefined, "beyond whole numbers");
  for (const [n, m, p] of [[2, 7, 11], [9, 10, 15], [13, 13, 13], [16, 2, 9]] as const) {
    const rank = (ring?: Ring): number => f.bestKnownRank(p, n, m, ring)!.rank, [zt, z, q, z2, z3, any] = [rank("ZT"), rank("Z"), rank("Q"), rank("Z2"), rank("Z3"), rank()] as [number, number, number, number, number, number];
    ok(zt >= z && z >= q && q >= any && z >= z2 && z3 === z, `${n}×${m}×${p}: what holds over a ring holds over wider ones`);
  }
};

const errors = (k: Kernels): void => {
  for (const [op, f, large] of [["flip.best", k.flip.best, 33], ["flip.bestKnownRank", k.flip.bestKnownRank, 2 ** 60]] as const) {
    for (const [i, arg] of ["n", "m", "p"].entries()) for (const bad of [0, -1, 1.5, NaN, large, "2", undefined, null]) {
      const sizes: unknown[] = [2, 2, 2];
      sizes[i] = bad;
      throws(() => loose(f)(...sizes), { code: "option", op, arg }, `${op} ${arg} ${String(bad)}`);
    }
    for (const ring of ["R", "z2", 2, null]) throws(() => loose(f)(2, 2, 2, ring), { code: "option", op, arg: "ring" }, `${op} ring`);
  }
};

export const suite: Suite = {
  name: "flip.catalog",
  cases: [
    kernels("every entry is right and as it says", entries),
    kernels("holds the classics", classics),
    kernels("the best of every format to 4×4×4 in every order", bests(4)),
    kernels("the best of every format to 6×6×6", bests(6)),
    kernels("over every ring, the same every time", rings),
    kernels("hands out copies", apart),
    kernels("large and odd sizes", sizes),
    kernels("knows the published ranks", published),
    kernels("refuses what is no size and no ring", errors),
  ],
};
