// After peeling: values by least squares over all groups, what is noise dropped, what is left over counted.
import { valueIn } from "./bins";
import { take } from "./found";
import { deviate, freedom, shared } from "./noise";
import { energyAt, homeAt, Plan } from "./plan";

/** Sweeps of Gauss–Seidel; each shrinks the coupling of coefficients that share bins by about √P. */
const SWEEPS: i32 = 8;

/** Moves every value to the mean over the bins that hold nothing else (all bins, if there is none). */
export function refine(plan: Plan): void {
  const enough = 1e-3 * sqrt(plan.variance / <f64>plan.width);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let moved = false;
    for (let i = 0; i < plan.found; i++) {
      const k = load<u64>(plan.keys + (<usize>i << 3));
      let clean: f64 = 0, cleanSum: f64 = 0, sum: f64 = 0;
      for (let c = 0; c < plan.groups; c++) {
        const bin = load<u32>(homeAt(plan, i, c)), x = valueIn(plan, c, bin, k);
        sum += x;
        if (load<f64>(energyAt(plan, bin)) <= plan.limit) { cleanSum += x; clean += 1; }
      }
      const step = clean > 0 ? cleanSum / clean : sum / <f64>plan.groups;
      if (abs(step) <= enough) continue;
      take(plan, i, step);
      moved = true;
    }
    if (!moved) return;
  }
}

/** True if the groups bear coefficient i out. Some must be explained with it, and none without it. The mean value in those explained, the one that
 *  speaks for it loudest left out as it may be the one that chose it, must be beyond noise and half the value; if only one is explained, more of the
 *  others must lose energy by the coefficient than gain. */
function borneOut(plan: Plan, i: i32, beyond: f64, common: f64): bool {
  const k = load<u64>(plan.keys + (<usize>i << 3)), x = load<f64>(plan.values + (<usize>i << 3));
  let clean: f64 = 0, sum: f64 = 0, loudest: f64 = 0, votes = 0;
  for (let c = 0; c < plan.groups; c++) {
    const bin = load<u32>(homeAt(plan, i, c)), energy = load<f64>(energyAt(plan, bin)), rest = valueIn(plan, c, bin, k);
    if (energy <= plan.limit) {
      const here = x < 0 ? -x - rest : x + rest;
      clean += 1;
      sum += here;
      loudest = max(loudest, here);
    } else {
      const without = <f64>plan.width * x * (2 * rest + x);
      if (energy + without <= plan.limit) return false;
      votes += without > 0 ? 1 : -1;
    }
  }
  if (clean > 1) return sum - loudest > max((clean - 1) * abs(x) / 2, (clean - 1) * common * loudest + beyond * sqrt(clean - 1));
  return clean == 1 && (votes > 0 || plan.groups == 1);
}

/** Drops what noise may have made. Returns how many. */
export function prune(plan: Plan): i32 {
  const beyond = deviate(plan) * sqrt(plan.variance / freedom(plan)), common = shared(plan), independent = min(<f64>plan.groups, <f64>plan.distinct / (<f64>(1 << plan.b) * freedom(plan)));
  const least = beyond / sqrt(independent);
  let kept = 0, dropped = 0;
  for (let i = 0; i < plan.found; i++) {
    const x = load<f64>(plan.values + (<usize>i << 3));
    if (abs(x) <= least || !borneOut(plan, i, beyond, common)) {
      take(plan, i, -x);
      dropped++;
      continue;
    }
    store<u64>(plan.keys + (<usize>kept << 3), load<u64>(plan.keys + (<usize>i << 3)));
    store<f64>(plan.values + (<usize>kept << 3), x);
    memory.copy(homeAt(plan, kept, 0), homeAt(plan, i, 0), <usize>plan.groups << 2);
    kept++;
  }
  plan.found = kept;
  return dropped;
}

/** Bins that are not empty at the end. */
export function leftOver(plan: Plan): i32 {
  let count = 0;
  for (let i = 0; i < plan.groups << plan.b; i++) if (load<f64>(plan.energy + (<usize>i << 3)) > plan.limit) count++;
  return count;
}

/** By index, ascending: Shell's sort with gaps 3h + 1. */
export function sort(plan: Plan): void {
  const count = plan.found, keys = plan.keys, values = plan.values;
  let gap = 1;
  while (gap < count / 3) gap = 3 * gap + 1;
  for (; gap > 0; gap /= 3) {
    for (let i = gap; i < count; i++) {
      const k = load<u64>(keys + (<usize>i << 3)), x = load<f64>(values + (<usize>i << 3));
      let j = i;
      for (; j >= gap && load<u64>(keys + (<usize>(j - gap) << 3)) > k; j -= gap) {
        store<u64>(keys + (<usize>j << 3), load<u64>(keys + (<usize>(j - gap) << 3)));
        store<f64>(values + (<usize>j << 3), load<f64>(values + (<usize>(j - gap) << 3)));
      }
      store<u64>(keys + (<usize>j << 3), k);
      store<f64>(values + (<usize>j << 3), x);
    }
  }
}
