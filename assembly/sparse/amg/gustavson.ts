// Sparse products by rows in one pass (Gustavson 1978, ACM TOMS 4(3)): a marker for each column holds the address of its record in the row
// at hand, records are appended to a sink. Addresses of a row are above those of the rows before it, so markers need no clearing between rows.
import { at, at8, colOf, endOf, Sink, RECORD, Rows, startOf, valOf } from "./shapes";

/** Adds v at column c to the row whose records begin at `start`; returns the top. */
// @ts-ignore: decorator
@inline
export function append(marker: usize, c: i32, v: f64, start: usize, top: usize): usize {
  const mark = at(marker, c), slot = <usize>load<u32>(mark);
  if (slot < start) {
    store<u32>(mark, <u32>top);
    store<f64>(top, v);
    store<i32>(top, c, 8);
    return top + RECORD;
  }
  store<f64>(slot, load<f64>(slot) + v);
  return top;
}

/** Rows `sink.row` … last − 1 of L·R, R in records behind pairs of bounds. True if the sink cannot hold the row at `sink.row`. */
export function multiply(last: i32, left: Rows, right: usize, cols: i32, marker: usize, sink: Sink, out: usize): bool {
  let top = sink.top;
  const limit = sink.limit, most = <usize>cols * RECORD, step: usize = 1 << left.idxShift, stride: usize = 1 << left.valShift;
  for (let i = sink.row; i < last; i++) {
    const from = startOf(left, i), to = endOf(left, i), start = top;
    if (limit - top < most) {
      let bound: usize = 0;
      for (let k = from; k < to; k++) {
        const pair = at8(right, colOf(left, k));
        bound += <usize>(load<u32>(pair, 4) - load<u32>(pair)) * RECORD;
      }
      if (limit - top < min(bound, most)) { sink.row = i; sink.top = top; return true; }
    }
    let c = left.idx + (from << left.idxShift), v = left.val + (from << left.valShift);
    const stop = left.idx + (to << left.idxShift);
    while (c < stop) {
      const f = load<f64>(v), pair = at8(right, load<i32>(c));
      let q = <usize>load<u32>(pair) * RECORD;
      const end = <usize>load<u32>(pair, 4) * RECORD;
      while (q < end) {
        top = append(marker, load<i32>(q, 8), f * load<f64>(q), start, top);
        q += RECORD;
      }
      c += step;
      v += stride;
    }
    store<u32>(at8(out, i), <u32>(start / RECORD));
    store<u32>(at8(out, i), <u32>(top / RECORD), 4);
  }
  sink.row = last;
  sink.top = top;
  return false;
}

/** ptr ← row pointers of records behind pairs; returns their number. */
export function countRecords(n: i32, pairs: usize, ptr: usize): i32 {
  let sum: u32 = 0;
  for (let i = 0; i < n; i++) {
    store<u32>(at(ptr, i), sum);
    sum += load<u32>(at8(pairs, i), 4) - load<u32>(at8(pairs, i));
  }
  store<u32>(at(ptr, n), sum);
  return <i32>sum;
}

/** Columns and values of rows first … last − 1 into plain arrays. */
export function splitRecords(first: i32, last: i32, pairs: usize, ptr: usize, idx: usize, val: usize): void {
  for (let i = first; i < last; i++) {
    let k = load<i32>(at(ptr, i)), q = <usize>load<u32>(at8(pairs, i)) * RECORD;
    const end = <usize>load<u32>(at8(pairs, i), 4) * RECORD;
    for (; q < end; q += RECORD, k++) {
      store<i32>(at(idx, k), load<i32>(q, 8));
      store<f64>(at8(val, k), load<f64>(q));
    }
  }
}

/** counts[c + 2] += 1 for every record of rows first … last − 1 in column c. */
export function countColumns(first: i32, last: i32, pairs: usize, counts: usize): void {
  for (let i = first; i < last; i++) {
    let q = <usize>load<u32>(at8(pairs, i)) * RECORD;
    const end = <usize>load<u32>(at8(pairs, i), 4) * RECORD;
    for (; q < end; q += RECORD) {
      const c = at(counts, load<i32>(q, 8) + 2);
      store<i32>(c, load<i32>(c) + 1);
    }
  }
}

/** Counts to sums: afterwards counts[c + 1] is where column c begins. */
export function sumColumns(cols: i32, counts: usize): void {
  let sum = 0;
  for (let c = 0; c < cols + 2; c++) {
    sum += load<i32>(at(counts, c));
    store<i32>(at(counts, c), sum);
  }
}

/** The transpose, row by row: moves counts[c + 1] on to where column c ends, so that `counts` becomes its row pointers. */
export function transposeRecords(first: i32, last: i32, pairs: usize, counts: usize, idx: usize, val: usize): void {
  for (let i = first; i < last; i++) {
    let q = <usize>load<u32>(at8(pairs, i)) * RECORD;
    const end = <usize>load<u32>(at8(pairs, i), 4) * RECORD;
    for (; q < end; q += RECORD) {
      const c = at(counts, load<i32>(q, 8) + 1), k = load<i32>(c);
      store<i32>(c, k + 1);
      store<i32>(at(idx, k), i);
      store<f64>(at8(val, k), load<f64>(q));
    }
  }
}
