// The tentative prolongator T, and its smoothed form.
import { append } from "./gustavson";
import { at, at8, colOf, endOf, Sink, RECORD, Rows, startOf, valOf } from "./shapes";

// Row i of T holds k values t[i·k …] for the columns cols[id] … cols[id + 1] − 1 of its aggregate.

/** Rows `sink.row` … last − 1 of P = (I − ω·D⁻¹·A)·T, only `strong` entries of A off the diagonal if given. ω = 0: P = T, of `total` columns.
 *  True if the sink cannot hold the row at `sink.row`. */
export function prolong(last: i32, a: Rows, strong: usize, d: usize, omega: f64, id: usize, cols: usize, t: usize, k: i32, total: i32, marker: usize, sink: Sink, out: usize): bool {
  let top = sink.top;
  const limit = sink.limit;
  for (let i = sink.row; i < last; i++) {
    const from = startOf(a, i), to = endOf(a, i), start = top;
    if (limit - top < min(<usize>total, (to - from + 1) * <usize>k) * RECORD) { sink.row = i; sink.top = top; return true; }
    top = scatter(i, 1.0 - omega, id, cols, t, k, marker, start, top);
    if (omega != 0) {
      const f = -omega / load<f64>(at8(d, i));
      for (let q = from; q < to; q++) {
        if (strong != 0 && !load<u8>(strong + q)) continue;
        const j = colOf(a, q);
        if (j != i) top = scatter(j, f * valOf(a, q), id, cols, t, k, marker, start, top);
      }
    }
    store<u32>(at8(out, i), <u32>(start / RECORD));
    store<u32>(at8(out, i), <u32>(top / RECORD), 4);
  }
  sink.row = last;
  sink.top = top;
  return false;
}

/** f times row j of T. */
// @ts-ignore: decorator
@inline
function scatter(j: i32, f: f64, id: usize, cols: usize, t: usize, k: i32, marker: usize, start: usize, top: usize): usize {
  const own = load<i32>(at(id, j));
  if (own < 0) return top;
  const end = load<i32>(at(cols, own + 1));
  let row = at8(t, j * k);
  for (let c = load<i32>(at(cols, own)); c < end; c++, row += 8) top = append(marker, c, f * load<f64>(row), start, top);
  return top;
}
