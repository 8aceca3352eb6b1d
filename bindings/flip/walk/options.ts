// Options of searches: checked, and with their defaults.
import * as check from "../../check.js";
import { OptionError } from "../../errors.js";
import type { Scheme, SearchOptions } from "../types.js";
import { type Defaults, defaultsOf } from "./defaults.js";
import type { Rules } from "./walker.js";

const MOST = Number.MAX_SAFE_INTEGER, WORD = 2 ** 31 - 1;
export const KEYS = ["flips", "seed", "target", "plusAfter", "walkers", "pathLimit", "pool", "distance", "splitAfter", "patience", "restarts", "signal", "resume"] as const;

export interface Settings extends Rules {
  readonly flips: number; readonly seed: number;
  /** 0: none. */
  readonly target: number;
  readonly walkers: number; readonly pathLimit: number; readonly pool: number | undefined; readonly restarts: "start" | "best" | "back";
  readonly signal: AbortSignal | undefined;
}

/** Of a scheme that can be walked. The keys were checked. */
export function settingsOf(op: string, start: Scheme, o: SearchOptions, usual: Defaults = defaultsOf(start)): Settings {
  const whole = (key: keyof SearchOptions, low: number, high: number, otherwise?: number): number => check.integer(op, key, o[key], low, high, otherwise);
  const { signal, resume } = o, window: unknown = o.plusAfter ?? usual.plusAfter;
  if (!Array.isArray(window) || window.length !== 2) throw new OptionError(op, "plusAfter", `plusAfter is ${check.kindOf(window)}, expected two whole numbers [least, most]`);
  const low = check.integer(op, "plusAfter", window[0], 1, WORD), high = check.integer(op, "plusAfter", window[1], low, WORD);
  if (signal !== undefined && typeof signal?.aborted !== "boolean") throw new OptionError(op, "signal", `signal is ${check.kindOf(signal)}, expected an AbortSignal`);
  if (resume !== undefined && (resume?.version !== 1 || typeof resume.json !== "string")) throw new OptionError(op, "resume", "resume is no state of version 1, expected what state() gave");
  return {
    flips: whole("flips", 0, MOST), seed: whole("seed", 0, MOST), target: whole("target", 0, MOST, 0), walkers: whole("walkers", 1, 64, usual.walkers), plusAfter: [low, high],
    distance: whole("distance", 0, 1000, usual.distance), splitAfter: whole("splitAfter", 0, WORD, usual.splitAfter), patience: whole("patience", 0, WORD, usual.patience),
    pathLimit: whole("pathLimit", 1, MOST, usual.pathLimit), pool: o.pool === undefined ? undefined : whole("pool", 1, 2 ** 20),
    restarts: check.choice(op, "restarts", o.restarts, ["start", "best", "back"], usual.restarts), signal,
  };
}
