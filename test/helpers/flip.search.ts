// What every step of a search owes its caller, checked in plain arithmetic.
import type { Kernels, Scheme, SearchOptions, SearchState, SearchStep } from "lanewise";
import { equal, ok, same } from "../suites/assert.js";
import { brent } from "./flip.js";

export interface Kept {
  readonly rounds: number; readonly flips: number; readonly best: string;
  readonly walkers: readonly { readonly head: readonly number[]; readonly walk: number; readonly terms: string; readonly best: string }[];
  readonly pool?: { readonly level: number; readonly members: readonly string[]; readonly next: readonly string[] };
}

export const inside = (state: SearchState): Kept => JSON.parse(state.json) as Kept;

/** As it comes back from a file. */
export const filed = (state: SearchState): SearchState => JSON.parse(JSON.stringify(state)) as SearchState;

/** The best is a right scheme of the start's kind and of the rank said; history falls to it; all is frozen. */
export function sound(step: SearchStep, start: Scheme, what: string): SearchStep {
  const { best, history, rank, flips, perSecond } = step, check = brent(best);
  ok(check.ok, `${what}: ${check.failed} of ${check.equations} equations fail`);
  same(best.shape, start.shape, `${what}: shape`);
  equal(best.ring, start.ring, `${what}: ring`);
  equal(best.target, start.target, `${what}: target`);
  equal(best.rank, rank, `${what}: rank of the best`);
  ok(rank <= start.rank, `${what}: no worse than the start`);
  equal(history[0]?.flips, 0, `${what}: history begins with the start`);
  equal(history[0]?.rank, start.rank, `${what}: history begins with the start's rank`);
  equal(history.at(-1)?.rank, rank, `${what}: history ends with the best`);
  history.slice(1).forEach((h, i) => ok(h.rank < history[i]!.rank && h.flips >= history[i]!.flips && h.flips <= flips, `${what}: history falls`));
  ok(perSecond >= 0 && perSecond < Infinity, `${what}: perSecond is ${perSecond}`);
  ok([step, best, history, ...history].every((x) => Object.isFrozen(x)), `${what}: frozen`);
  return step;
}

/** A search that leaves memory as it was. */
export function searched(k: Kernels, start: Scheme, o: SearchOptions, what: string): SearchStep {
  const { used, handles } = k.memory(), step = sound(k.flip.search(start, o), start, what);
  equal(k.memory().used, used, `${what}: memory used`);
  equal(k.memory().handles, handles, `${what}: handles`);
  return step;
}

/** Everything but the speed. */
export function agree(got: SearchStep, want: SearchStep, what: string): void {
  equal(got.state().json, want.state().json, `${what}: state`);
  equal(got.flips, want.flips, `${what}: flips`);
  equal(JSON.stringify(got.history), JSON.stringify(want.history), `${what}: history`);
  for (const f of ["u", "v", "w"] as const) same(got.best[f], want.best[f], `${what}: ${f} of the best`);
}
