// Several near-nullspace vectors: they are made orthonormal on every aggregate (Vaněk, Mandel & Brezina 1996, algorithm 5.1), and what belongs
// to one node of a mesh stays together.
import { append } from "./gustavson";
import { at, at8, colOf, endOf, Sink, RECORD, Rows, startOf, valOf } from "./shapes";

/** Below this much of a column's norm, what the others leave of it is rounding. */
const INDEPENDENT: f64 = 1e-8;

/** T by rows of k in t, its columns cols[c] … cols[c + 1] − 1 of aggregate c, and the vectors of the next level, rows of k, in next: B = T·next.
 *  An aggregate has as many columns as B has independent ones on it. start: i32[count + 1], list: i32[n]. Returns the number of columns. */
export function tentative(n: i32, k: i32, count: i32, id: usize, b: usize, t: usize, cols: usize, next: usize, start: usize, list: usize): i32 {
  memory.fill(start, 0, <usize>(count + 1) << 2);
  for (let i = 0; i < n; i++) {
    const c = load<i32>(at(id, i));
    if (c >= 0) store<i32>(at(start, c + 1), load<i32>(at(start, c + 1)) + 1);
  }
  for (let c = 0; c < count; c++) store<i32>(at(start, c + 1), load<i32>(at(start, c + 1)) + load<i32>(at(start, c)));
  for (let i = 0; i < n; i++) {
    const c = load<i32>(at(id, i));
    if (c < 0) continue;
    const p = load<i32>(at(start, c));
    store<i32>(at(list, p), i);
    store<i32>(at(start, c), p + 1);
  }
  memory.copy(t, b, <usize>n * <usize>k << 3);
  let column = 0, from = 0;
  for (let c = 0; c < count; c++) {
    const to = load<i32>(at(start, c));
    store<i32>(at(cols, c), column);
    column += orthonormal(k, at(list, from), at(list, to), t, at8(next, column * k));
    from = to;
  }
  store<i32>(at(cols, count), column);
  return column;
}

/** Gram–Schmidt, twice, on columns of the listed rows of t; the independent ones move to the front. R by rows to r. */
function orthonormal(k: i32, first: usize, last: usize, t: usize, r: usize): i32 {
  let rank = 0;
  memory.fill(r, 0, <usize>k * <usize>k << 3);
  for (let q = 0; q < k; q++) {
    const norm = sqrt(inner(k, q, q, first, last, t));
    for (let again = 0; again < 2; again++) {
      for (let p = 0; p < rank; p++) {
        const f = inner(k, p, q, first, last, t), to = at8(r, p * k + q);
        store<f64>(to, load<f64>(to) + f);
        for (let e = first; e < last; e += 4) {
          const row = at8(t, load<i32>(e) * k);
          store<f64>(at8(row, q), load<f64>(at8(row, q)) - f * load<f64>(at8(row, p)));
        }
      }
    }
    const rest = sqrt(inner(k, q, q, first, last, t));
    if (!(rest > INDEPENDENT * norm)) continue;
    store<f64>(at8(r, rank * k + q), rest);
    for (let e = first; e < last; e += 4) {
      const row = at8(t, load<i32>(e) * k);
      store<f64>(at8(row, rank), load<f64>(at8(row, q)) / rest);
    }
    rank++;
  }
  return rank;
}

function inner(k: i32, p: i32, q: i32, first: usize, last: usize, t: usize): f64 {
  let sum: f64 = 0;
  for (let e = first; e < last; e += 4) {
    const row = at8(t, load<i32>(e) * k);
    sum += load<f64>(at8(row, p)) * load<f64>(at8(row, q));
  }
  return sum;
}

/** The matrix of the nodes: c_IJ = scale·‖A_IJ‖_F. Node I is rows nodes[I] … nodes[I + 1] − 1 of A, home[i] the node of row i, `count` nodes. As `multiply`. */
export function condense(last: i32, a: Rows, nodes: usize, home: usize, count: i32, scale: f64, marker: usize, sink: Sink, out: usize): bool {
  let top = sink.top;
  const limit = sink.limit;
  for (let node = sink.row; node < last; node++) {
    const first = load<i32>(at(nodes, node)), end = load<i32>(at(nodes, node + 1)), start = top;
    let bound: usize = 0;
    for (let i = first; i < end; i++) bound += endOf(a, i) - startOf(a, i);
    if (limit - top < min(<usize>count, bound) * RECORD) { sink.row = node; sink.top = top; return true; }
    for (let i = first; i < end; i++) {
      const stop = endOf(a, i);
      for (let k = startOf(a, i); k < stop; k++) {
        const v = scale * valOf(a, k);
        top = append(marker, load<i32>(at(home, colOf(a, k))), v * v, start, top);
      }
    }
    for (let p = start; p < top; p += RECORD) store<f64>(p, sqrt(load<f64>(p)));
    store<u32>(at8(out, node), <u32>(start / RECORD));
    store<u32>(at8(out, node), <u32>(top / RECORD), 4);
  }
  sink.row = last;
  sink.top = top;
  return false;
}
