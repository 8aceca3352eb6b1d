// Values that are not of a width.

/** Index of the first of n bytes with x + bias > most as unsigned bytes, or n. */
export function outside_i8_ukr(n: i32, x: usize, bias: i32, most: i32): i32 {
  const start = x, end = x + <usize>n, b = i8x16.splat(<i8>bias), m = i8x16.splat(<i8>most);
  while (x + 16 <= end) {
    const over = i8x16.bitmask(i8x16.gt_u(i8x16.add(v128.load(x), b), m));
    if (over != 0) return <i32>(x - start) + ctz(over);
    x += 16;
  }
  while (x < end) {
    if ((<u32>(load<u8>(x) + <u8>bias) & 0xff) > <u32>most) break;
    x++;
  }
  return <i32>(x - start);
}

/** Index in row-major order of the first element that is not from −2^(width−1) to 2^(width−1) − 1, or −1. */
export function outside(rows: usize, cols: usize, x: usize, stride: usize, width: i32): f64 {
  const block: usize = 65536, bias = 1 << (width - 1), most = (1 << width) - 1;
  for (let i: usize = 0; i < rows; i++) {
    const row = x + i * stride;
    for (let j: usize = 0; j < cols; j += block) {
      const n = min(block, cols - j), at = outside_i8_ukr(<i32>n, row + j, bias, most);
      if (at < <i32>n) return <f64>i * <f64>cols + <f64>j + <f64>at;
    }
  }
  return -1;
}
