// Times of engines that take one digit a cycle and skip the zeros: columns reduce rows of A side by side and wait for the slowest.
import type { SliceSpec, Timing } from "./parts.js";

/** Cycles in which a row's last sums settle, as in the test bench of the public RTL. */
const DRAIN = 4;

/** Rows of A as they come, in groups of `columns`. */
export class SliceRows {
  /** Digits that are not 0. */
  digits = 0;
  private readonly spec: SliceSpec;
  /** Sums over the groups that are complete. */
  private groups = 0;
  private slowest = 0;
  private fastest = 0;
  private ideal = 0;
  private rows = 0;
  /** Sums over the columns, of groups with a row for each and of those with fewer: whole numbers, so that dividing them rounds once. */
  private readonly waits: [number, number] = [0, 0];
  private readonly bubbles: [number, number] = [0, 0];
  /** The group at hand. */
  private count = 0;
  private most = 0;
  private least = Infinity;
  private sum = 0;
  private empty = 0;
  private mostIdeal = 0;

  constructor(spec: SliceSpec) { this.spec = spec; }

  /** Cycles of a row in groups of four, without its empty groups, and its digits that are not 0. */
  add(busy: number, filled: number, digits: number): void {
    const { spec } = this;
    const ideal = spec.kind === "opt4e" ? Math.ceil(digits / 4) : digits;
    const row = spec.rule === "ideal" ? ideal : busy;
    this.digits += digits;
    this.count++;
    this.sum += row;
    this.most = Math.max(this.most, row);
    this.least = Math.min(this.least, row);
    this.mostIdeal = Math.max(this.mostIdeal, ideal);
    if (spec.rule === "rtl") this.empty += busy - filled;
    if (this.count === spec.columns) this.close();
  }

  private close(): void {
    const { count } = this;
    this.groups++;
    this.slowest += this.most;
    const size = count === this.spec.columns ? 0 : 1;
    if (size === 0) this.fastest += this.least;
    this.waits[size] += count * this.most - this.sum;
    this.bubbles[size] += this.empty;
    this.ideal += this.mostIdeal;
    this.rows += this.sum;
    this.count = this.most = this.sum = this.empty = this.mostIdeal = 0;
    this.least = Infinity;
  }

  /** Of all `m` rows, for n columns of B. */
  time(m: number, n: number): Timing {
    if (this.count > 0) this.close();
    const { spec, groups } = this;
    const passes = Math.ceil(n / spec.rows);
    const drainCycles = spec.rule === "ideal" ? 0 : passes * DRAIN * groups + 1;
    const cycles = passes * this.slowest + drainCycles;
    // A is nothing but zeros, the rule ideal: no cycle, and every column was busy throughout.
    const share = (busy: number, of = cycles): number => (cycles === 0 ? 1 : (passes * busy) / of);
    const perColumn = ([whole, last]: readonly [number, number]): number => (passes * whole) / spec.columns + (passes * last) / (m % spec.columns || 1);
    return {
      cycles, idealCycles: passes * this.ideal, syncCycles: perColumn(this.waits), drainCycles, bubbleCycles: perColumn(this.bubbles),
      utilization: { min: share(this.fastest), mean: share(this.rows, spec.columns * cycles), max: share(this.slowest) },
      mapping: (m * n) / (spec.columns * spec.rows * groups * passes),
    };
  }
}
