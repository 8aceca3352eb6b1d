// Peeling: a coefficient that is alone in some bin is taken out of its bin in every group, which may leave others alone.
// Gallager's erasure decoder on the graph of bins and coefficients; Li et al. 2015, §III.
import { another, energyOf, single, valueIn } from "./bins";
import { placeOf, take } from "./found";
import { energyAt, homeAt, Plan } from "./plan";

/** |U|² of every bin. */
export function measure(plan: Plan): void {
  for (let bin = 0; bin < plan.groups << plan.b; bin++) store<f64>(energyAt(plan, bin), energyOf(plan, bin));
}

/** The other groups vote: for, where the index has about its value; against, where it has not and the bin looks empty. Even votes do not deny: two of
 *  opposite signs may hide in one bin. */
function denied(plan: Plan, c: i32, i: i32): bool {
  let votes = 0;
  for (let o = 0; o < plan.groups; o++) {
    if (o == c) continue;
    const bin = load<u32>(homeAt(plan, i, o));
    if (valueIn(plan, o, bin, plan.key) / plan.value >= 0.5) votes++;
    else if (load<f64>(energyAt(plan, bin)) <= plan.limit) votes--;
  }
  return votes < 0;
}

/** The place of the coefficient that is alone in a bin of group c, its value in plan.value; −1 if there is none. */
function alone(plan: Plan, c: i32, bin: u32): i32 {
  for (let may = single(plan, c, bin); may; may = another(plan, c, bin)) {
    const i = placeOf(plan, plan.key);
    if (i < 0 || !denied(plan, c, i)) return i;
  }
  return -1;
}

/** Peels in rounds until no bin changes, or `rounds` are used up. Starts from all bins that are not empty; may be called again. */
export function peel(plan: Plan, rounds: i32): void {
  const total = plan.groups << plan.b;
  let queue = plan.queue, next = plan.next, count = 0;
  for (let bin = 0; bin < total; bin++) {
    const full = load<f64>(energyAt(plan, bin)) > plan.limit;
    store<u8>(plan.waiting + <usize>bin, full ? 1 : 0);
    if (full) { store<u32>(queue + (<usize>count << 2), bin); count++; }
  }
  while (count > 0 && plan.rounds < rounds) {
    plan.rounds++;
    let later = 0;
    for (let at = 0; at < count; at++) {
      const bin = load<u32>(queue + (<usize>at << 2)), c = <i32>(bin >> <u32>plan.b);
      store<u8>(plan.waiting + <usize>bin, 0);
      if (load<f64>(energyAt(plan, bin)) <= plan.limit) continue;
      const i = alone(plan, c, bin);
      if (i < 0) continue;
      take(plan, i, plan.value);
      for (let o = 0; o < plan.groups; o++) {
        const other = load<u32>(homeAt(plan, i, o));
        if (load<f64>(energyAt(plan, other)) <= plan.limit || load<u8>(plan.waiting + <usize>other)) continue;
        store<u8>(plan.waiting + <usize>other, 1);
        store<u32>(next + (<usize>later << 2), other);
        later++;
      }
    }
    const held = queue;
    queue = next;
    next = held;
    count = later;
  }
}
