// L·Lᵀ ± w·wᵀ along the path that w touches, where w brings no entry that L lacks. Gill, Golub, Murray & Saunders 1974, Math. Comp. 28, methods C1 and C3;
// the path: Davis & Hager 1999, SIAM J. Matrix Anal. Appl. 20(3).
import { at } from "../order/ints";
import { Plan, ROWS } from "./plan";

/** A pivot that loses all but this part of itself is gone. */
const LOST: f64 = 1.4210854715202004e-14;

/** y: w by positions, spent; first: the least position where it is not 0. Returns 0, or the 1-based position of a pivot that would not be positive and
 *  finite: L is spoilt then. */
export function rank1(p: Plan, y: usize, first: i32, sigma: f64): i32 {
  return p.method == ROWS ? rank1Rows(p, y, first, sigma) : rank1Fronts(p, y, first, sigma);
}

function rank1Rows(p: Plan, y: usize, first: i32, sigma: f64): i32 {
  for (let j = first, alpha = sigma; j >= 0; j = at(p.parent, j)) {
    const place = p.diagonal + (<usize>j << 3), d = load<f64>(place), w = load<f64>(y + (<usize>j << 3));
    if (w == 0) continue;
    const next = d + alpha * w * w, beta = alpha * w / next;
    if (!(next > d * LOST && next < Infinity)) return j + 1;
    alpha *= d / next;
    store<f64>(place, next);
    const end = at(p.colAt, j + 1);
    for (let e = at(p.colAt, j); e < end; e++) {
      const i = y + (<usize>at(p.index, e) << 3), l = p.values + (<usize>e << 3), v = load<f64>(i) - w * load<f64>(l);
      store<f64>(i, v);
      store<f64>(l, load<f64>(l) + beta * v);
    }
  }
  return 0;
}

function rank1Fronts(p: Plan, y: usize, first: i32, sigma: f64): i32 {
  let f = 0, high = p.fronts;
  while (high - f > 1) {
    const middle = (f + high) >> 1;
    if (at(p.first, middle) <= first) f = middle; else high = middle;
  }
  for (; f >= 0; f = at(p.parent, f)) {
    const from = at(p.first, f), w = at(p.first, f + 1) - from, begin = at(p.rowsAt, f), m = at(p.rowsAt, f + 1) - begin;
    const panel = p.values + (<usize>at(p.panelAt, f) << 3), step = <usize>w << 5, below = panel + <usize>((w + 3) >> 2) * step;
    for (let c = 0; c < w; c++) {
      const a = load<f64>(y + (<usize>(from + c) << 3));
      if (a == 0) continue;
      const pivot = panel + <usize>(c >> 2) * step + (<usize>c << 5) + (<usize>(c & 3) << 3);
      const inverse = load<f64>(pivot), s = a * inverse, square = 1 + sigma * s * s;
      if (!(square > LOST && square < Infinity)) return from + c + 1;
      const cosine = sqrt<f64>(square);
      store<f64>(pivot, inverse / cosine);
      for (let r = c + 1; r < w; r++) rotate(panel + <usize>(r >> 2) * step + (<usize>c << 5) + (<usize>(r & 3) << 3), y + (<usize>(from + r) << 3), cosine, s, sigma);
      for (let r = 0; r < m; r++) rotate(below + <usize>(r >> 2) * step + (<usize>c << 5) + (<usize>(r & 3) << 3), y + (<usize>at(p.rows, begin + r) << 3), cosine, s, sigma);
    }
  }
  return 0;
}

function rotate(l: usize, w: usize, cosine: f64, s: f64, sigma: f64): void {
  const v = (load<f64>(l) + sigma * s * load<f64>(w)) / cosine;
  store<f64>(w, cosine * load<f64>(w) - s * v);
  store<f64>(l, v);
}
