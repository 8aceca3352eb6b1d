// A search as JSON and back: counters, headers, and terms as hexadecimal digits, four entries each.
import { OptionError } from "../../errors.js";
import { lengthsOf } from "../../scheme.js";
import type { Context } from "../../context.js";
import type { SearchState } from "../types.js";
import { verify } from "../verify.js";
import { BLOCK, type Engine, type Improvement } from "./engine.js";
import { keyOf } from "./keys.js";
import type { Settings } from "./options.js";
import { type Layout, termBytes } from "./state.js";
import type { Member } from "./walker.js";

/** Calls `each` with (word, shift) of every digit of `rank` terms. */
function digits({ shape, target, planes, words, capacity }: Layout, rank: number, each: (word: number, shift: number) => void): void {
  const { u, v, w } = lengthsOf(shape, target);
  [u, v, w].forEach((length, position) => {
    for (let t = 0; t < rank; t++) for (let p = 0; p < planes; p++) {
      const base = ((position * capacity + t) * planes + p) * words * 2;
      for (let e = 0; e < length; e += 4) each(base + (e >> 5), e & 31);
    }
  });
}

export function textOf(layout: Layout, { rank, terms }: Member): string {
  let text = "";
  digits(layout, rank, (word, shift) => { text += (terms[word]! >>> shift & 15).toString(16); });
  return text;
}

/** What options and start a state belongs to: everything that moves a walk. */
function rulesOf({ seed, walkers, plusAfter, distance, splitAfter, patience, pathLimit, pool, restarts }: Settings): Record<string, unknown> {
  return { seed, walkers, plusAfter, distance, splitAfter, patience, pathLimit, pool: pool ?? 0, restarts };
}

interface Kept {
  kind: string; ring: string; shape: readonly number[]; target: string; start: string; options: Record<string, unknown>; rounds: number; flips: number; best: string; history: (readonly [number, number])[];
  walkers: { head: number[]; walk: number; blocks: number; until: number; began: number; terms: string; best: string; trail?: [string, number][] }[];
  pool?: { level: number; members: string[]; next: string[]; gathered: string[] };
}

/** The state now; made into text when it is asked for. `kind` tells searches apart that mean different things by it. */
export function snapshot(kind: string, { format: { layout }, walkers, found, history, flips, rounds, levels, start }: Engine, settings: Settings): () => SearchState {
  const text = (m: Member): string => textOf(layout, m), past = history.map((h) => [h.flips, h.rank] as const), pool = levels && { ...levels };
  const kept = walkers.map((w) => ({ head: w.kept(), walk: w.walk, blocks: w.blocks, until: w.until, began: w.began, now: w.now(), best: w.best, trail: [...w.trail] }));
  return () => ({
    version: 1,
    json: JSON.stringify({
      kind, ring: layout.ring, shape: layout.shape, target: layout.target ?? "", start: text(start), options: rulesOf(settings), rounds, flips, best: text(found), history: past,
      walkers: kept.map(({ now, best, trail, ...rest }) => ({ ...rest, terms: text(now), best: text(best), ...(trail.length > 0 && { trail: trail.map((t): [string, number] => [text(t.member), t.tries]) }) })),
      ...(pool && { pool: { level: pool.level, members: pool.members.map(text), next: pool.next.map(text), gathered: pool.gathered.map(text) } }),
    } satisfies Kept),
  });
}

/** Puts a fresh engine where another one was. */
export function restore(ctx: Context, op: string, kind: string, state: SearchState, engine: Engine, settings: Settings): void {
  const refuse = (why: string): never => { throw new OptionError(op, "resume", `resume ${why}`); };
  const { format, walkers, levels, start } = engine, { layout } = format;
  let kept: Kept | undefined;
  try { kept = JSON.parse(state.json) as Kept; } catch { /* told below */ }
  if (kept === null || typeof kept !== "object") refuse("holds no JSON object, expected what state() gave");
  const old = kept as Kept, options = rulesOf(settings), per = textOf(layout, { rank: 1, terms: new Int32Array(termBytes(layout) / 4) }).length;
  if (old.kind !== kind) refuse(`is of ${String(old.kind)}, expected a state of ${kind}`);
  for (const [key, mine] of [["ring", layout.ring], ["shape", layout.shape], ["target", layout.target ?? ""], ["start", textOf(layout, start)]] as const) {
    if (JSON.stringify(old[key]) !== JSON.stringify(mine)) refuse(`belongs to a search from another start: its ${key} differs`);
  }
  for (const [key, mine] of Object.entries(options)) {
    const its = JSON.stringify(old.options?.[key]);
    if (its !== JSON.stringify(mine)) refuse(`belongs to a search with ${key} ${its}, not ${JSON.stringify(mine)}`);
  }
  const malformed = (what: string): never => refuse(`is damaged: ${what}`);
  const whole = (x: unknown, what: string): number => Number.isSafeInteger(x) && (x as number) >= 0 ? x as number : malformed(what);
  const list = <T>(x: readonly T[], what: string, length?: number): readonly T[] => Array.isArray(x) && (length === undefined || x.length === length) ? x : malformed(what);
  /** Terms are verified: nothing else may reach a kernel. */
  const member = (x: unknown, what: string): Member => {
    if (typeof x !== "string" || !/^[0-9a-f]+$/.test(x) || x.length % per !== 0 || x.length / per > layout.capacity) malformed(what);
    const digit = x as string, terms = new Int32Array(termBytes(layout) / 4), rank = digit.length / per;
    let at = 0;
    digits(layout, rank, (word, shift) => { terms[word]! |= Number.parseInt(digit[at++]!, 16) << shift; });
    const scheme = format.unpack({ rank, terms });
    if (!verify(ctx, scheme).ok) malformed(`${what} do not verify`);
    return format.pack(scheme);
  };
  list(old.walkers, "walkers", walkers.length);
  const rounds = whole(old.rounds, "rounds");
  walkers.forEach((w, i) => {
    const from = old.walkers[i]!, what = `walker ${i}`;
    w.walk = whole(from?.walk, what);
    w.blocks = whole(from.blocks, what);
    w.until = whole(from.until, what);
    w.began = whole(from.began + 1, what) - 1;
    w.best = member(from.best, `${what}: best terms`);
    w.trail = list(from.trail ?? [], `${what}: trail`).map((t) => ({ member: member(t?.[0], `${what}: trail`), tries: whole(t[1], `${what}: trail`) }));
    const head = list(from.head, what, 32);
    if (!head.every((x) => (x | 0) === x)) malformed(what);
    w.restore(head, member(from.terms, `${what}: terms`), keyOf(settings.seed, i, w.walk - 1));
    // What is under way is a part of one block; where that is behind it, the round may not be.
    const left = w.until - whole(w.flips, what), ahead = w.blocks - rounds;
    if ((w.until > 0 && (left <= 0 || left > BLOCK)) || (ahead !== 0 && ahead !== 1)) malformed(what);
  });
  if (levels) {
    levels.level = whole(old.pool?.level, "pool");
    for (const part of ["members", "next", "gathered"] as const) levels[part] = list(old.pool![part], "pool").map((x) => member(x, "pool"));
    if (levels.members.length === 0) malformed("pool");
  }
  const history: Improvement[] = list(old.history, "history").map((h) => ({ flips: whole(h?.[0], "history"), rank: whole(h[1], "history") }));
  if (history.length === 0) malformed("history");
  engine.resume(rounds, whole(old.flips, "flips"), member(old.best, "best terms"), history);
}
