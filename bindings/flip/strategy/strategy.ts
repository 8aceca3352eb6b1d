// Searches that follow each other, as one: a route says where each begins, a keeper what is kept of it. One engine is alive at a time.
import type { Context } from "../../context.js";
import { OptionError, isKernelError } from "../../errors.js";
import { arranged } from "../best.js";
import { keyOf as formatKey } from "../formats.js";
import { reduceRing } from "../reduce_ring.js";
import type { Ring, Scheme, SearchOptions, SearchState } from "../types.js";
import { restore, snapshot } from "../walk/checkpoint.js";
import type { Driver } from "../walk/drive.js";
import { BLOCK, type Engine, type Improvement, makeEngine } from "../walk/engine.js";
import { keyOf } from "../walk/keys.js";
import { type Settings, settingsOf } from "../walk/options.js";
import { descend } from "../walk/source.js";
import { layoutOf } from "../walk/state.js";
import { Adaptive, beam } from "./adaptive.js";
import { Keeper } from "./keeper.js";
import { MetaRoute } from "./meta.js";
import type { Plan } from "./options.js";
import { counted, type Leg, listed, type Route } from "./route.js";
import { damaged, schemeIn, textOf } from "./text.js";

/** Of lifted schemes, the coarsest first. */
const FINER: readonly Ring[] = ["Q", "Z", "ZT"];

/** What is walked for a start whose schemes are lifted. Modulo 3 there is a half. */
export function modular(s: Scheme): Scheme { return reduceRing(s, s.ring === "Q" ? "Z3" : "Z2"); }

/** The first search has the seed itself. */
function seedOf(seed: number, leg: number): number {
  const [low, high] = keyOf(seed, 0xffff, leg);
  return leg === 0 ? seed : (low >>> 0) + (high & 0xfffff) * 2 ** 32;
}

/** `start` is checked and verified. */
export function makeStrategy(ctx: Context, op: string, start: Scheme, o: SearchOptions, plan: Plan): Driver {
  const walked = plan.lift ? modular(start) : start, given = (now: Scheme): SearchOptions => (plan.adaptive ? beam(walked, now, o) : o), { seed, target, pool } = settingsOf(op, walked, given(walked)), keeper = new Keeper(ctx, plan, start);
  const one: Route = { first: { start: walked, rank: 0, flips: Infinity }, next: () => undefined, state: () => null, resume: () => undefined };
  const route: Route = plan.adaptive ? new Adaptive(walked, start.ring, seed % 2 ** 52, pool) : plan.meta ? new MetaRoute(walked, plan.meta, seed % 2 ** 52) : one;
  const home = (s: Scheme): Scheme => (s.target === undefined ? arranged(s, start.shape) : s), general = start.target === undefined;
  let leg = route.first, legs = 0, limit = leg.flips, flips = 0, spent = 0, level = 0, engine: Engine | undefined, tuned: Settings | undefined;
  let history: Improvement[] = [{ flips: 0, rank: start.rank }];

  const atHome = (): boolean => !general || formatKey(...leg.start.shape) === formatKey(...start.shape);
  const open = (): Engine => {
    tuned = {
      ...settingsOf(op, leg.start, { ...given(leg.start), ...(plan.minimise !== "none" && { restarts: o.restarts ?? "best" }) }),
      seed: seedOf(seed, legs), target: atHome() ? (keeper.goesOn ? 0 : target) : pool === undefined ? leg.rank : 0,
    };
    return engine = makeEngine(ctx, op, leg.start, tuned, { members: leg.members, admits: plan.lift && tuned.pool !== undefined ? (s) => keeper.lifts(s) : undefined });
  };
  const close = (): void => { engine?.free(); engine = undefined; };
  const look = (now: Engine): void => {
    const last = keeper.rank;
    keeper.look(now, leg.start, home);
    if (keeper.rank === last) return;
    if (!plan.lift) history.push(...now.history.filter(({ rank }) => rank < last && rank > keeper.rank).map((h) => ({ ...h, flips: flips + h.flips })));
    history.push({ flips: flips + now.flips, rank: keeper.rank });
  };
  /** A pool has all its flips for every level, and goes on with what it has of the next one then. */
  const ended = ({ done, spent: made, levels }: Engine): boolean => {
    if (!levels || !plan.adaptive) return done || made >= limit;
    if (made >= limit && levels.next.length > 0) descend(levels);
    if (level === 0 || levels.level < level) [level, limit] = [levels.level, made + leg.flips];
    return (!atHome() && level <= leg.rank) || made >= limit;
  };
  const driver: Driver = {
    get flips() { return flips + engine!.flips; },
    get spent() { return spent + engine!.spent; },
    get rank() { return keeper.rank; },
    get history() { return history; },
    get done() { return plan.minimise === "none" && keeper.rank <= target; },
    round() {
      const now = engine!;
      now.round();
      if (atHome()) look(now);
      if (driver.done || !ended(now)) return;
      const found = now.best(), next = route.next(keeper.lifts(found) ? found : undefined, now.levels?.members.map(now.format.unpack));
      if (next === undefined) { limit += leg.flips; return; }
      flips += now.flips;
      // The round that reached a rank counts whole, so that budgets end.
      spent += now.spent + (now.done ? BLOCK * now.walkers.length : 0);
      close();
      leg = next;
      legs++;
      [level, limit] = [0, leg.flips];
      keeper.anew();
      open();
    },
    best: () => keeper.best(),
    state() {
      const inner = snapshot("walk", engine!, tuned!), past = history.slice(), now = { leg: { start: leg.start, rank: leg.rank, flips: leg.flips === Infinity ? 0 : leg.flips }, legs, level, limit: limit === Infinity ? 0 : limit, flips, spent, route: route.state(), keeper: keeper.state() };
      return () => ({ version: 1, json: textOf({ ...belongs(), ...now, history: past.map((h) => [h.flips, h.rank]), inner: inner() }) });
    },
    free: close,
  };
  /** What a state has to agree with. */
  const belongs = (): Record<string, unknown> => ({ kind: "strategy", plan, seed, start });
  const resume = ({ json }: SearchState): void => {
    let old: Record<string, unknown> | null = null;
    try { old = JSON.parse(json) as Record<string, unknown>; } catch { /* told below */ }
    if (old === null || typeof old !== "object") throw new OptionError(op, "resume", "resume holds no JSON object, expected what state() gave");
    for (const [key, mine] of Object.entries(belongs())) if (textOf(old[key]) !== textOf(mine)) throw new OptionError(op, "resume", `resume belongs to another search: its ${key} differs`);
    const read = (x: unknown, fits: (s: Scheme) => boolean): Scheme => {
      const s = schemeIn(ctx, op, x);
      if (s.target !== start.target || !fits(s)) throw damaged(op, "a scheme in it is none that this search can have");
      return s;
    };
    const same = (s: Scheme): boolean => s.shape.join() === start.shape.join();
    /** One that is walked, and one that is kept. */
    const scheme = (x: unknown): Scheme => read(x, (s) => s.ring === walked.ring && (route === one ? same(s) : layoutOf(s, s.rank) !== undefined));
    const kept = (x: unknown): Scheme => read(x, (s) => same(s) && (plan.lift ? FINER.indexOf(s.ring) >= FINER.indexOf(start.ring) : s.ring === start.ring));
    try {
      const first = old["leg"] as Leg;
      leg = { start: scheme(first.start), rank: counted(first, "rank"), flips: counted(first, "flips") || Infinity };
      [legs, level, limit, flips, spent] = [counted(old, "legs"), counted(old, "level"), counted(old, "limit") || Infinity, counted(old, "flips"), counted(old, "spent")];
      route.resume(old["route"], scheme);
      keeper.resume(old["keeper"], kept);
      history = listed(old, "history").map((h) => ({ flips: counted(h, "0"), rank: counted(h, "1") }));
      if (history.length === 0) throw new TypeError("history");
    } catch (e) {
      if (isKernelError(e)) throw e;
      throw damaged(op, "a number or a list in it is none");
    }
    restore(ctx, op, "walk", old["inner"] as SearchState, open(), tuned!);
  };
  try {
    if (o.resume === undefined) open();
    else resume(o.resume);
  } catch (e) {
    close();
    throw e;
  }
  return driver;
}
