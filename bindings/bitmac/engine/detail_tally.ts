// Times of a stepped dense array, from what its cycles counted.
import type { Timing } from "./parts.js";

export class DenseTally {
  /** Cycles each element took operands. */
  readonly work: Float64Array;
  /** Cycles that operands were presented to the first element. */
  ideal = 0;
  private tiles = 0;
  private products = 0;

  constructor(elements: number) {
    this.work = new Float64Array(elements);
  }

  tile(products: number): void {
    this.tiles++;
    this.products += products;
  }

  /** `places`: products the array can form for one tile. */
  timing(cycles: number, places: number): Timing {
    const { work, ideal } = this;
    return {
      cycles, idealCycles: ideal, syncCycles: 0, drainCycles: cycles - ideal, bubbleCycles: 0,
      utilization: { min: work.reduce((x, y) => Math.min(x, y)) / cycles, mean: work.reduce((sum, w) => sum + w, 0) / (work.length * cycles), max: work.reduce((x, y) => Math.max(x, y)) / cycles },
      mapping: this.products / (places * this.tiles),
    };
  }
}
