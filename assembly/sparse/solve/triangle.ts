// In which triangle all entries of a matrix lie, for answering triangular systems by substitution.

/** 1: all on or below the diagonal, 2: all on or above it, 3: both, 0: neither. Columns ascend in each row. */
export function triangle(rows: i32, rowPtr: usize, colIdx: usize): i32 {
  let found = 3;
  for (let i = 0; i < rows && found != 0; i++) {
    const first = load<i32>(rowPtr + (<usize>i << 2)), end = load<i32>(rowPtr + (<usize>i << 2), 4);
    if (first == end) continue;
    if (load<i32>(colIdx + (<usize>first << 2)) < i) found &= 1;
    if (load<i32>(colIdx + (<usize>(end - 1) << 2)) > i) found &= 2;
  }
  return found;
}
