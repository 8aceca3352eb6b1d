// The reading ceiling: memory summed in four streams side by side, 32 bytes of each a turn, so that the prefetchers of one core
// have as much to do as they can take (one stream alone is a third slower). Eight independent chains, as in add.ts.
// b to bEnd is read in four quarters of a multiple of 32 bytes; a is unused; the sums are stored at c, never read.

export function f32_read(a: usize, b: usize, bEnd: usize, c: usize): void {
  const quarter = (bEnd - b) >> 2;
  const end = b + quarter;
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
  let p1 = b + quarter, p2 = p1 + quarter, p3 = p2 + quarter;
  while (b < end) {
    s0 = f32x4.add(s0, v128.load(b));
    s1 = f32x4.add(s1, v128.load(b, 16));
    s2 = f32x4.add(s2, v128.load(p1));
    s3 = f32x4.add(s3, v128.load(p1, 16));
    s4 = f32x4.add(s4, v128.load(p2));
    s5 = f32x4.add(s5, v128.load(p2, 16));
    s6 = f32x4.add(s6, v128.load(p3));
    s7 = f32x4.add(s7, v128.load(p3, 16));
    b += 32; p1 += 32; p2 += 32; p3 += 32;
  }
  v128.store(c, s0);
  v128.store(c, s1, 16);
  v128.store(c, s2, 32);
  v128.store(c, s3, 48);
  v128.store(c, s4, 64);
  v128.store(c, s5, 80);
  v128.store(c, s6, 96);
  v128.store(c, s7, 112);
}

export function f32_read_times(n: i32, a: usize, b: usize, bEnd: usize, c: usize): void { while (n > 0) { f32_read(a, b, bEnd, c); n--; } }
