// An engine report, put together from its parts.
import type { CarrySaveTrace, EngineReport } from "../types.js";
import { costOf } from "./cost.js";
import type { FullSpec, Timing, Uses } from "./parts.js";

export function report(op: string, spec: FullSpec, macs: number, timing: Timing, uses: Uses, trace?: CarrySaveTrace): EngineReport {
  return { ...timing, macs, ...uses, cost: costOf(op, spec, macs, timing, uses), ...(trace && { trace }) };
}
