// The moves of the meta flip graph: from a scheme to one of another format, or to the same algorithm elsewhere in its own.
// Kauers & Wood 2025, "Exploring the meta flip graph for matrix multiplication"; Perminov 2025, arXiv 2511.20317 (merges, products).
import { arranged } from "../best.js";
import { extend } from "../extend.js";
import { merge } from "../merge.js";
import { permute } from "../permute.js";
import { product } from "../product.js";
import { project } from "../project.js";
import type { Random } from "../random.js";
import { sandwich } from "../sandwich.js";
import type { MetaOptions, Order, Scheme } from "../types.js";
import type { Family, Shape } from "./family.js";

export type Move = NonNullable<MetaOptions["moves"]>[number];
export const MOVES: readonly Move[] = ["project", "extend", "merge", "product", "sandwich", "permute"];
/** Formats that a walk may have. */
export interface Bounds { readonly low: Shape; readonly high: Shape }

type Dim = 0 | 1 | 2;
const DIMS = [0, 1, 2] as const;
const ORDERS: readonly Order[] = [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
/** Changes of basis are drawn again where they leave the ring. */
const DRAWS = 8;

const pick = <T>(list: readonly T[], random: Random): T | undefined => (list.length > 0 ? list[random.below(list.length)] : undefined);
/** Entries of a factor that a walk has room for. */
const MOST_ENTRIES = 256;
export function walkable(shape: readonly number[]): boolean { return DIMS.every((d) => shape[d]! * shape[(d + 1) % 3]! <= MOST_ENTRIES); }
const within = (shape: readonly number[], { low, high }: Bounds): boolean => walkable(shape) && DIMS.every((d) => shape[d]! >= low[d] && shape[d]! <= high[d]);
const grown = (shape: Shape, dim: Dim, by: number): readonly number[] => shape.map((n, d) => (d === dim ? n + by : n));

/** Without one index, the one that leaves the fewest terms; any of equals. */
function projected(s: Scheme, bounds: Bounds, random: Random): Scheme | undefined {
  const dim = pick(DIMS.filter((d) => s.shape[d] > 1 && within(grown(s.shape, d, -1), bounds)), random);
  if (dim === undefined) return undefined;
  const parts = Array.from({ length: s.shape[dim] }, (_, i) => project(s, dim, i)), least = Math.min(...parts.map((x) => x.rank));
  return pick(parts.filter((x) => x.rank === least), random);
}

/** Every order of every format of the family. */
function* arrangements(family: Family): Generator<{ readonly shape: Shape; readonly scheme: Scheme }> {
  for (const scheme of family.schemes) {
    const seen = new Set<string>();
    for (const order of [[0, 1, 2] as Order, ...ORDERS]) {
      const shape = order.map((d) => scheme.shape[d]) as unknown as Shape, name = shape.join();
      if (!seen.has(name)) { seen.add(name); yield { shape, scheme }; }
    }
  }
}

function merged(s: Scheme, family: Family, bounds: Bounds, random: Random): Scheme | undefined {
  const ways = [...arrangements(family)].flatMap(({ shape, scheme }) => DIMS
    .filter((dim) => DIMS.every((d) => d === dim || shape[d] === s.shape[d]) && within(grown(s.shape, dim, shape[dim]), bounds)).map((dim) => ({ dim, shape, scheme })));
  const way = pick(ways, random);
  return way && merge(s, arranged(way.scheme, way.shape), way.dim);
}

/** Terms that share a factor use larger schemes of the family where that is cheaper. */
function multiplied(s: Scheme, family: Family, bounds: Bounds, random: Random): Scheme | undefined {
  const way = pick([...arrangements(family)].filter(({ shape }) => Math.max(...shape) > 1 && within(shape.map((n, d) => n * s.shape[d]!), bounds)), random);
  return way && product(s, arranged(way.scheme, way.shape), { inner: (...shape) => family.at(shape) });
}

/** A few additions of one row to another. */
function basis(n: number, random: Random): Int32Array {
  const x = Int32Array.from({ length: n * n }, (_, e) => Number(e % (n + 1) === 0));
  for (let steps = n > 1 ? random.below(3) : 0; steps > 0; steps--) {
    const i = random.below(n), j = (i + 1 + random.below(n - 1)) % n, sign = 1 - 2 * random.below(2);
    for (let c = 0; c < n; c++) x[i * n + c]! += sign * x[j * n + c]!;
  }
  return x;
}

function rebased(s: Scheme, random: Random): Scheme | undefined {
  for (let turn = 0; turn < DRAWS; turn++) {
    const found = sandwich(s, ...s.shape.map((n) => basis(n, random)) as [Int32Array, Int32Array, Int32Array]);
    if (found !== null) return found;
  }
  return undefined;
}

/** undefined where the move leads nowhere. The scheme is general. */
export function moved(move: Move, s: Scheme, family: Family, bounds: Bounds, random: Random): Scheme | undefined {
  if (move === "project") return projected(s, bounds, random);
  if (move === "merge") return merged(s, family, bounds, random);
  if (move === "product") return multiplied(s, family, bounds, random);
  if (move === "sandwich") return rebased(s, random);
  if (move === "permute") {
    const order = pick(ORDERS.filter((o) => within(o.map((d) => s.shape[d]), bounds)), random);
    return order && permute(s, order);
  }
  const dim = pick(DIMS.filter((d) => within(grown(s.shape, d, 1), bounds)), random);
  return dim === undefined ? undefined : extend(s, dim);
}
