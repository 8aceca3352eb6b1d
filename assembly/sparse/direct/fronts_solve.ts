// Solves with the panels: y by positions. `tile` is scratch for a panel's rows.
import { at } from "../order/ints";
import { Plan } from "./plan";

/** out (4 doubles) ← sum over w columns of a tile times y. */
export function front_f64_ukr_gemv(t: usize, y: usize, end: usize, out: usize): void {
  let lo = f64x2.splat(0), hi = f64x2.splat(0);
  while (y < end) {
    const s = v128.load64_splat(y);
    lo = f64x2.add(lo, f64x2.mul(v128.load(t), s));
    hi = f64x2.add(hi, f64x2.mul(v128.load(t, 16), s));
    t += 32;
    y += 8;
  }
  v128.store(out, lo);
  v128.store(out, hi, 16);
}

/** out (4 doubles) ← 4 columns of the tiles from t to end, each times its part of y. */
export function front_f64_ukr_gemvt(t: usize, step: usize, end: usize, y: usize, out: usize): void {
  let s0 = f64x2.splat(0), s1 = f64x2.splat(0), s2 = f64x2.splat(0), s3 = f64x2.splat(0);
  while (t < end) {
    const lo = v128.load(y), hi = v128.load(y, 16);
    s0 = f64x2.add(s0, f64x2.add(f64x2.mul(v128.load(t), lo), f64x2.mul(v128.load(t, 16), hi)));
    s1 = f64x2.add(s1, f64x2.add(f64x2.mul(v128.load(t, 32), lo), f64x2.mul(v128.load(t, 48), hi)));
    s2 = f64x2.add(s2, f64x2.add(f64x2.mul(v128.load(t, 64), lo), f64x2.mul(v128.load(t, 80), hi)));
    s3 = f64x2.add(s3, f64x2.add(f64x2.mul(v128.load(t, 96), lo), f64x2.mul(v128.load(t, 112), hi)));
    t += step;
    y += 32;
  }
  v128.store(out, f64x2.add(v128.shuffle<f64>(s0, s1, 0, 2), v128.shuffle<f64>(s0, s1, 1, 3)));
  v128.store(out, f64x2.add(v128.shuffle<f64>(s2, s3, 0, 2), v128.shuffle<f64>(s2, s3, 1, 3)), 16);
}

/** L·z = y, front by front. */
export function front_f64_ukr_forward(t: usize, w: i32, m: i32, y: usize, rows: usize, all: usize, out: usize): void {
  const step = <usize>w << 5;
  for (let c = 0; c < w; c += 4) {
    front_f64_ukr_gemv(t, y, y + (<usize>c << 3), out);
    const q = min(4, w - c);
    for (let r = 0; r < q; r++) {
      const place = y + (<usize>(c + r) << 3);
      let v = load<f64>(place) - load<f64>(out + (<usize>r << 3));
      for (let e = 0; e < r; e++) v -= load<f64>(t + (<usize>(c + e) << 5) + (<usize>r << 3)) * load<f64>(y + (<usize>(c + e) << 3));
      store<f64>(place, v * abs(load<f64>(t + (<usize>(c + r) << 5) + (<usize>r << 3))));
    }
    t += step;
  }
  const end = y + (<usize>w << 3);
  for (let i = 0; i < m; i += 4) {
    front_f64_ukr_gemv(t, y, end, out);
    const q = min(4, m - i);
    for (let r = 0; r < q; r++) {
      const to = all + (<usize>load<i32>(rows) << 3);
      store<f64>(to, load<f64>(to) - load<f64>(out + (<usize>r << 3)));
      rows += 4;
    }
    t += step;
  }
}

/** Lᵀ·x = S·z for the pivots of one front; `tile`: its pivots and the rows below, both padded to 4 with zeros. */
export function front_f64_ukr_backward(p: usize, w: i32, tiles: i32, y: usize, tile: usize, out: usize): void {
  const step = <usize>w << 5, end = p + <usize>tiles * step;
  for (let c = (w - 1) & ~3; c >= 0; c -= 4) {
    const own = <usize>(c >> 2), t = p + own * step + (<usize>c << 5), part = tile + (<usize>c << 3);
    front_f64_ukr_gemvt(t + step, step, end, part + 32, out);
    for (let r = min(4, w - c) - 1; r >= 0; r--) {
      const d = load<f64>(t + <usize>r * 40), place = y + (<usize>(c + r) << 3);
      let v = load<f64>(out + (<usize>r << 3));
      for (let e = r + 1; e < 4; e++) v += load<f64>(t + (<usize>r << 5) + (<usize>e << 3)) * load<f64>(part + (<usize>e << 3));
      v = load<f64>(place) * d - v * abs(d);
      store<f64>(place, v);
      store<f64>(part + (<usize>r << 3), v);
    }
  }
}

/** y ← A⁻¹·y by positions. tile: p.tallest + 4 doubles; out: 4. */
export function solveFronts(p: Plan, y: usize, tile: usize, out: usize): void {
  const fronts = p.fronts;
  for (let f = 0; f < fronts; f++) {
    const from = at(p.first, f), begin = at(p.rowsAt, f);
    front_f64_ukr_forward(p.values + (<usize>at(p.panelAt, f) << 3), at(p.first, f + 1) - from, at(p.rowsAt, f + 1) - begin, y + (<usize>from << 3), p.rows + (<usize>begin << 2), y, out);
  }
  for (let f = fronts - 1; f >= 0; f--) {
    const from = at(p.first, f), w = at(p.first, f + 1) - from, begin = at(p.rowsAt, f), m = at(p.rowsAt, f + 1) - begin, pivots = (w + 3) >> 2, tiles = (m + 3) >> 2;
    const below = tile + (<usize>pivots << 5), last = <usize>(w - 1) & ~3;
    v128.store(tile + (last << 3), f64x2.splat(0));
    v128.store(tile + (last << 3) + 16, f64x2.splat(0));
    gather(below, m, tiles, p.rows + (<usize>begin << 2), y);
    front_f64_ukr_backward(p.values + (<usize>at(p.panelAt, f) << 3), w, pivots + tiles, y + (<usize>from << 3), tile, out);
  }
}

function gather(to: usize, m: i32, tiles: i32, rows: usize, y: usize): void {
  for (let i = 0; i < m; i++) store<f64>(to + (<usize>i << 3), load<f64>(y + (<usize>at(rows, i) << 3)));
  for (let i = m; i < tiles << 2; i++) store<f64>(to + (<usize>i << 3), 0);
}
