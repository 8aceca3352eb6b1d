// A walker in memory, as assembly/flip/walk/state.ts lays it out: scheme to terms and back, and the numbers of its header.
import { lengthsOf, makeScheme } from "../../scheme.js";
import type { Ring, Scheme } from "../types.js";

export const HEADER = 128;
/** Offsets of i32 … */
export const RANK = 0, BEST = 4, CAPACITY = 8, BEST_RANK = 12, LENGTH_U = 16, LENGTH_V = 20, LENGTH_W = 24, PLUS_MIN = 28, PLUS_MAX = 32, DISTANCE = 36, SPLIT = 40,
  PATIENCE = 44, PLUS_IN = 48, SPLITTING = 52, STUCK = 56;
/** … of u64 … */
export const KEY = 64, COUNTER = 72;
/** … and of f64. */
export const FLIPS = 80, EXPANSIONS = 88, BEST_AT = 96;

export const SPENT = 0, IMPROVED = 1, DEAD = 2;

/** What a walker's terms look like. */
export interface Layout { readonly shape: Scheme["shape"]; readonly target?: string | undefined; readonly ring: "Z2" | "Z3" | "ZT"; readonly planes: 1 | 2; readonly words: 1 | 4; readonly capacity: number }

export function layoutOf({ shape, target, ring }: Pick<Scheme, "shape" | "target" | "ring">, capacity: number): Layout | undefined {
  const { u, v, w } = lengthsOf(shape, target), most = Math.max(u, v, w);
  if (most > 256 || ring === "Z" || ring === "Q") return undefined;
  return { shape, target, ring, planes: ring === "Z2" ? 1 : 2, words: most > 64 ? 4 : 1, capacity };
}

/** Bytes of all terms; a walker has HEADER and twice this. */
export function termBytes({ planes, words, capacity }: Layout): number { return 3 * capacity * planes * words * 8; }
export function stateBytes(layout: Layout): number { return HEADER + 2 * termBytes(layout); }

/** Writes the terms of a scheme at `at`, and zeros behind them. `memory`: the whole of linear memory, now. */
export function packTerms(memory: ArrayBufferLike, at: number, layout: Layout, s: Pick<Scheme, "u" | "v" | "w">): void {
  writeTerms(new Int32Array(memory, at, termBytes(layout) / 4), layout, s);
}

/** The first `rank` terms at `at` as a scheme. */
export function unpackTerms(memory: ArrayBufferLike, at: number, layout: Layout, rank: number): Scheme {
  return readTerms(new Int32Array(memory, at, termBytes(layout) / 4), layout, rank);
}

export function writeTerms(out: Int32Array, layout: Layout, s: Pick<Scheme, "u" | "v" | "w">): void {
  const { shape, target, planes, words, capacity } = layout, lengths = lengthsOf(shape, target), plane = words * 2;
  out.fill(0);
  (["u", "v", "w"] as const).forEach((f, position) => {
    const factor = s[f], length = lengths[f];
    for (let t = 0, e = 0, base = position * capacity * planes * plane; e < factor.length; t++, base += planes * plane) {
      for (let i = 0; i < length; i++, e++) {
        const x = factor[e] as number, word = base + (i >> 5), bit = 1 << (i & 31);
        if (x !== 0) out[word]! |= bit;
        if (planes === 2 && (x === -1 || x === 2)) out[word + plane]! |= bit;
      }
    }
  });
}

export function readTerms(from: Int32Array, layout: Layout, rank: number): Scheme {
  const { shape, target, ring, planes, words, capacity } = layout, lengths = lengthsOf(shape, target), plane = words * 2;
  const [u, v, w] = (["u", "v", "w"] as const).map((f, position) => {
    const length = lengths[f], out = new Int32Array(rank * length);
    for (let t = 0, e = 0, base = position * capacity * planes * plane; t < rank; t++, base += planes * plane) {
      for (let i = 0; i < length; i++, e++) {
        const word = base + (i >> 5), bit = i & 31;
        if (from[word]! >>> bit & 1) out[e] = planes === 2 && from[word + plane]! >>> bit & 1 ? -1 : 1;
      }
    }
    return out;
  }) as [Int32Array, Int32Array, Int32Array];
  return makeScheme({ shape, target, ring: ring as Ring, u, v, w });
}
