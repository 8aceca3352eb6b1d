// Raw exports of the sparse transform. All state lies in scratch: a plan at `ws`, laid out by wht_sparse_plan and read by what comes after.
import { prepare, widthOf } from "../sparse/hash";
import { lay, Plan } from "../sparse/plan";
import { recover } from "../sparse/recover";
import { countSamples, gather, largest, listSamples, scatter, transform } from "../sparse/sample";

export { wht_sparse_trellis_ukr } from "../sparse/trellis";

/** Offsets of a group. */
export function wht_sparse_offsets(n: i32, b: i32, front: i32, repeats: i32, identity: i32): i32 { return widthOf(n, b, front, repeats, identity != 0); }

/** Bytes at `ws`; may pass 2^32. */
export function wht_sparse_workspace(n: i32, b: i32, groups: i32, width: i32, query: i32): f64 { return lay(0, n, b, groups, width, query != 0); }

export function wht_sparse_plan(ws: usize, n: i32, b: i32, groups: i32, front: i32, repeats: i32, identity: i32, seed: f64, query: i32): void {
  const plan = changetype<Plan>(ws);
  plan.n = n;
  plan.b = b;
  plan.groups = groups;
  plan.front = front;
  plan.repeats = repeats;
  plan.identity = identity != 0;
  plan.width = widthOf(n, b, front, repeats, plan.identity);
  lay(ws, n, b, groups, plan.width, query != 0);
  prepare(plan, seed);
}

/** How many distinct indices are sampled; for a query they are listed, u64 each. */
export function wht_sparse_list(ws: usize, query: i32): i32 {
  const plan = changetype<Plan>(ws);
  if (query) listSamples(plan);
  else countSamples(plan);
  return plan.distinct;
}

/** Samples from a vector, or from the answers. Returns the largest in size, or NaN if one is not finite. */
export function wht_sparse_gather_f32(ws: usize, x: usize): f64 { gather<f32>(changetype<Plan>(ws), x); return largest(changetype<Plan>(ws)); }
export function wht_sparse_gather_f64(ws: usize, x: usize): f64 { gather<f64>(changetype<Plan>(ws), x); return largest(changetype<Plan>(ws)); }
export function wht_sparse_scatter(ws: usize): f64 { scatter(changetype<Plan>(ws)); return largest(changetype<Plan>(ws)); }

/** Transforms, peels and settles; returns the number of coefficients. `scale` multiplies the samples, `sigma` is of them scaled. */
export function wht_sparse_recover(ws: usize, scale: f64, sparsity: f64, sigma: f64, floor: f64, gamma: f64, rounds: i32): i32 {
  const plan = changetype<Plan>(ws);
  transform(plan, scale);
  recover(plan, sparsity, sigma, floor, gamma, rounds);
  return plan.found;
}

/** Of the last recovery. */
export function wht_sparse_unresolved(ws: usize): i32 { return changetype<Plan>(ws).unresolved; }
export function wht_sparse_rounds(ws: usize): i32 { return changetype<Plan>(ws).rounds; }

/** Addresses: indices of samples (u64), answers (f64), indices of coefficients (u64), their values (f64). */
export function wht_sparse_list_at(ws: usize): usize { return changetype<Plan>(ws).list; }
export function wht_sparse_answers_at(ws: usize): usize { return changetype<Plan>(ws).answers; }
export function wht_sparse_keys_at(ws: usize): usize { return changetype<Plan>(ws).keys; }
export function wht_sparse_values_at(ws: usize): usize { return changetype<Plan>(ws).values; }
