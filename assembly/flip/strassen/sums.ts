// The additions of the fast product: streams over whole blocks, in the order the blocks lie in memory. All sizes in bytes, no alignment needed.
// In the basis of Karstadt & Schwartz 2017 (SPAA, "Matrix multiplication, a little faster") an operand has three sums of its four blocks, and the result
// is three additions more: 12 a level where Winograd's form has 15.

/** y or −y: m is the sign bits to flip, or all bits of an integer. */
// @ts-ignore: decorator
@inline
function signed<T>(y: v128, m: v128): v128 {
  if (isInteger<T>()) return v128.sub<T>(v128.xor(y, m), m);
  return v128.xor(y, m);
}

// @ts-ignore: decorator
@inline
function mask<T>(negative: i32): v128 {
  if (isInteger<T>()) return i32x4.splat(negative ? -1 : 0);
  if (sizeof<T>() == 4) return i32x4.splat(negative ? i32.MIN_VALUE : 0);
  return i64x2.splat(negative ? i64.MIN_VALUE : 0);
}

// @ts-ignore: decorator
@inline
function negate<T>(y: T, negative: i32): T { return negative ? <T>(<T>0 - y) : y; }

/** out = x ± y. */
// @ts-ignore: decorator
@inline
function sum<T>(bytes: usize, x: usize, y: usize, negative: i32, out: usize): void {
  const m = mask<T>(negative), whole = x + (bytes & ~(<usize>15)), end = x + bytes;
  while (x < whole) {
    v128.store(out, v128.add<T>(v128.load(x), signed<T>(v128.load(y), m)));
    x += 16; y += 16; out += 16;
  }
  while (x < end) {
    store<T>(out, <T>(load<T>(x) + negate<T>(load<T>(y), negative)));
    x += sizeof<T>(); y += sizeof<T>(); out += sizeof<T>();
  }
}

/** The three forms of an operand's four blocks, `bytes` bytes of each, q bytes apart: f = u − v, v − w, v ± z (+ for a, − for b), where v is the block
 *  that the basis changed (21 of a, 12 of b), w the other one off the diagonal, u = 22 and z = 11. */
// @ts-ignore: decorator
@inline
function forms<T>(bytes: usize, q: usize, x: usize, right: i32, f: usize): void {
  const m = mask<T>(right), whole = x + (bytes & ~(<usize>15)), end = x + bytes, f1 = bytes, f2 = bytes + bytes;
  const dv = right ? q : q + q, dw = right ? q + q : q, du = q + q + q;
  while (x < whole) {
    const v = v128.load(x + dv);
    v128.store(f, v128.sub<T>(v128.load(x + du), v));
    v128.store(f + f1, v128.sub<T>(v, v128.load(x + dw)));
    v128.store(f + f2, v128.add<T>(v, signed<T>(v128.load(x), m)));
    x += 16; f += 16;
  }
  while (x < end) {
    const v = load<T>(x + dv);
    store<T>(f, <T>(load<T>(x + du) - v));
    store<T>(f + f1, <T>(v - load<T>(x + dw)));
    store<T>(f + f2, <T>(v + negate<T>(load<T>(x), right)));
    x += sizeof<T>(); f += sizeof<T>();
  }
}

/** c += x, d += x. Whole vectors, as all blocks of c are. */
// @ts-ignore: decorator
@inline
function addBoth<T>(bytes: usize, x: usize, c: usize, d: usize): void {
  const end = x + bytes;
  while (x < end) {
    const v = v128.load(x);
    v128.store(c, v128.add<T>(v128.load(c), v));
    v128.store(d, v128.add<T>(v128.load(d), v));
    x += 16; c += 16; d += 16;
  }
}

/** The fourth of four blocks becomes the sum of the others. Whole vectors. */
// @ts-ignore: decorator
@inline
function total<T>(q: usize, d: usize): void {
  const end = d + q;
  while (d < end) {
    const x = v128.add<T>(v128.load(d), v128.load(d + q));
    const d3 = d + q + q;
    v128.store(d3 + q, v128.add<T>(x, v128.load(d3)));
    d += 16;
  }
}

/** out = p + q − n; out may be any of them. */
export function threeSum<T>(bytes: usize, p: usize, q: usize, n: usize, out: usize): void {
  const whole = p + (bytes & ~(<usize>15)), end = p + bytes;
  while (p < whole) {
    v128.store(out, v128.sub<T>(v128.add<T>(v128.load(p), v128.load(q)), v128.load(n)));
    p += 16; q += 16; n += 16; out += 16;
  }
  while (p < end) {
    store<T>(out, <T>(load<T>(p) + load<T>(q) - load<T>(n)));
    p += sizeof<T>(); q += sizeof<T>(); n += sizeof<T>(); out += sizeof<T>();
  }
}

/** x = d − x, y = d − y. Whole vectors. */
export function subtractBoth<T>(bytes: usize, d: usize, x: usize, y: usize): void {
  const end = d + bytes;
  while (d < end) {
    const v = v128.load(d);
    v128.store(x, v128.sub<T>(v, v128.load(x)));
    v128.store(y, v128.sub<T>(v, v128.load(y)));
    d += 16; x += 16; y += 16;
  }
}

export function strassen_f32_ukr_sum(bytes: usize, x: usize, y: usize, negative: i32, out: usize): void { sum<f32>(bytes, x, y, negative, out); }
export function strassen_f64_ukr_sum(bytes: usize, x: usize, y: usize, negative: i32, out: usize): void { sum<f64>(bytes, x, y, negative, out); }
export function strassen_i32_ukr_sum(bytes: usize, x: usize, y: usize, negative: i32, out: usize): void { sum<i32>(bytes, x, y, negative, out); }
export function strassen_f32_ukr_forms(bytes: usize, q: usize, x: usize, right: i32, f: usize): void { forms<f32>(bytes, q, x, right, f); }
export function strassen_f64_ukr_forms(bytes: usize, q: usize, x: usize, right: i32, f: usize): void { forms<f64>(bytes, q, x, right, f); }
export function strassen_i32_ukr_forms(bytes: usize, q: usize, x: usize, right: i32, f: usize): void { forms<i32>(bytes, q, x, right, f); }
export function strassen_f32_ukr_add(bytes: usize, x: usize, c: usize, d: usize): void { addBoth<f32>(bytes, x, c, d); }
export function strassen_f64_ukr_add(bytes: usize, x: usize, c: usize, d: usize): void { addBoth<f64>(bytes, x, c, d); }
export function strassen_i32_ukr_add(bytes: usize, x: usize, c: usize, d: usize): void { addBoth<i32>(bytes, x, c, d); }
export function strassen_f32_ukr_total(q: usize, d: usize): void { total<f32>(q, d); }
export function strassen_f64_ukr_total(q: usize, d: usize): void { total<f64>(q, d); }
export function strassen_i32_ukr_total(q: usize, d: usize): void { total<i32>(q, d); }
