import { UnsupportedError } from "../errors.js";
import type { Context } from "../context.js";
import type { LiftOptions, Scheme } from "./types.js";

/** INTERIM. */
export function lift(ctx: Context, s: Scheme, o?: LiftOptions): Scheme | null { throw new UnsupportedError("flip.lift", "", "not yet" + String(ctx) + String(s) + String(o)); }
