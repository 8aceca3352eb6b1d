// General reduction over Z3 and ZT (Kauers & Moosbauer 2023, "Flip graphs for matrix multiplication", definition 4): of terms with the same factor in one
// position whose factors in another are linearly dependent, one is written by the others and leaves.
// Relations have coefficients −1, 0, 1 and are found by elimination over three elements; for ZT they are then checked in integers.
import { RANK } from "./state";
import { MEMBERS, ROWS } from "./signed_classes";
import { MOST, NEXT, SIGN, accumulate, clash, copyFactor, link, meta, planeBytes, rowBytes, sumSigns, sumValues, zero } from "./signed_terms";
import { drop, settle, termOf } from "./signed_reduce";
import { node, pack, unpack } from "./signed_load";

// @ts-ignore: decorator
@inline function member(ws: usize, q: i32): usize { return load<u32>(<usize>load<u32>(ws + MEMBERS) + (<usize>q << 2)); }
// @ts-ignore: decorator
@inline function row<W>(ws: usize, q: i32): usize { return <usize>load<u32>(ws + ROWS) + <usize>q * rowBytes<W>(); }

/** The class of a node whose ring is in ascending order from it; its size, or 0 where it is not the first of it. */
function gather<W>(ws: usize, x: usize): i32 {
  const to = <usize>load<u32>(ws + MEMBERS);
  store<u32>(to, <u32>x);
  let count = 1;
  for (let other = link<W>(x, NEXT); other != x && count < MOST; other = link<W>(other, NEXT)) {
    if (other < x) return 0;
    store<u32>(to + (<usize>count << 2), <u32>other);
    count++;
  }
  return count;
}

/** −1 where b stands in a with the sign it has in b, at b's lowest entry; 0 for the other sign; 1 where it does not stand there. */
function met<W>(a: usize, b: usize): i32 {
  const plane = planeBytes<W>();
  let i: usize = 0;
  while (load<u64>(b + i) == 0) i += 8;
  const v = load<u64>(b + i), low = v & (0 - v);
  return (load<u64>(a + i) & low) == 0 ? 1 : ((load<u64>(a + i + plane) ^ load<u64>(b + i + plane)) & low) == 0 ? -1 : 0;
}

/** Σ μ_q y_q = 0 in integers. */
function exact<W>(ws: usize, count: i32, offset: isize, v: u64, s: u64): bool {
  const plane = planeBytes<W>();
  for (let i: usize = 0; i < plane; i += 8) for (let bit: u64 = 1; bit != 0; bit <<= 1) {
    let total = 0;
    for (let q = 0; q < count; q++) if ((v >> q) & 1) {
      const y = member(ws, q) + offset;
      if (load<u64>(y + i) & bit) total += (((load<u64>(y + i + plane) & bit) != 0) != (((s >> q) & 1) != 0)) ? -1 : 1;
    }
    if (total != 0) return false;
  }
  return true;
}

/** Lets member p go: z_q −= s_p s_q μ_p μ_q z_p for the others; false, and nothing is changed, where a sum leaves the ring. */
function leave<R, W>(state: usize, ws: usize, position: i32, p: i32, count: i32, offset: isize, v: u64, s: u64): bool {
  const xp = member(ws, p), zp = xp + offset, own = load<u64>(link<W>(xp, SIGN)) ^ (0 - ((s >> p) & 1));
  for (let apply = 0; apply < 2; apply++) for (let q = 0; q < count; q++) if (q != p && (v >> q) & 1) {
    const x = member(ws, q), sign = link<W>(x, SIGN), m = ~(own ^ load<u64>(sign) ^ (0 - ((s >> q) & 1)));
    if (apply) store<u64>(sign, load<u64>(sign) ^ accumulate<R, W>(x + offset, zp, m));
    else if (clash<R, W>(x + offset, zp, m) != 0) return false;
  }
  drop<W>(state, ws, termOf<W>(ws, xp, position));
  return true;
}

/** Looks for a relation between the factors at `offset` from the members, and lets one of them go. */
function depend<R, W>(state: usize, ws: usize, position: i32, count: i32, offset: isize, third: isize): bool {
  let kept = 0;
  for (let q = 0; q < count; q++) {
    const a = row<W>(ws, kept), relation = a + meta<W>();
    copyFactor<W>(a, member(ws, q) + offset);
    let v: u64 = 1 << <u64>q, s: u64 = 0;
    for (let r = 0; r < kept; r++) {
      const b = row<W>(ws, r), how = met<W>(a, b), m = <u64>how;
      if (how > 0) continue;
      const bv = load<u64>(b + meta<W>()), bs = load<u64>(b + meta<W>() + 8) ^ (bv & m), sum = sumValues<u16>(v, s, bv, bs), signs = sumSigns<u16>(v, s, bv, bs, sum);
      v = sum;
      s = signs ^ (sum & accumulate<u16, W>(a, b, m));
    }
    if (!zero<W>(a)) {
      store<u64>(relation, v);
      store<u64>(relation + 8, s);
      kept++;
    } else if (sizeof<R>() == 2 || exact<W>(ws, count, offset, v, s)) {
      for (let p = 0; p < count; p++) if ((v >> p) & 1 && leave<R, W>(state, ws, position, p, count, third, v, s)) return true;
    }
  }
  return false;
}

function pass<R, W>(state: usize, ws: usize): bool {
  const rank = load<i32>(state + RANK);
  for (let i = 0; i < 3; i++) for (let t = 0; t < rank; t++) {
    const x = node<W>(ws, i, t), count = gather<W>(ws, x);
    if (count < 3) continue;
    const y = node<W>(ws, (i + 1) % 3, t) - x, z = node<W>(ws, (i + 2) % 3, t) - x;
    if (depend<R, W>(state, ws, i, count, y, z) || depend<R, W>(state, ws, i, count, z, y)) return true;
  }
  return false;
}

/** Until nothing changes; the rank. */
export function reduce<R, W>(state: usize, ws: usize): i32 {
  unpack<W>(state, ws);
  do settle<R, W>(state, ws, true); while (pass<R, W>(state, ws));
  pack<W>(state, ws, false);
  return load<i32>(state + RANK);
}
