// The addition ceiling: eight independent chains over L1 operands, 128 bytes a turn. What a transform made of additions (the
// Walsh-Hadamard transform) can hope for.
// a is unused, kept so that all kernels are called alike; the eight sums are stored at c, never read.

// @ts-ignore: decorator
@inline
function chains<T>(b: usize, bEnd: usize, c: usize): void {
  let s0 = v128.splat<T>(<T>0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
  while (b < bEnd) {
    s0 = v128.add<T>(s0, v128.load(b));
    s1 = v128.add<T>(s1, v128.load(b, 16));
    s2 = v128.add<T>(s2, v128.load(b, 32));
    s3 = v128.add<T>(s3, v128.load(b, 48));
    s4 = v128.add<T>(s4, v128.load(b, 64));
    s5 = v128.add<T>(s5, v128.load(b, 80));
    s6 = v128.add<T>(s6, v128.load(b, 96));
    s7 = v128.add<T>(s7, v128.load(b, 112));
    b += 128;
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

export function f32_add(a: usize, b: usize, bEnd: usize, c: usize): void { chains<f32>(b, bEnd, c); }
export function f64_add(a: usize, b: usize, bEnd: usize, c: usize): void { chains<f64>(b, bEnd, c); }

export function f32_add_times(n: i32, a: usize, b: usize, bEnd: usize, c: usize): void { while (n > 0) { f32_add(a, b, bEnd, c); n--; } }
export function f64_add_times(n: i32, a: usize, b: usize, bEnd: usize, c: usize): void { while (n > 0) { f64_add(a, b, bEnd, c); n--; } }
