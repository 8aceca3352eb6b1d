// L, D and U of a matrix in an order of elimination, in chunks of C rows (8 for SIMD, or 1): chunk c holds its strictly lower entries in the slots bounds[2c] … bounds[2c + 1] − 1,
// its strictly upper ones in the slots up to bounds[2c + 2] − 1; slot k has its C entries side by side at C·k. Short rows are filled up with the value 0 at their own place.

/** Counts the slots: bounds (2·places/C + 1 of i32) is written, the last of it returned. sorted: the order keeps i before j for joined i < j. */
export function count(n: i32, places: i32, C: i32, sorted: bool, rowPtr: usize, colIdx: usize, pos: usize, bounds: usize): i32 {
  const shift = C == 8 ? 3 : 0, chunks = places >> shift;
  memory.fill(bounds, 0, <usize>(2 * chunks + 1) << 2);
  for (let i = 0; i < n; i++) {
    const at = rowPtr + (<usize>i << 2), end = colIdx + (<usize>load<u32>(at, 4) << 2), place = load<i32>(pos + (<usize>i << 2));
    const mine = sorted ? i : place;
    let low = 0, high = 0;
    for (let p = colIdx + (<usize>load<u32>(at) << 2); p < end; p += 4) {
      const j = load<i32>(p), q = sorted ? j : load<i32>(pos + (<usize>j << 2));
      low += i32(q < mine);
      high += i32(q > mine);
    }
    const b = bounds + (<usize>(place >> shift) << 3);
    store<i32>(b, max(load<i32>(b), low));
    store<i32>(b, max(load<i32>(b, 4), high), 4);
  }
  let sum = 0;
  for (let b = bounds, last = bounds + (<usize>(2 * chunks) << 2); b <= last; b += 4) {
    const width = load<i32>(b);
    store<i32>(b, sum);
    sum += width;
  }
  return load<i32>(bounds + (<usize>(2 * chunks) << 2));
}

/** Fills idx and val (C entries a slot); diag[place] = a_ii, 1 at places without a row and 0 where a row has no diagonal entry. Short rows are read as they stand: what is written then advances
 *  on as many streams as there are levels, each in sequence. Long ones are read chunk by chunk. */
export function fill(n: i32, places: i32, C: i32, rowPtr: usize, colIdx: usize, values: usize, pos: usize, perm: usize, bounds: usize, idx: usize, val: usize, diag: usize): void {
  const inTurn = load<i32>(rowPtr + (<usize>n << 2)) < 10 * n;
  if (inTurn) for (let i = 0; i < n; i++) row(i, load<i32>(pos + (<usize>i << 2)), C, rowPtr, colIdx, values, pos, bounds, idx, val, diag);
  for (let place = 0; place < places; place++) {
    const i = load<i32>(perm + (<usize>place << 2));
    if (i < 0 || !inTurn) row(i, place, C, rowPtr, colIdx, values, pos, bounds, idx, val, diag);
  }
}

function row(i: i32, place: i32, C: i32, rowPtr: usize, colIdx: usize, values: usize, pos: usize, bounds: usize, idx: usize, val: usize, diag: usize): void {
  const lane = place & (C - 1), b = bounds + (<usize>(C == 8 ? place >> 3 : place) << 3), mid = load<i32>(b, 4) * C, top = load<i32>(b, 8) * C;
  let low = load<i32>(b) * C + lane, high = mid + lane, d = 1.0;
  if (i >= 0) {
    d = 0;
    const at = rowPtr + (<usize>i << 2), end = <usize>load<u32>(at, 4);
    for (let k = <usize>load<u32>(at); k < end; k++) {
      const q = load<i32>(pos + (<usize>load<u32>(colIdx + (k << 2)) << 2)), v = load<f64>(values + (k << 3));
      if (q == place) { d = v; continue; }
      // No branch: which side an entry is on is as good as random in some orders.
      const isLow = i32(q < place), to = select<i32>(low, high, isLow);
      store<i32>(idx + (<usize>to << 2), q);
      store<f64>(val + (<usize>to << 3), v);
      low += C & -isLow;
      high += C & (isLow - 1);
    }
  }
  store<f64>(diag + (<usize>place << 3), d);
  pad(low, mid, C, place, idx, val);
  pad(high, top, C, place, idx, val);
}

function pad(from: i32, to: i32, C: i32, place: i32, idx: usize, val: usize): void {
  for (; from < to; from += C) {
    store<i32>(idx + (<usize>from << 2), place);
    store<f64>(val + (<usize>from << 3), 0);
  }
}

/** Pivots of the modified incomplete factorization without fill, d̃_i = (1 + shift)·a_ii − Σ_{j<i} a_ij·((1 − relax)·a_ij + relax·u_j)/d̃_j with u_j = Σ_{k>j} a_jk.
 *  Stops at a pivot below 1e-3·a_ii and returns its place + 1. relax = 0: DIC. ws: 16·places bytes. */
export function pivots(places: i32, C: i32, bounds: usize, idx: usize, val: usize, diag: usize, relax: f64, shift: f64, pivot: usize, ws: usize): i32 {
  const log = C == 8 ? 3 : 0;
  for (let place = 0; place < places; place++) {
    const b = bounds + (<usize>(place >> log) << 3), lane = place & (C - 1), mid = load<i32>(b, 4) * C, top = load<i32>(b, 8) * C;
    const a = load<f64>(diag + (<usize>place << 3));
    let d = (1 + shift) * a;
    for (let k = load<i32>(b) * C + lane; k < mid; k += C) {
      const v = load<f64>(val + (<usize>k << 3)), j = ws + (<usize>load<u32>(idx + (<usize>k << 2)) << 4);
      // Padding looks at its own place, where nothing is yet.
      if (v != 0) d -= v * (v * load<f64>(j) + load<f64>(j, 8));
    }
    if (!(d >= 1e-3 * a)) return place + 1;
    let sum = 0.0;
    if (relax != 0) for (let k = mid + lane; k < top; k += C) sum += load<f64>(val + (<usize>k << 3));
    store<f64>(pivot + (<usize>place << 3), d);
    const mine = ws + (<usize>place << 4);
    store<f64>(mine, (1 - relax) / d);
    store<f64>(mine, relax * sum / d, 8);
  }
  return 0;
}

/** pivot ← 1/√pivot = s, a_ij ← s_i·a_ij·s_j, diag ← a_ii/pivot_i − 2: M = S⁻¹·(I + L)·(I + Lᵀ)·S⁻¹ and what Eisenstat's form of A wants. */
export function scale(places: i32, C: i32, bounds: usize, idx: usize, val: usize, diag: usize, pivot: usize): void {
  const log = C == 8 ? 3 : 0;
  for (let p = pivot, d = diag, end = pivot + (<usize>places << 3); p < end; p += 8, d += 8) {
    store<f64>(d, load<f64>(d) / load<f64>(p) - 2);
    store<f64>(p, 1 / sqrt(load<f64>(p)));
  }
  for (let c = 0, chunks = places >> log; c < chunks; c++) {
    const b = bounds + (<usize>c << 3), end = load<i32>(b, 8) * C, own = pivot + (<usize>(c * C) << 3);
    for (let k = load<i32>(b) * C; k < end; k++) {
      const at = val + (<usize>k << 3);
      store<f64>(at, load<f64>(at) * load<f64>(own + (<usize>(k & (C - 1)) << 3)) * load<f64>(pivot + (<usize>load<u32>(idx + (<usize>k << 2)) << 3)));
    }
  }
}

/** pivot ← 1/pivot, a_ij ← a_ij/pivot_i: M = P·(I + L)·(I + U) with P the pivots. Returns 0, or the place + 1 of a pivot that is 0. */
export function scaleRows(places: i32, C: i32, bounds: usize, val: usize, pivot: usize): i32 {
  for (let place = 0; place < places; place++) {
    const at = pivot + (<usize>place << 3), d = load<f64>(at), s = 1 / d;
    if (d == 0) return place + 1;
    store<f64>(at, s);
    const b = bounds + (<usize>(C == 8 ? place >> 3 : place) << 3), end = load<i32>(b, 8) * C;
    for (let k = load<i32>(b) * C + (place & (C - 1)); k < end; k += C) {
      const v = val + (<usize>k << 3);
      store<f64>(v, load<f64>(v) * s);
    }
  }
  return 0;
}
