// Tiles: rows of 16 sums, where the sums of all planes meet.

/** Four sums of tile += scale·x, as i32 lanes. */
// @ts-ignore: decorator
@inline
function four(tile: usize, x: v128, scale: v128): void { v128.store(tile, i32x4.add(v128.load(tile), i32x4.mul(x, scale))); }

/** tile[0..15] += scale·(low, high), sums in i16. */
// @ts-ignore: decorator
@inline
export function addSums(tile: usize, scale: i32, low: v128, high: v128): void {
  const s = i32x4.splat(scale);
  four(tile, i32x4.extend_low_i16x8_s(low), s);
  four(tile + 16, i32x4.extend_high_i16x8_s(low), s);
  four(tile + 32, i32x4.extend_low_i16x8_s(high), s);
  four(tile + 48, i32x4.extend_high_i16x8_s(high), s);
}

/** tile[r][j] ← rowTimes·rowSums[r] + colTimes·colSums[j] + constant; sums are read only where they count. */
export function startTile(rows: i32, cols: i32, rowTimes: i32, rowSums: usize, colTimes: i32, colSums: usize, constant: i32, tile: usize): void {
  for (let j: usize = 0; j < 64; j += 16) v128.store(tile + j, i32x4.splat(constant));
  if (colTimes != 0) for (let j: usize = 0; j < <usize>cols; j++) store<i32>(tile + (j << 2), constant + colTimes * load<i32>(colSums + (j << 2)));
  const x0 = v128.load(tile), x1 = v128.load(tile, 16), x2 = v128.load(tile, 32), x3 = v128.load(tile, 48);
  const end = tile + (<usize>rows << 6);
  while (tile < end) {
    const s = i32x4.splat(rowTimes != 0 ? load<i32>(rowSums) * rowTimes : 0);
    v128.store(tile, i32x4.add(x0, s));
    v128.store(tile, i32x4.add(x1, s), 16);
    v128.store(tile, i32x4.add(x2, s), 32);
    v128.store(tile, i32x4.add(x3, s), 48);
    rowSums += 4;
    tile += 64;
  }
}

/** Four rows of four sums, from a tile to columns of c. */
// @ts-ignore: decorator
@inline
function storeAcross(tile: usize, c: usize, col: usize): void {
  const a = v128.load(tile), b = v128.load(tile, 64), d = v128.load(tile, 128), e = v128.load(tile, 192);
  const ab = i32x4.shuffle(a, b, 0, 4, 1, 5), de = i32x4.shuffle(d, e, 0, 4, 1, 5), ab2 = i32x4.shuffle(a, b, 2, 6, 3, 7), de2 = i32x4.shuffle(d, e, 2, 6, 3, 7);
  v128.store(c, i64x2.shuffle(ab, de, 0, 2));
  v128.store(c + col, i64x2.shuffle(ab, de, 1, 3));
  v128.store(c + 2 * col, i64x2.shuffle(ab2, de2, 0, 2));
  v128.store(c + 3 * col, i64x2.shuffle(ab2, de2, 1, 3));
}

/** c ← the first `cols` columns of a tile; distances of rows and columns of c in bytes. */
export function storeTile(rows: i32, cols: i32, tile: usize, c: usize, row: usize, col: usize): void {
  const end = tile + (<usize>rows << 6);
  if (rows == 4 && row == 4 && (cols & 3) == 0) {
    for (let j = 0; j < cols; j += 4) storeAcross(tile + (<usize>j << 2), c + <usize>j * col, col);
    return;
  }
  while (tile < end) {
    if (cols == 16 && col == 4) {
      v128.store(c, v128.load(tile));
      v128.store(c, v128.load(tile, 16), 16);
      v128.store(c, v128.load(tile, 32), 32);
      v128.store(c, v128.load(tile, 48), 48);
    } else {
      let to = c;
      for (let p = tile, last = tile + (<usize>cols << 2); p < last; p += 4) {
        store<i32>(to, load<i32>(p));
        to += col;
      }
    }
    c += row;
    tile += 64;
  }
}
