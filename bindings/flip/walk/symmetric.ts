// Symmetric schemes of squares as the walk has them: one term of each orbit, then the cubes x⊗x⊗x. Shifts: u⊗v⊗w, v⊗w⊗u, w⊗u⊗v. The reflection turns both indices
// round, which is the reverse of a factor's entries. Moosbauer & Poole 2025, "Flip graphs with symmetry and new matrix multiplication schemes".
import type { Context } from "../../context.js";
import { OptionError } from "../../errors.js";
import { makeScheme } from "../../scheme.js";
import type { Scheme } from "../types.js";
import type { Defaults } from "./defaults.js";
import type { Format } from "./engine.js";
import type { Kernel } from "./kernels.js";
import { layoutOf, readTerms, writeTerms } from "./state.js";
import type { Member } from "./walker.js";

export type Symmetry = "C3" | "C3xZ2";
type Factors = readonly [Int32Array, Int32Array, Int32Array];

const equal = (x: Int32Array, y: Int32Array): boolean => x.every((e, i) => e === y[i]);
const isCube = ([u, v, w]: Factors): boolean => equal(u, v) && equal(u, w);

/** All terms of an orbit, the one given first. */
function orbitOf([u, v, w]: Factors, symmetry: Symmetry): Factors[] {
  const shifts = (a: Int32Array, b: Int32Array, c: Int32Array): Factors[] => [[a, b, c], [b, c, a], [c, a, b]];
  return symmetry === "C3" ? shifts(u, v, w) : [...shifts(u, v, w), ...shifts(u.slice().reverse(), v.slice().reverse(), w.slice().reverse())];
}

function termsOf({ u, v, w, rank }: Scheme): Factors[] {
  const size = rank > 0 ? u.length / rank : 0, cut = (x: Int32Array, t: number): Int32Array => x.subarray(t * size, (t + 1) * size);
  return Array.from({ length: rank }, (_, t) => [cut(u, t), cut(v, t), cut(w, t)] as const);
}

function schemeOfTerms(n: number, terms: readonly Factors[]): Scheme {
  const [u, v, w] = [0, 1, 2].map((f) => Int32Array.from(terms.flatMap((t) => [...t[f]!]))) as [Int32Array, Int32Array, Int32Array];
  return makeScheme({ shape: [n, n, n], ring: "Z2", u, v, w });
}

/** A symmetric scheme as a walker's terms and back: orbits in the order of their first terms. `most`: terms that a walk may reach. */
export function symmetricFormat(n: number, symmetry: Symmetry, most: number): Format {
  const layout = layoutOf({ shape: [n, n, n], ring: "Z2" }, most)!;
  return {
    layout,
    pack(s): Member {
      const all = termsOf(s).filter((term) => term.every((x) => x.includes(1))), orbits: Factors[] = [], cubes: Factors[] = [], later = new Map<string, number>();
      for (const term of all) {
        const key = term.join(), again = later.get(key) ?? 0;
        if (isCube(term)) cubes.push(term);
        else if (again > 0) later.set(key, again - 1);
        else {
          orbits.push(term);
          for (const other of orbitOf(term, symmetry).slice(1)) later.set(other.join(), (later.get(other.join()) ?? 0) + 1);
        }
      }
      const terms = new Int32Array(6 * most);
      writeTerms(terms, layout, schemeOfTerms(n, [...orbits, ...cubes]));
      return { rank: all.length, terms };
    },
    unpack({ rank, terms }): Scheme {
      const all: Factors[] = [];
      for (const term of termsOf(readTerms(terms, layout, rank))) {
        if (all.length >= rank) break;
        all.push(...isCube(term) ? [term] : orbitOf(term, symmetry));
      }
      return schemeOfTerms(n, all);
    },
  };
}

export function symmetricKernel({ arena, raw }: Context, symmetry: Symmetry, most: number): Kernel {
  const workspace = raw.walk_symmetric_workspace(most);
  return symmetry === "C3" ? { name: symmetry, workspace, run: raw.walk_c3_run, reduction: workspace, reduce: raw.walk_c3_reduce }
    : { name: symmetry, workspace, run: raw.walk_c3z2_run, reduction: workspace, reduce: raw.walk_c3z2_reduce };
}

/** The cubes of a search that names none: sums e_ii + e_jj of entries of the diagonal that the reflection exchanges, and the one in the middle. They are what is best known for
 *  3×3×3 and 5×5×5. */
export function usualCubes(n: number, symmetry: Symmetry): Int32Array[] {
  const sets = n === 4 ? [[0, 1, 2, 3]] : n === 6 && symmetry === "C3xZ2" ? [[0, 1], [2, 3], [4, 5]] : Array.from({ length: Math.ceil(n / 2) }, (_, i) => [i, n - 1 - i]);
  return sets.map((set) => { const x = new Int32Array(n * n); for (const i of set) x[i * (n + 1)] = 1; return x; });
}

/** The tensor of the product less cubes, entry by entry, and the cubes. */
export function symmetricStart(op: string, n: number, symmetry: Symmetry, cubes: readonly Int32Array[]): Scheme {
  const N = n * n, left = new Set<number>(), keyOf = (a: number, b: number, c: number): number => (a * N + b) * N + c;
  const toggle = (a: number, b: number, c: number): void => { const key = keyOf(a, b, c); if (!left.delete(key)) left.add(key); };
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) toggle(i * n + j, j * n + k, k * n + i);
  for (const x of cubes) {
    const ones = [...x.keys()].filter((e) => x[e] !== 0);
    for (const a of ones) for (const b of ones) for (const c of ones) toggle(a, b, c);
  }
  for (let a = 0; a < N; a++) if (left.has(keyOf(a, a, a))) {
    const times = cubes.filter((x) => x[a] !== 0).length;
    throw new OptionError(op, "cubes", `entry (${Math.floor(a / n)}, ${a % n}) is in ${times} of the cubes, expected ${a % (n + 1) === 0 ? "an odd" : "an even"} number: the other terms come in threes`);
  }
  const unit = (e: number): Int32Array => { const x = new Int32Array(N); x[e] = 1; return x; };
  const all: Factors[] = cubes.map((x) => [x, x, x]);
  for (const key of [...left].sort((x, y) => x - y)) {
    if (!left.has(key)) continue;
    const terms = orbitOf([unit(Math.floor(key / N / N)), unit(Math.floor(key / N) % N), unit(key % N)], symmetry), places = terms.map((t) => t.map((x) => x.indexOf(1)));
    if (!places.every(([a, b, c]) => left.delete(keyOf(a!, b!, c!)))) throw new OptionError(op, "cubes", "cubes are not the same set when every one is reversed, expected that of C3xZ2");
    all.push(...terms);
  }
  return schemeOfTerms(n, all);
}

/** As measured: docs/contracts/flip-symmetric.md. */
export function symmetricDefaults(n: number, symmetry: Symmetry): Defaults {
  const orbit = symmetry === "C3" ? 3 : 6;
  return n < 5 ? { plusAfter: [2000, 4000], distance: 2 * orbit, splitAfter: 1000, patience: 100, walkers: 1, pathLimit: 3_000_000, restarts: "start" }
    : { plusAfter: [2000, 2000], distance: orbit, splitAfter: 2 ** 31 - 1, patience: 100, walkers: 1, pathLimit: 5_000_000, restarts: "back" };
}
