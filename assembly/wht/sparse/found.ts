// The coefficients found: a list with a table, and what each does to the bins.
import { subtract } from "./bins";
import { hash } from "./hash";
import { energyAt, homeAt, Plan } from "./plan";
import { slotOf } from "./table";

/** The table anew from the list. */
export function index(plan: Plan): void {
  memory.fill(plan.foundTable, 0, (<usize>plan.foundMask + 1) << 2);
  for (let i = 0; i < plan.found; i++) store<u32>(slotOf(plan.foundTable, <u32>plan.foundMask, plan.keys, load<u64>(plan.keys + (<usize>i << 3))), <u32>(i + 1));
}

/** The place of index k on the list. A new one stands behind the last, with value 0, until it is taken; −1 if there is no room. */
export function placeOf(plan: Plan, k: u64): i32 {
  const place = <i32>load<u32>(slotOf(plan.foundTable, <u32>plan.foundMask, plan.keys, k)) - 1, last = plan.found;
  if (place >= 0) return place;
  if (last == plan.capacity) return -1;
  store<u64>(plan.keys + (<usize>last << 3), k);
  store<f64>(plan.values + (<usize>last << 3), 0);
  for (let c = 0; c < plan.groups; c++) store<u32>(homeAt(plan, last, c), (c << plan.b) + hash(plan, c, k));
  return last;
}

/** Moves x of coefficient i from the bins of all groups to its value. */
export function take(plan: Plan, i: i32, x: f64): void {
  const k = load<u64>(plan.keys + (<usize>i << 3)), value = plan.values + (<usize>i << 3);
  if (i == plan.found) {
    plan.found = i + 1;
    store<u32>(slotOf(plan.foundTable, <u32>plan.foundMask, plan.keys, k), <u32>plan.found);
  }
  store<f64>(value, load<f64>(value) + x);
  for (let c = 0; c < plan.groups; c++) {
    const bin = load<u32>(homeAt(plan, i, c));
    store<f64>(energyAt(plan, bin), subtract(plan, c, bin, k, x));
  }
}
