// The engine of all searches: walkers of one format, driven in rounds.
//
//   const engine = makeEngine(ctx, "flip.search", start, settings);     start: a checked scheme that verifies; settings: options.ts
//   try { while (!engine.done && engine.spent < settings.flips) engine.round(); … engine.best() … engine.state() … } finally { engine.free(); }
//
// A round is one block of BLOCK flips of every walker, in the order of walkers (two by two where a kernel interleaves them); it ends early only where
// `target` is met, and the next call of `round` finishes it. Walkers share nothing within a round, so that rounds may be made anywhere in any order
// and settled in the order of walkers. A walk is a function of (start, rules, seed, walker, walk): kernels rebuild what they need at the start of
// every call, and calls are cut at ends of blocks and at events, never by a budget.
//
// Other strategies use it so: `begin(i, scheme)` puts another scheme of the format into a walker (its rank may be up to `room`), `now(i)` is what a walker
// holds, `walkers[i].rank` how many terms that has; `source` says where restarts go (source.ts); `kernel` and `format` are for walks of another kind.
import type { Context } from "../../context.js";
import { scratchView } from "../../memory/scratch.js";
import type { Scheme } from "../types.js";
import { verify } from "../verify.js";
import { type Kernel, kernelOf, maskable, MASK_TERMS } from "./kernels.js";
import { keyOf } from "./keys.js";
import type { Settings } from "./options.js";
import { fromBest, fromPool, fromStart, fromTrail, type Levels, levelsOf, type Source } from "./source.js";
import { DEAD, IMPROVED, type Layout, layoutOf, readTerms, stateBytes, termBytes, writeTerms } from "./state.js";
import { type Member, Walker } from "./walker.js";

/** Flips of one walker in one round: kernels make their tables anew in each, which for 8×8×8 takes as long as 2000 flips. */
export const BLOCK = 100000;
/** Blocks of a walker between general reductions. */
const REDUCED = 10;

export interface Improvement { readonly flips: number; readonly rank: number }

/** What makes schemes of terms and back; state.ts for all but symmetric walks. */
export interface Format { readonly layout: Layout; pack(s: Scheme): Member; unpack(m: Member): Scheme }

export interface Engine {
  readonly walkers: readonly Walker[];
  readonly format: Format;
  /** Flips made, of all walkers, ever; and flips of rounds done, which is what budgets count. */
  readonly flips: number;
  readonly spent: number;
  readonly rank: number;
  readonly history: readonly Improvement[];
  /** The target is met. */
  readonly done: boolean;
  readonly levels: Levels | undefined;
  round(): void;
  /** The first of the best rank, as a scheme that was verified. */
  best(): Scheme;
  now(walker: number): Scheme;
  begin(walker: number, s: Scheme): void;
  free(): void;
  /** For checkpoint.ts. */
  readonly found: Member;
  readonly rounds: number;
  readonly start: Member;
  resume(rounds: number, flips: number, found: Member, history: readonly Improvement[]): void;
}

/** What a strategy may put in the place of what the settings say. `room`: the most terms that a walker may be given; `admits`: whether a better scheme counts,
 *  which ends the walk to it where not; `members`: what a pool begins with, none of them of more terms than the start. */
export interface Parts { readonly members?: readonly Scheme[] | undefined; readonly room?: number; readonly admits?: ((s: Scheme) => boolean) | undefined; readonly source?: Source; readonly kernel?: Kernel; readonly format?: Format }

export function formatOf(layout: Layout): Format {
  return {
    layout,
    pack(s) { const terms = new Int32Array(termBytes(layout) / 4); writeTerms(terms, layout, s); return { rank: s.rank, terms }; },
    unpack: ({ rank, terms }) => readTerms(terms, layout, rank),
  };
}

const up = (bytes: number): number => Math.ceil(bytes / 64) * 64;

export function makeEngine(ctx: Context, op: string, from: Scheme, settings: Settings, parts: Parts = {}): Engine {
  const { arena, raw } = ctx, { seed, target, pathLimit } = settings;
  const format = parts.format ?? formatOf(layoutOf(from, capacityOf(from, settings, parts.room))!), { layout } = format, kernel = parts.kernel ?? kernelOf(raw, layout);
  const pairs = kernel.pair !== undefined && settings.walkers > 1, size = up(stateBytes(layout)), scratch = up(kernel.workspace) * (pairs ? 2 : 1);
  const block = arena.block(op, settings.walkers * size + scratch + up(kernel.reduction));
  const ws = block.ptr + settings.walkers * size, rws = ws + scratch;
  scratchView(arena, "i32", ws, (scratch + up(kernel.reduction)) / 4).fill(0);
  let start = format.pack(from), best = start, scheme: Scheme | undefined, rounds = 0, flips = 0;
  const history: Improvement[] = [{ flips: 0, rank: start.rank }];
  const walkers = Array.from({ length: settings.walkers }, (_, i) => new Walker(arena, i, block.ptr + i * size, layout, settings, start));
  walkers[0]!.load(start, [0, 0]);
  if (kernel.reduce(walkers[0]!.ptr, rws) < start.rank) {
    start = best = walkers[0]!.now();
    history.push({ flips: 0, rank: start.rank });
    for (const w of walkers) w.best = start;
  }
  const levels = settings.pool === undefined ? undefined : levelsOf(parts.members?.map((s) => format.pack(s)) ?? [start]);
  for (const m of levels?.members ?? []) if (m.rank < best.rank) {
    best = m;
    history.push({ flips: 0, rank: m.rank });
  }
  const source = parts.source ?? (levels ? fromPool(settings.pool!, levels) : settings.restarts === "best" ? fromBest() : settings.restarts === "back" ? fromTrail(start) : fromStart(start));

  const begin = (w: Walker, member?: Member): void => {
    const key = keyOf(seed, w.index, w.walk);
    w.load(member ?? source.next(w, key), key);
    w.walk++;
    w.began = w.flips;
  };
  const improved = (w: Walker): void => {
    const member = w.found();
    if (parts.admits?.(format.unpack(member)) === false) return begin(w);
    if (member.rank < w.best.rank) w.best = member;
    if (member.rank < best.rank) {
      best = member;
      scheme = undefined;
      history.push({ flips, rank: member.rank });
    }
    if (source.found(member, w)) begin(w);
  };
  /** General reduction; true if that made the best of the walk. A plus that is not to be undone yet stays. */
  const reduced = (w: Walker): boolean => {
    if (w.splitting || kernel.reduce(w.ptr, rws) >= w.least) return false;
    w.mark();
    improved(w);
    return true;
  };
  const close = (w: Walker): void => {
    w.until = 0;
    w.blocks++;
    const ends = w.path >= pathLimit;
    if ((ends || w.blocks % REDUCED === 0) && reduced(w)) return;
    if (ends) begin(w);
  };
  /** False where a block ended early. */
  const turn = (unit: readonly Walker[]): boolean => {
    for (const w of unit) if (w.blocks === rounds && w.until === 0) { w.until = w.flips + BLOCK; w.began = -1; }
    for (let live = unit.filter((w) => w.until > 0); live.length > 0; live = live.filter((w) => w.until > 0)) {
      const [a, b] = live as [Walker, Walker?], before = live.map((w) => w.flips), many = Math.min(...live.map((w, i) => w.until - before[i]!));
      const events = b ? kernel.pair!(a.ptr, b.ptr, ws, many) : kernel.run(a.ptr, ws, many);
      live.forEach((w, i) => { flips += w.flips - before[i]!; });
      live.forEach((w, i) => {
        const event = events >> 4 * i & 15;
        if (event === IMPROVED) improved(w);
        // Nothing can be done with a walk that is dead where it began, or that only tries.
        else if (event === DEAD ? w.flips === w.began : events === 0 && w.flips - before[i]! < many) w.until = w.flips;
        else if (event === DEAD && !reduced(w)) begin(w);
        if (w.flips >= w.until) close(w);
      });
      if (best.rank <= target) return false;
    }
    return true;
  };
  for (const w of walkers) begin(w);
  const units = walkers.filter((_, i) => !pairs || i % 2 === 0).map((w) => pairs ? walkers.slice(w.index, w.index + 2) : [w]);

  return {
    walkers, format, history, levels, start,
    get flips() { return flips; },
    get spent() { return rounds * BLOCK * walkers.length; },
    get rank() { return best.rank; },
    get done() { return best.rank <= target; },
    get found() { return best; },
    get rounds() { return rounds; },
    round() {
      arena.open(op);
      if (!units.every(turn)) return;
      rounds++;
      if (source.settle()) for (const w of walkers) begin(w);
    },
    best() {
      if (scheme !== undefined) return scheme;
      const made = format.unpack(best);
      if (!verify(ctx, made).ok) throw new Error(`${op}: internal: a scheme of rank ${best.rank} does not verify`);
      return scheme = made;
    },
    now: (i) => format.unpack(walkers[i]!.now()),
    begin(i, s) { begin(walkers[i]!, format.pack(s)); },
    free() { arena.release(block); },
    resume(done, made, found, then) { rounds = done; flips = made; best = found; scheme = undefined; history.splice(0, history.length, ...then); },
  };
}

/** Terms that a walker has room for: where masks can hold the scheme they hold the walk. */
function capacityOf({ shape, target, ring, rank }: Scheme, { distance }: Settings, room = rank): number {
  const most = Math.max(rank, room), wanted = most + distance + 2;
  return ring === "Z2" && most <= MASK_TERMS && maskable(shape, target) ? Math.min(MASK_TERMS, wanted) : wanted;
}
