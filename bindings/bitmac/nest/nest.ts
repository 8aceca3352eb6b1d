// INTERIM (notation): loop nests.
import { UnsupportedError } from "../../errors.js";
import type { BitMacContext } from "../context.js";
import type { FullSpec } from "../engine/parts.js";
import type { LoopNest } from "../types.js";

export function notation(ctx: BitMacContext, text: string): LoopNest {
  void ctx;
  throw new UnsupportedError("bitmac.notation", "text", text);
}

/** The nest of an engine, its sizes filled in. */
export function nestOf(ctx: BitMacContext, spec: FullSpec): LoopNest {
  return notation(ctx, spec.kind);
}
