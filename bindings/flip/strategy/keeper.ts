// What is kept of what walks meet: the least rank, or the least that lifts; and of equal ranks a few with the fewest nonzeros, then additions, or the least growth.
import type { Context } from "../../context.js";
import { reduceAdditions } from "../additions.js";
import { arranged } from "../best.js";
import { lift } from "../lift.js";
import { reduceRing } from "../reduce_ring.js";
import { sandwichSearch } from "../sandwich_search.js";
import { stability } from "../stability.js";
import type { Scheme } from "../types.js";
import type { Engine } from "../walk/engine.js";
import type { Plan } from "./options.js";
import { counted, listed } from "./route.js";

/** Rounds until another scheme is lifted, after some that did not: one more each time, up to this. */
const PATIENCE = 64;
/** Flips of a walker at a rank that does not lift, beyond as many as led there, before it begins anew. That a rank does not lift says little of lower ones. */
const GRACE = 500_000;
/** Schemes that are kept for the post-search, and its tries for each. */
const SHORT_LIST = 4, REDUCTIONS = 20, CLIMBS = 2;

/** By the one number, then by the other. */
type Score = readonly [number, number];
const less = (a: Score, b: Score): boolean => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
const nonzeros = ({ u, v, w }: Scheme): number => [u, v, w].reduce((sum, x) => x.reduce((n, c) => n + Number(c !== 0), sum), 0);

export class Keeper {
  private readonly ctx: Context;
  private readonly plan: Plan;
  private readonly ring: "ZT" | "Z" | "Q";
  /** Of one rank; the first that was met comes first where nothing is minimised, else the one of least score. */
  private list: readonly { readonly scheme: Scheme; readonly score: Score }[];
  private seen = Infinity;
  private wait = 1;
  private pause = 1;
  private turn = 0;
  /** Flips of every walker when it began. */
  private since: number[] = [];
  private readonly polished: WeakMap<Scheme, { readonly scheme: Scheme; readonly score: Score }> = new WeakMap();

  constructor(ctx: Context, plan: Plan, start: Scheme) {
    this.ctx = ctx;
    this.plan = plan;
    this.ring = start.ring as "ZT";
    this.list = [{ scheme: start, score: this.score(start) }];
  }

  get rank(): number { return this.list[0]!.scheme.rank; }
  /** Whether walks go on after the rank that was asked for, or may be past it. */
  get goesOn(): boolean { return this.plan.lift || this.plan.minimise !== "none"; }

  /** The best as of now; polished, which may take long, only when it is asked for. */
  best(): () => Scheme {
    const { list, plan: { minimise } } = this;
    return () => (minimise === "none" ? list[0]! : list.map(({ scheme }) => this.polish(scheme)).reduce((a, b) => (less(b.score, a.score) ? b : a))).scheme;
  }

  /** Another search begins. */
  anew(): void {
    this.seen = Infinity;
    this.since = [];
  }

  /** Whether what would be walked on from, or is to be in a pool, is a scheme of the ring. */
  lifts(s: Scheme): boolean { return !this.plan.lift || lift(this.ctx, s, { to: this.ring }) !== null; }

  /** After a round: the best of the search where that is new; else, once in a while, what a walker has now. `home` brings it to the format wanted. A walker
   *  that stays where nothing lifts begins anew, in turn at the start and at the best that lifted. */
  look(engine: Engine, start: Scheme, home: (s: Scheme) => Scheme): void {
    if (engine.rank < Math.min(this.seen, this.rank)) {
      this.seen = engine.rank;
      this.pause = this.wait = 1;
      if (this.take(home(engine.best()))) return;
    }
    if (!this.goesOn || --this.wait > 0) return;
    const most = this.rank - Number(this.plan.minimise === "none"), able = engine.walkers.filter((w) => w.rank <= most), w = able[this.turn++ % able.length];
    this.wait = this.pause = w === undefined || this.tried(engine, w, start, home) ? 1 : Math.min(PATIENCE, this.pause + 1);
  }

  private tried(engine: Engine, { index, flips, path }: Engine["walkers"][number], start: Scheme, home: (s: Scheme) => Scheme): boolean {
    if (this.take(home(engine.now(index)))) return true;
    // Walks of a pool end by themselves.
    if (engine.levels !== undefined || path <= flips - path - (this.since[index] ?? 0) + GRACE) return false;
    const lifted = this.turn % 2 === 0 && start.target === undefined && this.rank < start.rank;
    engine.begin(index, lifted ? arranged(reduceRing(this.list[0]!.scheme, start.ring as "Z2" | "Z3"), start.shape) : start);
    this.since[index] = flips;
    return true;
  }

  /** False where a scheme does not lift. */
  private take(met: Scheme): boolean {
    const { list, plan: { lift: lifts, minimise } } = this, better = met.rank < this.rank, last = list.at(-1)!.score;
    // Zeros stay zeros when a scheme is lifted.
    if (!better && (minimise === "none" || (minimise === "additions" && list.length === SHORT_LIST && nonzeros(met) > last[0]))) return true;
    const scheme = lifts ? lift(this.ctx, met, { to: this.ring }) : met;
    if (scheme === null) return false;
    const score = this.score(scheme), others = better ? [] : list;
    if (others.some((x) => x.score[0] === score[0] && x.score[1] === score[1])) return true;
    this.list = [...others, { scheme, score }].sort((a, b) => (less(a.score, b.score) ? -1 : 1)).slice(0, minimise === "none" ? 1 : SHORT_LIST);
    return true;
  }

  /** What can be seen at once. */
  private score(s: Scheme): Score {
    const { minimise } = this.plan, { growth, frobenius } = minimise === "growth" ? stability(s) : { growth: 0, frobenius: 0 };
    return minimise === "additions" ? [nonzeros(s), reduceAdditions(s, { tries: 1 }).additions] : [growth, frobenius];
  }

  /** The scheme or a change of its bases, whichever is better in the end. */
  private polish(s: Scheme): { readonly scheme: Scheme; readonly score: Score } {
    const known = this.polished.get(s);
    if (known !== undefined) return known;
    const growth = this.plan.minimise === "growth", other = s.target === undefined ? sandwichSearch(s, { minimise: growth ? "growth" : "nnz", tries: CLIMBS }) : s;
    const rated = [s, other].map((scheme) => ({ scheme, score: growth ? this.score(scheme) : [reduceAdditions(scheme, { tries: REDUCTIONS }).additions, nonzeros(scheme)] as const }));
    const made = less(rated[1]!.score, rated[0]!.score) ? rated[1]! : rated[0]!;
    this.polished.set(s, made);
    return made;
  }

  state(): unknown {
    const { seen, wait, pause, turn } = this;
    return { seen: seen === Infinity ? 0 : seen, wait, pause, turn, since: Array.from(this.since, (x) => x ?? 0), list: this.list.map(({ scheme }) => scheme) };
  }

  resume(state: unknown, scheme: (x: unknown) => Scheme): void {
    [this.wait, this.pause, this.turn] = [counted(state, "wait"), counted(state, "pause"), counted(state, "turn")];
    this.seen = counted(state, "seen") || Infinity;
    this.since = listed(state, "since").map((_, i, all) => counted(all, String(i)));
    const list = listed(state, "list");
    if (list.length === 0) throw new TypeError("list");
    this.list = list.map((x) => { const s = scheme(x); return { scheme: s, score: this.score(s) }; });
  }
}
