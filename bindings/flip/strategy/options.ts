// The options that say how searches follow each other: checked.
import * as check from "../../check.js";
import { OptionError, UnsupportedError } from "../../errors.js";
import type { MetaOptions, Scheme, SearchOptions } from "../types.js";
import type { Shape } from "./family.js";
import { type Bounds, MOVES, type Move, walkable } from "./moves.js";

export const STRATEGY_KEYS: readonly string[] = ["meta", "adaptive", "lift", "minimise"];

export interface Meta extends Bounds { readonly probability: number; readonly moves: readonly Move[] }
export interface Plan { readonly adaptive: boolean; readonly lift: boolean; readonly minimise: "none" | "additions" | "growth"; readonly meta: Meta | undefined }

function boundOf(op: string, key: "minDims" | "maxDims", x: unknown, { shape }: Scheme): Shape {
  const low = key === "minDims", usual = shape.map((n) => (low ? Math.min(n, Math.max(2, n - 1)) : Math.min(128, n + 1)));
  if (x !== undefined && (!Array.isArray(x) || x.length !== 3)) throw new OptionError(op, key, `meta.${key} is ${check.kindOf(x)}, expected three sizes`);
  return usual.map((n, d) => check.integer(op, `meta.${key}[${d}]`, (x as readonly unknown[] | undefined)?.[d], low ? 1 : shape[d]!, low ? shape[d]! : 128, n)) as unknown as Shape;
}

function metaOf(op: string, given: unknown, start: Scheme): Meta {
  if (given === null || typeof given !== "object") throw new OptionError(op, "meta", `meta is ${check.kindOf(given)}, expected an object`);
  const o = check.options(op, given as MetaOptions, ["probability", "minDims", "maxDims", "moves"])!, { probability, moves = MOVES } = o;
  if (typeof probability !== "number" || !(probability >= 0 && probability <= 1)) throw new OptionError(op, "meta", `meta.probability is ${typeof probability === "number" ? probability : check.kindOf(probability)}, expected a number from 0 to 1`);
  if (!Array.isArray(moves) || moves.length === 0 || !moves.every((m) => MOVES.includes(m as Move))) throw new OptionError(op, "meta", `meta.moves is ${JSON.stringify(moves)}, expected some of ${MOVES.join(", ")}`);
  return { probability, moves, low: boundOf(op, "minDims", o.minDims, start), high: boundOf(op, "maxDims", o.maxDims, start) };
}

/** undefined: one search, and nothing more. */
export function planOf(op: string, start: Scheme, o: SearchOptions): Plan | undefined {
  const adaptive = check.flag(op, "adaptive", o.adaptive), lift = check.flag(op, "lift", o.lift), minimise = check.choice(op, "minimise", o.minimise, ["additions", "growth"], "none" as "growth");
  const meta = o.meta === undefined ? undefined : metaOf(op, o.meta, start), route = adaptive ? "adaptive" : meta && "meta", field = start.ring === "Z2" || start.ring === "Z3";
  if (adaptive && meta !== undefined) throw new OptionError(op, "meta", "meta and adaptive both say which formats are walked, expected one of them");
  if (route !== undefined && start.target !== undefined) throw new UnsupportedError(op, "start", `start.target is "${start.target}", expected a general product (${route} is given)`);
  if (route !== undefined && !walkable(start.shape)) throw new UnsupportedError(op, "start", `start is ${start.shape.join("×")}, expected factors of at most 256 entries`);
  if (lift && field) throw new OptionError(op, "lift", `lift is true and start.ring is ${start.ring}, expected a start over ZT, Z or Q`);
  if (minimise === "growth" && field) throw new OptionError(op, "minimise", `minimise is "growth" and start.ring is ${start.ring}, where coefficients have no size, expected "additions"`);
  return adaptive || lift || meta !== undefined || (minimise as string) !== "none" ? { adaptive, lift, minimise, meta } : undefined;
}
