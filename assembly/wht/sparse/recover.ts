// From U to the spectrum.
import { emptyShare, estimate, setNoise } from "./noise";
import { index } from "./found";
import { measure, peel } from "./peel";
import { energyAt, Plan } from "./plan";
import { rescue } from "./rescue";
import { leftOver, prune, refine, sort } from "./settle";

/** What was taken for single in a crowd may be seen for what it is once the crowd is gone, and more shows once values are refined. */
const TURNS: i32 = 5;

/** Root mean square of the samples, by Parseval. */
function rms(plan: Plan): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < plan.groups << plan.b; i++) sum += load<f64>(energyAt(plan, i));
  return sqrt(sum / (<f64>plan.groups * <f64>plan.width));
}

/** sigma: standard deviation of a sample, < 0 unknown; floor: rounding of the samples relative to their size; gamma < 0: by default. */
export function recover(plan: Plan, sparsity: f64, sigma: f64, floor: f64, gamma: f64, rounds: i32): void {
  plan.found = 0;
  plan.rounds = 0;
  index(plan);
  measure(plan);
  const bins = <f64>(<u64>1 << plan.b), rounding = floor * rms(plan), least = rounding * rounding / bins;
  setNoise(plan, (sigma < 0 ? estimate(plan, emptyShare(plan, sparsity) / 2) : sigma * sigma / bins) + least, gamma);
  for (let turn = 0; turn < TURNS; turn++) {
    peel(plan, rounds);
    // Most bins are empty now: a better estimate, and another try with it.
    if (sigma < 0) { setNoise(plan, estimate(plan, 0.5) + least, gamma); peel(plan, rounds); }
    if (sigma != 0 && rescue(plan) > 0) peel(plan, rounds);
    refine(plan);
    const dropped = prune(plan);
    plan.unresolved = leftOver(plan);
    if (dropped == 0 && plan.unresolved == 0) break;
    index(plan);
  }
  sort(plan);
}
