// INTERIM (notation): uses of the parts, from the nest of an engine.
import type { FullSpec, Uses } from "./parts.js";

/** `digits`: digits of A that are not 0, each element counted once. */
export function usesOf(spec: FullSpec, m: number, n: number, k: number, digits: number): Uses {
  void spec;
  return { partialProducts: digits * n, skippedZeroDigits: 0, carryPropagatingAdds: m * n, compressorOps: digits * n, encoderUses: m * k };
}
