// Terms of a walker into the nodes of the workspace and back, and the tables of equal factors.
import { BEST, BEST_AT, BEST_RANK, CAPACITY, FLIPS, HEADER, RANK } from "./state";
import { CONTROL, END, HEADS, HEAD_BYTES, LIST, MEMBERS, NODES, NONE, ROWS, SHIFT, SIGNS, STRIDE, enlist } from "./signed_classes";
import { HEAD, MOST, SIGN, Y, Z, copyFactor, hash, meta, nodeBytes, positive, rowBytes, setLink } from "./signed_terms";

/** Heads of chains a position: a power of 2, at least 8 a term. */
function headsFor(capacity: i32): usize { return <usize>1 << <usize>(35 - clz<i32>(capacity)); }
function listBytes(capacity: i32): usize { return <usize>(capacity * 12 + 63) & ~63; }
function signBytes(capacity: i32): usize { return <usize>(capacity * 8 + 63) & ~63; }

export function bytes<W>(capacity: i32): f64 {
  return <f64>(CONTROL + listBytes(capacity) + signBytes(capacity) + 3 * (headsFor(capacity) << 2)) + (3.0 * <f64>capacity + 1.0) * <f64>nodeBytes<W>() + <f64>(MOST * 4) + <f64>MOST * <f64>rowBytes<W>();
}

export function node<W>(ws: usize, position: i32, t: i32): usize {
  return <usize>load<u32>(ws + NODES) + <usize>position * <usize>load<u32>(ws + STRIDE) + <usize>t * nodeBytes<W>();
}
export function signOf(ws: usize, t: i32): usize { return <usize>load<u32>(ws + SIGNS) + (<usize>t << 3); }

/** Where a factor of the terms now, or of the best terms, is kept. */
function place<W>(state: usize, best: bool, position: i32, t: i32): usize {
  const capacity = load<i32>(state + CAPACITY);
  return state + HEADER + (<usize>((best ? 3 * capacity : 0) + position * capacity + t)) * meta<W>();
}

/** The terms now become nodes. */
export function unpack<W>(state: usize, ws: usize): void {
  const capacity = load<i32>(state + CAPACITY), rank = load<i32>(state + RANK), heads = headsFor(capacity);
  const list = ws + CONTROL, signs = list + listBytes(capacity), first = signs + signBytes(capacity), nodes = first + 3 * (heads << 2);
  store<u32>(ws + LIST, <u32>list);
  store<u32>(ws + SIGNS, <u32>signs);
  store<u32>(ws + HEADS, <u32>first);
  store<u32>(ws + HEAD_BYTES, <u32>(heads << 2));
  store<u32>(ws + SHIFT, <u32>(64 - <i32>ctz(heads)));
  store<u32>(ws + NODES, <u32>nodes);
  store<u32>(ws + STRIDE, <u32>(<usize>capacity * nodeBytes<W>()));
  store<u32>(ws + MEMBERS, <u32>(node<W>(ws, 3, 0) + nodeBytes<W>()));
  store<u32>(ws + ROWS, load<u32>(ws + MEMBERS) + MOST * 4);
  store<u32>(ws + NONE, <u32>node<W>(ws, 3, 0));
  for (let t = 0; t < capacity; t++) for (let i = 0; i < 3; i++) {
    const x = node<W>(ws, i, t);
    setLink<W>(x, Y, node<W>(ws, (i + 1) % 3, t));
    setLink<W>(x, Z, node<W>(ws, (i + 2) % 3, t));
    setLink<W>(x, SIGN, signOf(ws, t));
    setLink<W>(x, HEAD, first + <usize>i * (heads << 2));
  }
  for (let t = 0; t < rank; t++) {
    let sign: u64 = 0;
    for (let i = 0; i < 3; i++) {
      const x = node<W>(ws, i, t);
      copyFactor<W>(x, place<W>(state, false, i, t));
      sign ^= positive<W>(x);
    }
    store<u64>(signOf(ws, t), sign);
  }
}

/** The nodes become the terms now (`best`: the best terms), the sign of a term that of its w. */
export function pack<W>(state: usize, ws: usize, best: bool): void {
  const rank = load<i32>(state + RANK), plane = meta<W>() >> 1;
  for (let t = 0; t < rank; t++) {
    for (let i = 0; i < 3; i++) copyFactor<W>(place<W>(state, best, i, t), node<W>(ws, i, t));
    const w = place<W>(state, best, 2, t), sign = load<u64>(signOf(ws, t));
    for (let i: usize = 0; i < plane; i += 8) store<u64>(w + plane + i, load<u64>(w + plane + i) ^ (load<u64>(w + i) & sign));
  }
}

export function packBest<W>(state: usize, ws: usize): void {
  pack<W>(state, ws, true);
  store<i32>(state + BEST, load<i32>(state + RANK));
  store<i32>(state + BEST_RANK, load<i32>(state + RANK));
  store<f64>(state + BEST_AT, load<f64>(state + FLIPS));
}

/** Chains, rings and list, from the factors alone. */
export function tabulate<W>(state: usize, ws: usize): void {
  const rank = load<i32>(state + RANK), shift = <u64>load<u32>(ws + SHIFT);
  const first = <usize>load<u32>(ws + HEADS), end = first + 3 * <usize>load<u32>(ws + HEAD_BYTES), none = i32x4.splat(load<i32>(ws + NONE));
  for (let head = first; head < end; head += 16) v128.store(head, none);
  store<u32>(ws + END, load<u32>(ws + LIST));
  for (let i = 0; i < 3; i++) for (let t = 0; t < rank; t++) {
    const x = node<W>(ws, i, t);
    enlist<W>(ws, shift, x, hash<W>(x));
  }
}
