// Compatible weighted matching. D'Ambra, Filippone & Vassilevski 2018, "BootCMatch", ACM TOMS 44(4); the matching is the Suitor algorithm of
// Manne & Halappanavar 2014, IPDPS: at least half of the largest weight, in linear time.
import { at, at8, colOf, endOf, Rows, startOf, valOf } from "./shapes";

/** An edge below this much of the best of either end is no edge. */
const LEAST: f64 = 0.1;

/** −2·a_ij·w_i·w_j / (a_ii·w_i² + a_jj·w_j²): the weight of the paper less 1. */
// @ts-ignore: decorator
@inline
function weight(v: f64, i: i32, j: i32, d: usize, w: usize): f64 {
  const x = load<f64>(at8(w, i)), y = load<f64>(at8(w, j)), s = load<f64>(at8(d, i)) * x * x + load<f64>(at8(d, j)) * y * y;
  return s > 0 ? -2.0 * v * x * y / s : 0;
}

/** best[i] ← the largest weight at i; suitors start empty. */
export function heaviest(first: i32, last: i32, a: Rows, d: usize, w: usize, best: usize, suitor: usize, offer: usize): void {
  for (let i = first; i < last; i++) {
    let most: f64 = 0;
    const end = endOf(a, i);
    for (let k = startOf(a, i); k < end; k++) {
      const j = colOf(a, k);
      if (j != i) most = max(most, weight(valOf(a, k), i, j, d, w));
    }
    store<f64>(at8(best, i), most);
    store<i32>(at(suitor, i), -1);
    store<f64>(at8(offer, i), 0);
  }
}

/** Rows first … last − 1 propose, and those they displace propose again. Ties go to the lower row. */
export function propose(first: i32, last: i32, a: Rows, d: usize, w: usize, best: usize, suitor: usize, offer: usize): void {
  for (let i = first; i < last; i++) {
    let who = i;
    while (who >= 0) {
      let partner = -1, most: f64 = 0;
      const end = endOf(a, who), own = load<f64>(at8(best, who));
      for (let k = startOf(a, who); k < end; k++) {
        const j = colOf(a, k);
        if (j == who) continue;
        const v = weight(valOf(a, k), who, j, d, w), taken = load<f64>(at8(offer, j));
        if (!(v > 0) || v < LEAST * max(own, load<f64>(at8(best, j)))) continue;
        if (v < taken || (v == taken && who >= load<i32>(at(suitor, j)))) continue;
        if (v > most || (v == most && j < partner)) { most = v; partner = j; }
      }
      if (partner < 0) break;
      const before = load<i32>(at(suitor, partner));
      store<i32>(at(suitor, partner), who);
      store<f64>(at8(offer, partner), most);
      who = before;
    }
  }
}

/** id of every row: pairs that chose each other, and singles that w reaches. Returns the number of ids. */
export function pairs(n: i32, suitor: usize, w: usize, id: usize): i32 {
  let count = 0;
  for (let i = 0; i < n; i++) {
    const j = load<i32>(at(suitor, i)), mutual = j >= 0 && load<i32>(at(suitor, j)) == i;
    if (mutual && j < i) store<i32>(at(id, i), load<i32>(at(id, j)));
    else store<i32>(at(id, i), mutual || load<f64>(at8(w, i)) != 0 ? count++ : -1);
  }
  return count;
}

/** id ← home[id] */
export function compose(n: i32, id: usize, home: usize): void {
  for (let i = 0; i < n; i++) {
    const own = load<i32>(at(id, i));
    if (own >= 0) store<i32>(at(id, i), load<i32>(at(home, own)));
  }
}
