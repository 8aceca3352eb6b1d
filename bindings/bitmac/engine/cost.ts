// INTERIM (cost): constants and what follows from them.
import type { Cost } from "../types.js";
import type { FullSpec, Timing, Uses } from "./parts.js";

export function costOf(op: string, spec: FullSpec, macs: number, timing: Timing, uses: Uses): Cost {
  void op; void macs; void timing; void uses;
  return { constants: typeof spec.constants === "string" ? spec.constants : spec.constants?.name ?? "saed32-readme", unknown: [] };
}
