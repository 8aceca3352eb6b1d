// Rows brought forward by a block of pivots: each takes the one row of a table that clears it there.

/** row ← row − table[index], index the number with the digits of the row at the `count` positions `at`. Tables hold what is to be added. */
export function lift_update_p2_ukr(rows: i32, row: usize, table: usize, count: i32, at: usize, from: usize, bytes: usize): void {
  const end = row + <usize>rows * bytes;
  while (row < end) {
    let index: usize = 0;
    for (let s = 0; s < count; s++) {
      const c = load<i32>(at + <usize>(s << 2));
      index |= <usize>((<i32>load<u8>(row + <usize>(c >> 3)) >> (c & 7)) & 1) << s;
    }
    if (index != 0) {
      const t = table + index * bytes;
      let i = from;
      while (i < bytes) {
        v128.store(row + i, v128.xor(v128.load(row + i), v128.load(t + i)));
        i += 16;
      }
    }
    row += bytes;
  }
}

export function lift_update_p3_ukr(rows: i32, row: usize, table: usize, count: i32, at: usize, from: usize, bytes: usize): void {
  const stride = bytes << 1, end = row + <usize>rows * stride;
  while (row < end) {
    let index: usize = 0;
    for (let s = count - 1; s >= 0; s--) {
      const c = load<i32>(at + <usize>(s << 2)), byte = row + <usize>(c >> 3);
      index = index * 3 + <usize>(((<i32>load<u8>(byte) >> (c & 7)) & 1) + ((<i32>load<u8>(byte + bytes) >> (c & 7)) & 1));
    }
    if (index != 0) {
      const t = table + index * stride;
      let i = from;
      while (i < bytes) {
        const x0 = v128.load(row + i), x1 = v128.load(row + i + bytes), y0 = v128.load(t + i), y1 = v128.load(t + i + bytes);
        const u = v128.xor(x0, y1), v = v128.xor(x1, y0);
        v128.store(row + i, v128.or(v128.xor(u, x1), v128.xor(v, y1)));
        v128.store(row + i + bytes, v128.and(u, v));
        i += 16;
      }
    }
    row += stride;
  }
}
