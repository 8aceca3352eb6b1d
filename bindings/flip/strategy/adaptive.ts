// From small formats to the one that is searched: the best of one, with the classical part for one more index, is where the next begins.
// Arai, Ichikawa & Hukushima 2024, "Adaptive flip graph algorithm for matrix multiplication".
import { extend } from "../extend.js";
import { bestKnownRank } from "../known.js";
import { project } from "../project.js";
import { Random } from "../random.js";
import type { Ring, Scheme, SearchOptions } from "../types.js";
import { MASK_TERMS } from "../walk/kernels.js";
import type { Shape } from "./family.js";
import { counted, type Leg, type Route } from "./route.js";

/** Flips of a format in the first climb, over (n·m·p)²; doubled in every later one. With a pool: of every level, over (n·m·p)² and members; doubled in every fourth, as a climb
 *  whose pool is of the wrong kind gets nowhere however long it is walked. */
const FLIPS = 2000, LEVEL_FLIPS = 1000, EVEN = 4;
/** From this published rank on a format on the way ends above it, by this part of it: schemes at the published rank have hardly a flip left, and what is made of them stays high
 *  (4×4×5 from 3×4×5:47 ends at 66, from 4×4×4:51 at 62 or 63). Smaller formats lead best from their least rank. */
const LEAN = 40, SPARE = 12;
const ending = (published: number): number => published + (published < LEAN ? 0 : Math.floor(published / SPARE));

const large = ({ shape: [n, m, p], ring }: Scheme): boolean => ring === "Z2" && n * m * p > MASK_TERMS;

/** Options with what is not given, for a large format: a pool goes from format to format, as of any one scheme nearly all that can be made stays high. `now`: what is walked on the way there. */
export function beam(wanted: Scheme, now: Scheme, o: SearchOptions): SearchOptions {
  return large(wanted) ? { ...o, pool: o.pool ?? 24, pathLimit: o.pathLimit ?? 1_000_000, ...(large(now) && { plusAfter: o.plusAfter ?? [20_000, 20_000] }) } : o;
}

/** From 2×2×2, or what there is of it, to a format: one more in the dimension that is furthest behind. */
export function ladderOf(to: Shape): readonly { readonly shape: Shape; readonly grown: 0 | 1 | 2 }[] {
  let shape = to.map((n) => Math.min(n, 2)) as unknown as Shape;
  const rungs = [{ shape, grown: 0 as 0 | 1 | 2 }];
  while (shape.some((n, d) => n < to[d]!)) {
    const behind = (d: 0 | 1 | 2): number => shape[d] / to[d];
    const grown = ([0, 1, 2] as const).reduce((a, b) => (behind(b) < behind(a) ? b : a));
    shape = shape.map((n, d) => (d === grown ? n + 1 : n)) as unknown as Shape;
    rungs.push({ shape, grown });
  }
  return rungs;
}

/** `ring`: whose published ranks say where to end the smaller searches. Climbs follow each other until the budget is spent. */
export class Adaptive implements Route {
  private readonly rungs: ReturnType<typeof ladderOf>;
  private readonly start: Scheme;
  private readonly ring: Ring;
  private readonly seed: number;
  private readonly pool: number | undefined;
  private climb = 0;
  private rung = 0;

  constructor(start: Scheme, ring: Ring, seed: number, pool: number | undefined) {
    this.start = start;
    this.ring = ring;
    this.seed = seed;
    this.pool = pool;
    this.rungs = ladderOf(start.shape);
  }

  get first(): Leg { return this.leg([]); }

  next(best: Scheme | undefined, pool: readonly Scheme[] = best ? [best] : []): Leg {
    if (++this.rung < this.rungs.length) return this.leg(pool.map((s) => extend(s, this.rungs[this.rung]!.grown)));
    this.rung = 0;
    this.climb++;
    return this.leg([]);
  }

  private leg(grown: readonly Scheme[]): Leg {
    const { shape } = this.rungs[this.rung]!, [n, m, p] = shape, cut = this.cut(shape), members = grown.some((s) => s.rank <= cut.rank) ? grown : [cut];
    const [flips, doubled] = this.pool === undefined ? [FLIPS, this.climb] : [LEVEL_FLIPS * this.pool, Math.floor(this.climb / EVEN)];
    return {
      start: members.reduce((a, b) => (b.rank > a.rank ? b : a)), members, rank: ending(bestKnownRank(n, m, p, this.ring)?.rank ?? 0),
      flips: flips * (n * m * p) ** 2 * 2 ** Math.min(doubled, 30),
    };
  }

  /** What a good start has of a smaller format. */
  private cut(to: Shape): Scheme {
    const random = new Random(this.seed + 977 * this.climb);
    let s = this.start;
    for (const d of [0, 1, 2] as const) while (s.shape[d] > to[d]) s = project(s, d, random.below(s.shape[d]));
    return s;
  }

  state(): unknown { return { climb: this.climb, rung: this.rung }; }

  resume(state: unknown): void {
    this.climb = counted(state, "climb");
    this.rung = counted(state, "rung");
    if (this.rung >= this.rungs.length) throw new TypeError("rung");
  }
}
