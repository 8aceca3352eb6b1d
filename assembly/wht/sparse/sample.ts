// Sample indices M_c·l ⊕ d, each distinct one once, and their values into U.
import { columns } from "../columns";
import { columnsOf, delaysOf, Plan } from "./plan";
import { slotOf } from "./table";

/** M_c·l for all l by a recurrence over the lowest set bit. */
function drawPoints(plan: Plan, c: i32): void {
  const points = plan.points, matrix = columnsOf(plan, c);
  store<u64>(points, 0);
  for (let l = 1, bins = 1 << plan.b; l < bins; l++) {
    store<u64>(points + (<usize>l << 3), load<u64>(points + (<usize>(l & (l - 1)) << 3)) ^ load<u64>(matrix + (<usize>ctz<i32>(l) << 3)));
  }
}

/** Counts the distinct indices of a vector, of less than 2^32 − 1 elements: the table holds them themselves. */
export function countSamples(plan: Plan): void {
  const width = <usize>plan.width << 3, bins = 1 << plan.b, mask = <u32>plan.sampleMask, table = plan.sampleTable;
  memory.fill(table, 0, (<usize>mask + 1) << 2);
  let distinct = 0;
  for (let c = 0; c < plan.groups; c++) {
    drawPoints(plan, c);
    const delays = delaysOf(plan, c);
    for (let l = 0; l < bins; l++) {
      const point = load<u32>(plan.points + (<usize>l << 3));
      for (let p: usize = 0; p < width; p += 8) {
        const key = (point ^ load<u32>(delays + p)) + 1;
        const mixed = key * 0x9e3779b1;
        let slot = (mixed ^ (mixed >> 15)) & mask, held = load<u32>(table + (<usize>slot << 2));
        while (held != 0 && held != key) { slot = (slot + 1) & mask; held = load<u32>(table + (<usize>slot << 2)); }
        if (held != 0) continue;
        store<u32>(table + (<usize>slot << 2), key);
        distinct++;
      }
    }
  }
  plan.distinct = distinct;
}

/** Lists the distinct indices of a query, and the place of every sample on that list in the order of U. */
export function listSamples(plan: Plan): void {
  const width = plan.width, bins = 1 << plan.b, mask = <u32>plan.sampleMask, table = plan.sampleTable, list = plan.list;
  memory.fill(table, 0, (<usize>mask + 1) << 2);
  let to = plan.places32, distinct: u32 = 0;
  for (let c = 0; c < plan.groups; c++) {
    drawPoints(plan, c);
    const delays = delaysOf(plan, c);
    for (let l = 0; l < bins; l++) {
      const point = load<u64>(plan.points + (<usize>l << 3));
      for (let p = 0; p < width; p++) {
        const index = point ^ load<u64>(delays + (<usize>p << 3)), slot = slotOf(table, mask, list, index);
        let place = load<u32>(slot);
        if (place == 0) {
          store<u64>(list + (<usize>distinct << 3), index);
          distinct++;
          place = distinct;
          store<u32>(slot, place);
        }
        store<u32>(to, place - 1);
        to += 4;
      }
    }
  }
  plan.distinct = <i32>distinct;
}

/** U from a vector in memory. */
export function gather<T>(plan: Plan, x: usize): void {
  const width = <usize>plan.width << 3, bins = 1 << plan.b;
  let to = plan.u;
  for (let c = 0; c < plan.groups; c++) {
    drawPoints(plan, c);
    const delays = delaysOf(plan, c);
    for (let l = 0; l < bins; l++) {
      const point = load<usize>(plan.points + (<usize>l << 3));
      for (let p: usize = 0; p < width; p += 8, to += 8) store<f64>(to, <f64>load<T>(x + (point ^ load<usize>(delays + p)) * sizeof<T>()));
    }
  }
}

/** U from the answers to a query. */
export function scatter(plan: Plan): void {
  const refs = plan.places32, answers = plan.answers, count = (plan.groups << plan.b) * plan.width;
  for (let i = 0; i < count; i++) store<f64>(plan.u + (<usize>i << 3), load<f64>(answers + (<usize>load<u32>(refs + (<usize>i << 2)) << 3)));
}

/** Largest |sample|, NaN if one is not finite. */
export function largest(plan: Plan): f64 {
  const count = (plan.groups << plan.b) * plan.width;
  let most: f64 = 0, odd: f64 = 0;
  for (let i = 0; i < count; i++) {
    const v = load<f64>(plan.u + (<usize>i << 3));
    odd += v - v;
    most = max(most, abs(v));
  }
  return odd == 0 ? most : NaN;
}

/** The transforms of all groups and offsets, times `scale`/B. */
export function transform(plan: Plan, scale: f64): void {
  const bins = 1 << plan.b, width = plan.width;
  for (let c = 0; c < plan.groups; c++) columns<f64>(bins, width, plan.u + (<usize>(c << plan.b) * <usize>width << 3), width, scale / <f64>bins);
}
