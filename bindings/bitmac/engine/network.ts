// INTERIM (cost): the reports of a network.
import type { EngineReport, GemmShape, NetworkReport } from "../types.js";
import type { FullSpec } from "./parts.js";

/** `reports[i]` is of one run of `shapes[i]`. */
export function networkReport(spec: FullSpec, shapes: readonly GemmShape[], reports: readonly EngineReport[]): NetworkReport {
  void spec;
  const layers = reports.map((r, i) => ({ ...r, name: shapes[i]!.name }));
  return { layers, total: reports[0]!, toCsv: () => "", toJSON: () => ({ layers }) };
}
