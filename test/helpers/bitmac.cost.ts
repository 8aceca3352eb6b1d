// Reports without an engine behind them, and the work they speak of.
import type { CostConstants, EngineReport } from "lanewise";

const NONE = { partialProducts: 0, skippedZeroDigits: 0, carryPropagatingAdds: 0, compressorOps: 0, encoderUses: 0 };

/** One run that takes `cycles` for `macs`; what is not given is 0 or a whole. */
export function reportOf(macs: number, cycles: number, cost: EngineReport["cost"], more: Partial<EngineReport> = {}): EngineReport {
  return { cycles, idealCycles: cycles, syncCycles: 0, drainCycles: 0, bubbleCycles: 0, utilization: { min: 1, mean: 1, max: 1 }, mapping: 1, macs, ...NONE, cost, ...more };
}

/** A set of one's own: each activation has a constant, powers of two so that sums are exact. */
export const OWN: CostConstants = {
  name: "own",
  values: {
    "matrix-2d.opt1.areaUm2": 100, "matrix-2d.opt1.elements": 4, "matrix-2d.opt1.mhz": 500,
    "matrix-2d.opt1.energyPjPerElementCycle": 0.5, "matrix-2d.opt1.energyPjPerPartialProduct": 2, "matrix-2d.opt1.energyPjPerEncoderUse": 4,
    "matrix-2d.opt1.energyPjPerCompressorOp": 8, "matrix-2d.opt1.energyPjPerCarryPropagatingAdd": 16,
  },
};
