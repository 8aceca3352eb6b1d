// Budgets, clock and signal around what makes rounds: search and steps of every strategy are this.
import type { Scheme, SearchState, SearchStep } from "../types.js";
import type { Improvement } from "./engine.js";

/** A strategy under way. `state` is taken at once and made into text when it is called; so may be `best`. */
export interface Driver {
  readonly flips: number; readonly spent: number; readonly rank: number; readonly history: readonly Improvement[]; readonly done: boolean;
  round(): void;
  best(): Scheme | (() => Scheme);
  state(): () => SearchState;
  free(): void;
}

export interface Budget { readonly flips: number; readonly signal: AbortSignal | undefined }

function stepOf(driver: Driver, perSecond: number): SearchStep {
  const { flips, rank, history } = driver;
  let best = driver.best();
  return Object.freeze({ flips, rank, get best() { return best = typeof best === "function" ? best() : best; }, perSecond, history: Object.freeze(history.map((h) => Object.freeze({ ...h }))), state: driver.state() });
}

/** A step whenever `every` more flips of rounds are done, and one at the end, which is returned as well. What was made is freed however it ends. */
export function* drive(make: () => Driver, { flips, signal }: Budget, every: number): Generator<SearchStep, SearchStep> {
  const driver = make();
  try {
    const first = driver.flips;
    let spent = 0;
    for (;;) {
      const from = driver.spent, started = performance.now();
      while (!driver.done && driver.spent < flips && driver.spent - from < every && signal?.aborted !== true) driver.round();
      spent += performance.now() - started;
      // A clock may stand still, in Workers.
      const step = stepOf(driver, spent > 0 ? (driver.flips - first) / spent * 1000 : 0);
      yield step;
      if (driver.done || driver.spent >= flips || signal?.aborted === true) return step;
    }
  } finally {
    driver.free();
  }
}

export function run(steps: Generator<SearchStep, SearchStep>): SearchStep {
  let last = steps.next();
  while (!last.done) last = steps.next();
  return last.value;
}
