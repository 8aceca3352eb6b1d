import { bytes } from "../walk/signed_load";
import { reduce } from "../walk/signed_depend";
import { LENGTH_U, LENGTH_V, LENGTH_W } from "../walk/state";
import { walk } from "../walk/signed";

export { walk_zt_ukr, walk_z3_ukr, walk_zt_ukr_wide, walk_z3_ukr_wide } from "../walk/signed_ukernel";

export function walk_zt_workspace(capacity: i32, _lu: i32, _lv: i32, _lw: i32): f64 { return bytes<u8>(capacity); }
export function walk_z3_workspace(capacity: i32, _lu: i32, _lv: i32, _lw: i32): f64 { return bytes<u8>(capacity); }
export function walk_zt_wide_workspace(capacity: i32, _lu: i32, _lv: i32, _lw: i32): f64 { return bytes<u32>(capacity); }
export function walk_z3_wide_workspace(capacity: i32, _lu: i32, _lv: i32, _lw: i32): f64 { return bytes<u32>(capacity); }

export function walk_zt_run(state: usize, ws: usize, flips: i32): i32 { return walk<u8, u8>(state, ws, flips); }
export function walk_z3_run(state: usize, ws: usize, flips: i32): i32 { return walk<u16, u8>(state, ws, flips); }
export function walk_zt_wide_run(state: usize, ws: usize, flips: i32): i32 { return walk<u8, u32>(state, ws, flips); }
export function walk_z3_wide_run(state: usize, ws: usize, flips: i32): i32 { return walk<u16, u32>(state, ws, flips); }

function wide(lu: i32, lv: i32, lw: i32): bool { return max(max(lu, lv), lw) > 64; }
function wideState(state: usize): bool { return wide(load<i32>(state + LENGTH_U), load<i32>(state + LENGTH_V), load<i32>(state + LENGTH_W)); }

export function walk_reduce_zt_workspace(capacity: i32, lu: i32, lv: i32, lw: i32): f64 { return wide(lu, lv, lw) ? bytes<u32>(capacity) : bytes<u8>(capacity); }
export function walk_reduce_z3_workspace(capacity: i32, lu: i32, lv: i32, lw: i32): f64 { return wide(lu, lv, lw) ? bytes<u32>(capacity) : bytes<u8>(capacity); }
export function walk_reduce_zt(state: usize, ws: usize): i32 { return wideState(state) ? reduce<u8, u32>(state, ws) : reduce<u8, u8>(state, ws); }
export function walk_reduce_z3(state: usize, ws: usize): i32 { return wideState(state) ? reduce<u16, u32>(state, ws) : reduce<u16, u8>(state, ws); }
