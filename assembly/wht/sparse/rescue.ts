// Weak coefficients: one bin alone cannot tell them from noise, the others together can.
import { single, valueIn } from "./bins";
import { deviate, freedom, shared } from "./noise";
import { placeOf, take } from "./found";
import { energyAt, homeAt, Plan } from "./plan";

/** Reads bins that pass for empty, and believes what the same index has in other groups: noise there knows nothing of this choice, but for samples that
 *  groups share, whose part of the value is not counted. */
export function rescue(plan: Plan): i32 {
  const mean = plan.variance * <f64>plan.width, beyond = deviate(plan) * sqrt(plan.variance / freedom(plan));
  const common = shared(plan);
  let rescued = 0;
  for (let bin = 0; bin < plan.groups << plan.b; bin++) {
    const energy = load<f64>(energyAt(plan, bin)), c = bin >> plan.b;
    if (energy <= mean || energy > plan.limit || !single(plan, c, bin)) continue;
    const k = plan.key, x = plan.value, i = placeOf(plan, k);
    if (i < 0) break;
    let witnesses: f64 = 0, sum: f64 = 0;
    for (let o = 0; o < plan.groups; o++) {
      const home = load<u32>(homeAt(plan, i, o));
      if (o == c || load<f64>(energyAt(plan, home)) > plan.limit) continue;
      sum += valueIn(plan, o, home, k);
      witnesses += 1;
    }
    if ((x < 0 ? -sum : sum) <= beyond * sqrt(witnesses) + common * abs(x) * witnesses || witnesses == 0) continue;
    take(plan, i, x);
    rescued++;
  }
  return rescued;
}
