// Raw exports of walks over Z2 on rings: factors of one word (ring) or four (wide). A walker is laid out in walk/state.ts.
import { reduce, reduceWorkspace } from "../walk/reduce";
import { run } from "../walk/ring";
import { isWide, ringWorkspace } from "../walk/ring_parts";

export { walk_ring_ukr, walk_wide_ukr } from "../walk/ring_hop";

export function walk_ring_workspace(capacity: i32, lu: i32, lv: i32, lw: i32): f64 { return ringWorkspace<u64>(capacity); }
export function walk_wide_workspace(capacity: i32, lu: i32, lv: i32, lw: i32): f64 { return ringWorkspace<v128>(capacity); }
/** Walks until `flips` more are done or something happens: SPENT, IMPROVED, DEAD. */
export function walk_ring_run(state: usize, ws: usize, flips: i32): i32 { return run<u64>(state, ws, flips); }
export function walk_wide_run(state: usize, ws: usize, flips: i32): i32 { return run<v128>(state, ws, flips); }

export function walk_reduce_z2_workspace(capacity: i32, lu: i32, lv: i32, lw: i32): f64 { return max(max(lu, lv), lw) > 64 ? reduceWorkspace<v128>(capacity) : reduceWorkspace<u64>(capacity); }
/** The general reduction of the terms now. Returns the rank after. */
export function walk_reduce_z2(state: usize, ws: usize): i32 { return isWide(state) ? reduce<v128>(state, ws) : reduce<u64>(state, ws); }
