// i32 sums → int8: round-half-even(scale·(sum + bias)) + zero point, saturated. Jacob et al. 2018, "Quantization and Training of
// Neural Networks for Efficient Integer-Arithmetic-Only Inference", section 2.2, with the multiplier kept as it is given:
// sum + bias is exact in f64, its product with the scale is one f64 multiplication. The same bits on every engine.

/** What becomes of the sums: a record in workspace, followed by scale and bias of the columns at hand in f64. */
@unmanaged
export class Requantization {
  /** f32 per column, or 0: then `scale` is of all. */
  scales: usize;
  /** i32 per column, or 0. */
  bias: usize;
  scale: f64;
  /** Bounds of the result less the zero point: of the type, and 0 below for ReLU. */
  low: f64;
  high: f64;
  zero: i32;
  out: usize;
  /** Row stride of out. */
  ld: i32;
  /** Columns at hand: f64 each. */
  factors: usize;
  addends: usize;
}

/** Most columns at hand. */
export const COLUMNS: i32 = 4096;
const RECORD: usize = 64;

// @ts-ignore: decorator
@inline
function bytesAtHand(n: i32): usize { return <usize>((min(n, COLUMNS) + 7) & ~7) * 8; }

export function requantizationBytes(n: i32): usize { return RECORD + 2 * bytesAtHand(n); }

/** Writes the record for n columns to `at`, which has requantizationBytes(n). */
export function requantization(
  at: usize, n: i32, out: usize, ld: i32, unsignedOut: bool, scales: usize, scale: f64, bias: usize, zero: i32, relu: bool,
): Requantization {
  const q = changetype<Requantization>(at);
  q.scales = scales;
  q.bias = bias;
  q.scale = scale;
  q.low = relu ? 0 : <f64>((unsignedOut ? 0 : -128) - zero);
  q.high = <f64>((unsignedOut ? 255 : 127) - zero);
  q.zero = zero;
  q.out = out;
  q.ld = ld;
  q.factors = at + RECORD;
  q.addends = q.factors + bytesAtHand(n);
  return q;
}

/** The following rows are of columns j..j+n. */
export function requantizeColumns(q: Requantization, j: i32, n: i32): void {
  for (let t: usize = 0; t < <usize>n; t++) {
    store<f64>(q.factors + t * 8, q.scales ? <f64>load<f32>(q.scales + (<usize>j + t) * 4) : q.scale);
    store<f64>(q.addends + t * 8, q.bias ? <f64>load<i32>(q.bias + (<usize>j + t) * 4) : 0);
  }
}

/** 1.5·2⁵²: added to |x| < 2³¹ it leaves x, rounded half to even, in the low 32 bits. */
const ROUND: f64 = 6755399441055744;

/** Two sums (the low lanes). */
// @ts-ignore: decorator
@inline
function two(sums: v128, factor: v128, addend: v128, low: v128, high: v128): v128 {
  const x = f64x2.mul(f64x2.add(f64x2.convert_low_i32x4_s(sums), addend), factor);
  return f64x2.add(f64x2.pmin(f64x2.pmax(x, low), high), f64x2.splat(ROUND));
}

/** Row i of the columns at hand, n of them from column j on. Reads sums, and what is at hand, up to a multiple of eight. */
export function requantizeRow(q: Requantization, i: i32, j: i32, n: i32, sums: usize): void {
  let out = q.out + <usize>i * <usize>q.ld + <usize>j;
  let f = q.factors, a = q.addends;
  const low = f64x2.splat(q.low), high = f64x2.splat(q.high), zero = i16x8.splat(<i16>q.zero);
  while (n > 0) {
    const s = v128.load(sums), t = v128.load(sums, 16);
    const x0 = two(s, v128.load(f), v128.load(a), low, high);
    const x1 = two(i64x2.shuffle(s, s, 1, 1), v128.load(f, 16), v128.load(a, 16), low, high);
    const x2 = two(t, v128.load(f, 32), v128.load(a, 32), low, high);
    const x3 = two(i64x2.shuffle(t, t, 1, 1), v128.load(f, 48), v128.load(a, 48), low, high);
    // Within i16, and within i8 or u8 once the zero point is added: the low byte of each lane is the result.
    const w = i16x8.narrow_i32x4_s(i32x4.shuffle(x0, x1, 0, 2, 4, 6), i32x4.shuffle(x2, x3, 0, 2, 4, 6));
    const y = i8x16.narrow_i16x8_u(v128.and(i16x8.add(w, zero), i16x8.splat(255)), zero);
    if (n >= 8) v128.store64_lane(out, y, 0);
    else for (let r = 0, bits = i64x2.extract_lane(y, 0); r < n; r++, bits >>= 8) store<u8>(out + <usize>r, <u8>bits);
    sums += 32;
    f += 64;
    a += 64;
    out += 8;
    n -= 8;
  }
}
