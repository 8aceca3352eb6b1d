// Schemes within the JSON of a state.
import type { Context } from "../../context.js";
import { OptionError } from "../../errors.js";
import { schemeOf } from "../../scheme.js";
import type { Scheme } from "../types.js";
import { verify } from "../verify.js";

export function textOf(x: unknown): string { return JSON.stringify(x, (_, y: unknown) => (y instanceof Int32Array ? [...y] : y)); }

export function damaged(op: string, what: string): OptionError { return new OptionError(op, "resume", `resume is damaged: ${what}`); }

/** Checked whole and verified: nothing else may reach a kernel. */
export function schemeIn(ctx: Context, op: string, x: unknown): Scheme {
  let s: Scheme | undefined;
  try { s = schemeOf(op, "resume", x); } catch { /* told below */ }
  if (s === undefined || !verify(ctx, s).ok) throw damaged(op, "a scheme in it does not verify");
  return s;
}
