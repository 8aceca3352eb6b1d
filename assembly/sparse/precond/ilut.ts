// ILUT: rows in their own order, entries dropped twice, by size against their row and by count. Saad 1994, Numer. Linear Algebra Appl. 1(4); Saad 2003, alg. 10.6.
// A row of the result: l_ij·d_j in any order, d_i, u_ij in any order; divided by d_i they are those of L̃ and Ũ in M = D·(I + L̃)·(I + Ũ).
import { usable } from "./incomplete";

/** Entries row i may keep on either side of the diagonal. */
// @ts-ignore: decorator
@inline
function room(length: i32, fill: f64): i32 { return <i32>min(1e9, ceil(0.5 * fill * <f64>length)); }

/** Entries that the result may have at most. */
export function ilutSize(n: i32, rowPtr: usize, fill: f64): f64 {
  let sum = 0.0;
  for (let i = 0; i < n; i++) {
    const at = rowPtr + (<usize>i << 2), keep = room(load<i32>(at, 4) - load<i32>(at), fill);
    sum += <f64>min(keep, i) + 1 + <f64>min(keep, n - 1 - i);
  }
  return sum;
}

/** Rows first … last − 1, behind those before them (outPtr[0] = 0); returns how many pivots were replaced, or −1 − row for a row that is 0.
 *  ws, kept over the calls: w n of f64 and state n of i32 (zeros, left so), start, heap, list n of i32 each. */
export function ilut(first: i32, last: i32, n: i32, rowPtr: usize, colIdx: usize, values: usize, drop: f64, fill: f64, outPtr: usize, outIdx: usize, outVal: usize, ws: usize): i32 {
  const w = ws, state = w + (<usize>n << 3), start = state + (<usize>n << 2), heap = start + (<usize>n << 2), list = heap + (<usize>n << 2);
  let replaced = 0, out = <usize>load<u32>(outPtr + (<usize>first << 2));
  for (let i = first; i < last; i++) {
    const begin = <usize>load<u32>(rowPtr + (<usize>i << 2)), end = <usize>load<u32>(rowPtr + (<usize>i << 2), 4), keep = room(<i32>(end - begin), fill);
    let size = 0, uppers = 0, square = 0.0, sum = 0.0, d = 0.0;
    for (let k = begin; k < end; k++) {
      const j = load<i32>(colIdx + (k << 2)), v = load<f64>(values + (k << 3));
      square += v * v;
      sum += abs(v);
      if (j == i) { d = v; continue; }
      store<f64>(w + (<usize>j << 3), v);
      store<i32>(state + (<usize>j << 2), 1);
      if (j < i) size = push(heap, size, j);
      else { store<i32>(list + (<usize>uppers << 2), j); uppers++; }
    }
    if (sum == 0) return -1 - i;
    const least = drop * sqrt(square), mean = sum / <f64>(end - begin), lows = out;
    // Lower entries in ascending order, from a heap: an elimination brings new ones behind its own.
    while (size > 0) {
      const j = <usize>load<u32>(heap), v = load<f64>(w + (j << 3));
      size = pop(heap, size);
      store<f64>(w + (j << 3), 0);
      store<i32>(state + (j << 2), 0);
      if (v == 0 || abs(v) < least) continue;
      const dj = <usize>load<u32>(start + (j << 2)), l = v / load<f64>(outVal + (dj << 3));
      for (let m = dj + 1, stop = <usize>load<u32>(outPtr + (j << 2), 4); m < stop; m++) {
        const c = load<i32>(outIdx + (m << 2)), u = l * load<f64>(outVal + (m << 3));
        if (c == i) { d -= u; continue; }
        const to = w + (<usize>c << 3), known = state + (<usize>c << 2);
        store<f64>(to, load<f64>(to) - u);
        if (load<i32>(known)) continue;
        store<i32>(known, 1);
        if (c < i) size = push(heap, size, c);
        else { store<i32>(list + (<usize>uppers << 2), c); uppers++; }
      }
      out = admit(outIdx, outVal, lows, out, <i32>j, v, keep);
    }
    if (!usable(d, mean)) { d = (1e-4 + drop) * mean; replaced++; }
    store<u32>(start + (<usize>i << 2), <u32>out);
    store<i32>(outIdx + (out << 2), i);
    store<f64>(outVal + (out << 3), d);
    const highs = ++out;
    for (let k = 0; k < uppers; k++) {
      const j = <usize>load<u32>(list + (<usize>k << 2)), v = load<f64>(w + (j << 3));
      store<f64>(w + (j << 3), 0);
      store<i32>(state + (j << 2), 0);
      if (v != 0 && abs(v) >= least) out = admit(outIdx, outVal, highs, out, <i32>j, v, keep);
    }
    store<u32>(outPtr + (<usize>i << 2), <u32>out, 4);
  }
  return replaced;
}

/** Puts (j, v) with the entries base … end − 1 if they are fewer than `keep` or one of them is smaller, which then goes; returns their new end.
 *  Once there are `keep`, they are a heap with the smallest in front. */
function admit(idx: usize, val: usize, base: usize, end: usize, j: i32, v: f64, keep: i32): usize {
  const count = <i32>(end - base), i = idx + (base << 2), x = val + (base << 3);
  if (count < keep) {
    set(i, x, count, j, v);
    if (count + 1 == keep) for (let k = (count - 1) >> 1; k >= 0; k--) sink(i, x, keep, k, load<i32>(i + (<usize>k << 2)), load<f64>(x + (<usize>k << 3)));
    return end + 1;
  }
  if (keep > 0 && abs(v) > abs(load<f64>(x))) sink(i, x, keep, 0, j, v);
  return end;
}

// @ts-ignore: decorator
@inline
function set(i: usize, x: usize, k: i32, j: i32, v: f64): void {
  store<i32>(i + (<usize>k << 2), j);
  store<f64>(x + (<usize>k << 3), v);
}

/** (j, v) into the hole k of a heap by |value|, smallest first. */
function sink(i: usize, x: usize, size: i32, k: i32, j: i32, v: f64): void {
  for (let c = 2 * k + 1; c < size; c = 2 * k + 1) {
    if (c + 1 < size && abs(load<f64>(x + (<usize>c << 3), 8)) < abs(load<f64>(x + (<usize>c << 3)))) c++;
    if (!(abs(load<f64>(x + (<usize>c << 3))) < abs(v))) break;
    set(i, x, k, load<i32>(i + (<usize>c << 2)), load<f64>(x + (<usize>c << 3)));
    k = c;
  }
  set(i, x, k, j, v);
}

function push(heap: usize, size: i32, j: i32): i32 {
  let k = size;
  while (k > 0) {
    const up = (k - 1) >> 1, there = load<i32>(heap + (<usize>up << 2));
    if (there < j) break;
    store<i32>(heap + (<usize>k << 2), there);
    k = up;
  }
  store<i32>(heap + (<usize>k << 2), j);
  return size + 1;
}

function pop(heap: usize, size: i32): i32 {
  const last = size - 1, j = load<i32>(heap + (<usize>last << 2));
  let k = 0;
  for (let c = 1; c < last; c = 2 * k + 1) {
    if (c + 1 < last && load<i32>(heap + (<usize>c << 2), 4) < load<i32>(heap + (<usize>c << 2))) c++;
    if (load<i32>(heap + (<usize>c << 2)) > j) break;
    store<i32>(heap + (<usize>k << 2), load<i32>(heap + (<usize>c << 2)));
    k = c;
  }
  store<i32>(heap + (<usize>k << 2), j);
  return last;
}
