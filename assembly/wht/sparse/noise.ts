// How strong the noise is, and from what energy on a bin cannot be noise alone.
import { Plan } from "./plan";

/** Chance that noise alone makes some bin of a run look full, about. */
const LN_1000: f64 = 6.907755278982137, LN_2: f64 = 0.6931471805599453;

/** Normal deviate that none of `groups`·2^b bins exceeds but in one run of a thousand: √(2 ln(1/α)), less what the tail falls short of that. */
export function deviate(plan: Plan): f64 {
  return sqrt(2 * (LN_1000 + <f64>(plan.b + 32 - clz<i32>(plan.groups)) * LN_2)) - 0.4;
}

/** Degrees of freedom of a bin: its offsets, less for those that meet in one coset of the columns (2^(n − b) of them) and share their noise. */
export function freedom(plan: Plan): f64 {
  const p = <f64>plan.width;
  return plan.n == plan.b ? p : p / (1 + p / <f64>(<u64>1 << <u64>min(60, plan.n - plan.b)));
}

/** Part of the samples of the groups that they share, and with it their noise. */
export function shared(plan: Plan): f64 {
  return max<f64>(0, 1 - <f64>plan.distinct / (<f64>(plan.groups << plan.b) * freedom(plan)));
}

/** z standard deviations above the mean of χ² / its degrees of freedom: Wilson & Hilferty 1931. */
function quantile(f: f64, z: f64): f64 {
  const s = 2 / (9 * f), root = 1 - s + z * sqrt(s);
  return root * root * root;
}

/** Sets the variance of one entry of U and the energy up to which a bin is empty; gamma < 0: by the tail of χ². */
export function setNoise(plan: Plan, variance: f64, gamma: f64): void {
  plan.variance = variance;
  plan.limit = variance * <f64>plan.width * (gamma >= 0 ? 1 + gamma : quantile(freedom(plan), deviate(plan)));
}

/** The variance of noise, from the quantile `at` of the energies of all bins, which is the median of the empty ones. */
export function estimate(plan: Plan, at: f64): f64 {
  const count = plan.groups << plan.b, copy = plan.queue;
  memory.copy(copy, plan.energy, <usize>count << 3);
  return select(copy, count, <i32>(at * <f64>(count - 1))) / (<f64>plan.width * quantile(freedom(plan), 0));
}

/** The element that sorting would put at `rank`: Hoare's find. */
function select(x: usize, count: i32, rank: i32): f64 {
  let left = 0, right = count - 1;
  while (left < right) {
    const pivot = load<f64>(x + (<usize>rank << 3));
    let i = left, j = right;
    while (i <= j) {
      while (load<f64>(x + (<usize>i << 3)) < pivot) i++;
      while (load<f64>(x + (<usize>j << 3)) > pivot) j--;
      if (i > j) break;
      const p = x + (<usize>(i++) << 3), q = x + (<usize>(j--) << 3), held = load<f64>(p);
      store<f64>(p, load<f64>(q));
      store<f64>(q, held);
    }
    if (j < rank) left = i;
    if (rank < i) right = j;
  }
  return load<f64>(x + (<usize>rank << 3));
}

/** Share of bins that `sparsity` coefficients leave empty: (1 − 1/B)^K. */
export function emptyShare(plan: Plan, sparsity: f64): f64 {
  let share: f64 = 1, factor = 1 - 1 / <f64>(<u64>1 << plan.b);
  for (let k = <u64>sparsity; k > 0; k >>= 1, factor *= factor) if (k & 1) share *= factor;
  return share;
}
