// INTERIM (engines): specifications checked, runs, layers.
import { UnsupportedError } from "../../errors.js";
import type { BitMacContext } from "../context.js";
import type { Engine, EngineSpec } from "../types.js";

export function engine(ctx: BitMacContext, spec: EngineSpec): Engine {
  void ctx;
  throw new UnsupportedError("bitmac.engine", "kind", spec.kind);
}
