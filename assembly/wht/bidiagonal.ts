// One step of the bidiagonalization of A in one pass: ũ ← A·v − γ·ũ and z ← Aᵀ·ũ.             Golub & Kahan 1965; Paige & Saunders 1982.
//
// Contract: A n×d, stride lda; v and z have d elements, u n; none overlap. Four rows at a time: they come from memory once, for the
// products with v, and are in L1 for the sum into z. The sums of z run down the rows in order; ‖ũ‖² comes back.

// @ts-ignore: decorator
@inline
function sum(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

export function bidiagonal_f64_ukr4(d: i32, a0: usize, lda: i32, v: usize, gamma: f64, u: usize, z: usize): void {
  const step = <usize>lda * 8, bytes = <usize>d * 8, a1 = a0 + step, a2 = a1 + step, a3 = a2 + step;
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
  let i: usize = 0;
  while (i + 16 <= bytes) {
    const t = v128.load(v + i);
    s0 = f64x2.add(s0, f64x2.mul(v128.load(a0 + i), t));
    s1 = f64x2.add(s1, f64x2.mul(v128.load(a1 + i), t));
    s2 = f64x2.add(s2, f64x2.mul(v128.load(a2 + i), t));
    s3 = f64x2.add(s3, f64x2.mul(v128.load(a3 + i), t));
    i += 16;
  }
  let u0 = sum(s0), u1 = sum(s1), u2 = sum(s2), u3 = sum(s3);
  if (i < bytes) {
    const t = load<f64>(v + i);
    u0 += load<f64>(a0 + i) * t;
    u1 += load<f64>(a1 + i) * t;
    u2 += load<f64>(a2 + i) * t;
    u3 += load<f64>(a3 + i) * t;
  }
  u0 -= gamma * load<f64>(u);
  u1 -= gamma * load<f64>(u, 8);
  u2 -= gamma * load<f64>(u, 16);
  u3 -= gamma * load<f64>(u, 24);
  store<f64>(u, u0);
  store<f64>(u, u1, 8);
  store<f64>(u, u2, 16);
  store<f64>(u, u3, 24);
  const c0 = f64x2.splat(u0), c1 = f64x2.splat(u1), c2 = f64x2.splat(u2), c3 = f64x2.splat(u3);
  i = 0;
  while (i + 16 <= bytes) {
    const low = f64x2.add(f64x2.mul(v128.load(a0 + i), c0), f64x2.mul(v128.load(a1 + i), c1));
    const high = f64x2.add(f64x2.mul(v128.load(a2 + i), c2), f64x2.mul(v128.load(a3 + i), c3));
    v128.store(z + i, f64x2.add(v128.load(z + i), f64x2.add(low, high)));
    i += 16;
  }
  if (i < bytes) store<f64>(z + i, load<f64>(z + i) + ((load<f64>(a0 + i) * u0 + load<f64>(a1 + i) * u1) + (load<f64>(a2 + i) * u2 + load<f64>(a3 + i) * u3)));
}

/** One row: what is left of n by four. */
function single(d: i32, a: usize, v: usize, gamma: f64, u: usize, z: usize): void {
  let s: f64 = 0;
  for (let j = 0; j < d; j++) s += load<f64>(a + (<usize>j << 3)) * load<f64>(v + (<usize>j << 3));
  s -= gamma * load<f64>(u);
  store<f64>(u, s);
  for (let j = 0; j < d; j++) {
    const p = z + (<usize>j << 3);
    store<f64>(p, load<f64>(p) + load<f64>(a + (<usize>j << 3)) * s);
  }
}

export function bidiagonal(n: i32, d: i32, a: usize, lda: i32, v: usize, gamma: f64, u: usize, z: usize): f64 {
  memory.fill(z, 0, <usize>d * 8);
  const step = <usize>lda * 8;
  let square: f64 = 0, i = 0;
  for (; i + 4 <= n; i += 4) {
    bidiagonal_f64_ukr4(d, a, lda, v, gamma, u, z);
    const u0 = load<f64>(u), u1 = load<f64>(u, 8), u2 = load<f64>(u, 16), u3 = load<f64>(u, 24);
    square += (u0 * u0 + u1 * u1) + (u2 * u2 + u3 * u3);
    a += 4 * step;
    u += 32;
  }
  for (; i < n; i++) {
    single(d, a, v, gamma, u, z);
    square += load<f64>(u) * load<f64>(u);
    a += step;
    u += 8;
  }
  return square;
}
