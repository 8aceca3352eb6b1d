// INTERIM (cost): the sets of constants.
import type { CostConstants } from "../types.js";

export function constantsOf(op: string, constants: string | CostConstants | undefined): CostConstants {
  void op;
  return typeof constants === "object" ? constants : { name: constants ?? "saed32-readme", values: {} };
}
