// Orders in which eight rows at a time can be eliminated: no row of a chunk of 8 knows another of it.

/** level[i] = 1 + the largest level of the rows before i that i is joined to, in either direction; returns how many levels there are.
 *  Rows of one level are independent, and the elimination in this order is that of the natural one. In every row the columns before i stand first. */
export function levels(n: i32, symmetric: bool, rowPtr: usize, colIdx: usize, level: usize): i32 {
  memory.fill(level, 0, <usize>n << 2);
  let deepest = -1;
  for (let i = 0; i < n; i++) {
    const at = rowPtr + (<usize>i << 2), end = colIdx + (<usize>load<u32>(at, 4) << 2), own = level + (<usize>i << 2);
    let mine = load<i32>(own), p = colIdx + (<usize>load<u32>(at) << 2);
    for (; p < end; p += 4) {
      const j = load<i32>(p);
      if (j >= i) break;
      mine = max(mine, load<i32>(level + (<usize>j << 2)) + 1);
    }
    store<i32>(own, mine);
    deepest = max(deepest, mine);
    if (!symmetric) for (; p < end; p += 4) {
      const there = level + (<usize>load<u32>(p) << 2);
      // The row itself may stand here too: not raised.
      if (there != own) store<i32>(there, max(load<i32>(there), mine + 1));
    }
  }
  return deepest + 1;
}

/** Breadth first from the far end of row 0's component, then from the far end of every further one: the Cuthill–McKee order but for its sorting by degree, and reversed. A symmetric pattern.
 *  rank[i] is the turn of row i, order[rank[i]] = i. George & Liu 1981, ch. 4. */
export function breadthFirst(n: i32, rowPtr: usize, colIdx: usize, order: usize, rank: usize): void {
  memory.fill(rank, 0xff, <usize>n << 2);
  let held = 0;
  for (let i = 0; i < n; i++) {
    if (load<i32>(rank + (<usize>i << 2)) >= 0) continue;
    let end = spread(i, held, rowPtr, colIdx, order, rank);
    const far = load<i32>(order + (<usize>(end - 1) << 2));
    for (let k = held; k < end; k++) store<i32>(rank + (<usize>load<u32>(order + (<usize>k << 2)) << 2), -1);
    held = spread(far, held, rowPtr, colIdx, order, rank);
  }
  for (let k = 0, m = n - 1; k < m; k++, m--) {
    const at = order + (<usize>k << 2), to = order + (<usize>m << 2), i = load<i32>(at);
    store<i32>(at, load<i32>(to));
    store<i32>(to, i);
  }
  for (let k = 0; k < n; k++) store<i32>(rank + (<usize>load<u32>(order + (<usize>k << 2)) << 2), k);
}

/** The component of row i, from order[held] on; returns where it ends. */
function spread(i: i32, held: i32, rowPtr: usize, colIdx: usize, order: usize, rank: usize): i32 {
  store<i32>(order + (<usize>held << 2), i);
  store<i32>(rank + (<usize>i << 2), held);
  let end = held + 1;
  for (let k = held; k < end; k++) {
    const at = rowPtr + (<usize>load<u32>(order + (<usize>k << 2)) << 2), stop = colIdx + (<usize>load<u32>(at, 4) << 2);
    for (let p = colIdx + (<usize>load<u32>(at) << 2); p < stop; p += 4) {
      const j = load<i32>(p), seen = rank + (<usize>j << 2);
      if (load<i32>(seen) >= 0) continue;
      store<i32>(seen, end);
      store<i32>(order + (<usize>end << 2), j);
      end++;
    }
  }
  return end;
}

/** As `levels`, for the rows in the order given and a symmetric pattern. */
export function levelsIn(n: i32, rowPtr: usize, colIdx: usize, order: usize, rank: usize, level: usize): i32 {
  let deepest = -1;
  for (let k = 0; k < n; k++) {
    const i = load<i32>(order + (<usize>k << 2)), at = rowPtr + (<usize>i << 2), end = colIdx + (<usize>load<u32>(at, 4) << 2);
    let mine = 0;
    for (let p = colIdx + (<usize>load<u32>(at) << 2); p < end; p += 4) {
      const j = <usize>load<u32>(p) << 2;
      if (load<i32>(rank + j) < k) mine = max(mine, load<i32>(level + j) + 1);
    }
    store<i32>(level + (<usize>i << 2), mine);
    deepest = max(deepest, mine);
  }
  return deepest + 1;
}

/** Rows by level, every level filled up to a multiple of 8: pos[i] is the place of row i, over level[i] itself. Returns the places there are. ws: 4·count bytes. */
export function levelOrder(n: i32, count: i32, level: usize, ws: usize): i32 {
  memory.fill(ws, 0, <usize>count << 2);
  for (let i = 0; i < n; i++) {
    const at = ws + (<usize>load<u32>(level + (<usize>i << 2)) << 2);
    store<i32>(at, load<i32>(at) + 1);
  }
  let sum = 0;
  for (let l = 0; l < count; l++) {
    const at = ws + (<usize>l << 2), size = load<i32>(at);
    store<i32>(at, sum);
    sum += (size + 7) & ~7;
  }
  for (let i = 0; i < n; i++) {
    const mine = level + (<usize>i << 2), at = ws + (<usize>load<u32>(mine) << 2), place = load<i32>(at);
    store<i32>(at, place + 1);
    store<i32>(mine, place);
  }
  return sum;
}

/** Every row, in turn, goes to the first chunk with room that holds none of its neighbours: another order of elimination, with far fewer and fuller chunks than levels give
 *  where rows are long. The pattern must be symmetric. pos[i] is the place of row i; returns the places there are. ws: 12·n bytes. */
export function chunkOrder(n: i32, rowPtr: usize, colIdx: usize, pos: usize, ws: usize): i32 {
  const next = ws, held = ws + (<usize>n << 2), mark = held + (<usize>n << 2);
  memory.fill(held, 0, <usize>n << 2);
  memory.fill(mark, 0xff, <usize>n << 2);
  let chunks = 0, first = -1, last = -1;
  for (let i = 0; i < n; i++) {
    const at = rowPtr + (<usize>i << 2), end = colIdx + (<usize>load<u32>(at, 4) << 2);
    for (let p = colIdx + (<usize>load<u32>(at) << 2); p < end; p += 4) {
      const j = load<i32>(p);
      if (j < i) store<i32>(mark + (<usize>(load<u32>(pos + (<usize>j << 2)) >> 3) << 2), i);
    }
    let c = first, before = -1;
    while (c >= 0 && load<i32>(mark + (<usize>c << 2)) == i) { before = c; c = load<i32>(next + (<usize>c << 2)); }
    if (c < 0) {
      c = chunks++;
      store<i32>(next + (<usize>c << 2), -1);
      if (last < 0) first = c; else store<i32>(next + (<usize>last << 2), c);
      last = c;
    }
    const size = held + (<usize>c << 2), lane = load<i32>(size);
    store<i32>(pos + (<usize>i << 2), (c << 3) + lane);
    store<i32>(size, lane + 1);
    if (lane == 7) {
      const after = load<i32>(next + (<usize>c << 2));
      if (before < 0) first = after; else store<i32>(next + (<usize>before << 2), after);
      if (last == c) last = before;
    }
  }
  return chunks << 3;
}

/** perm[pos[i]] = i; −1 where there is no row. */
export function inverse(n: i32, places: i32, pos: usize, perm: usize): void {
  memory.fill(perm, 0xff, <usize>places << 2);
  for (let i = 0; i < n; i++) store<i32>(perm + (<usize>load<u32>(pos + (<usize>i << 2)) << 2), i);
}

/** pos[i] = i. */
export function natural(n: i32, pos: usize): void {
  for (let i = 0; i < n; i++) store<i32>(pos + (<usize>i << 2), i);
}
