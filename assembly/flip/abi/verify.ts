// Raw exports of the check of Brent equations.
import { slice, workspace } from "../verify/slice";

export * from "../verify/rows";

export function verify_workspace(rank: i32): f64 { return workspace(rank); }
export function verify_slice(ring: i32, rank: i32, entries: i32, blocks: i32, u: usize, v: usize, w: usize, count: i32, targets: usize, ws: usize): i32 {
  return slice(ring, rank, entries, blocks, u, v, w, count, targets, ws);
}
