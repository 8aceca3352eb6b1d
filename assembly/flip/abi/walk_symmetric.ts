import { reduce, run, walk_c3_ukr, walk_c3z2_ukr, workspace } from "../walk/symmetric";

export { walk_c3_ukr, walk_c3z2_ukr };
/** Of either walk. */
export function walk_symmetric_workspace(capacity: i32): f64 { return <f64>workspace<u16>(capacity); }
export function walk_c3_run(state: usize, ws: usize, flips: i32): i32 { return run<u8>(state, ws, flips); }
export function walk_c3z2_run(state: usize, ws: usize, flips: i32): i32 { return run<u16>(state, ws, flips); }
export function walk_c3_reduce(state: usize, ws: usize): i32 { return reduce<u8>(state, ws); }
export function walk_c3z2_reduce(state: usize, ws: usize): i32 { return reduce<u16>(state, ws); }
