import { UnsupportedError } from "../errors.js";
import type { Context } from "../context.js";
import type { Plan, PlanOptions, Scheme, StraightLine } from "./types.js";

/** INTERIM. */
export function plan(ctx: Context, s: Scheme | StraightLine, o?: PlanOptions): Plan { throw new UnsupportedError("flip.plan", "", "not yet" + String(ctx) + String(s) + String(o)); }
