// Writes a matrix into the block of another format, whose head is there.
import { clear, int, put, real, set } from "./base";
import { BSR2, DIA, DIAGONALS, FIRST, head, INDICES, KIND, LOOSE, ORDER, part, SELL, SLICES, START, VALUES, valuesOf } from "./packed";
import { arrange, diagonals, loose, WINDOW } from "./plan";

/** Entries that fill up repeat the last column of their row, which the product has just loaded. */
function sell(p: usize, idx: usize, values: usize, to: usize, ws: usize): void {
  const slices = head(to, SLICES), start = part(to, START), order = head(to, ORDER) ? part(to, ORDER) : 0;
  for (let from = 0; order != 0 && from < 8 * slices; from += WINDOW) arrange(from, min(WINDOW, 8 * slices - from), p, ws, order + (<usize>from << 2));
  let c = part(to, VALUES), rows = part(to, LOOSE), groups = 0;
  put(start, 0, 0);
  for (let s = 0; s < slices; s++) {
    let most = 0, sum = 0;
    for (let lane = 0; lane < 8; lane++) {
      const i = order ? int(order, 8 * s + lane) : 8 * s + lane, length = int(p, i + 1) - int(p, i);
      most = max(most, length);
      sum += length;
    }
    const skip = loose(most, sum);
    if (skip) most = 0;
    for (let lane = 0; lane < 8; lane++) {
      const i = order ? int(order, 8 * s + lane) : 8 * s + lane, from = int(p, i), length = int(p, i + 1) - from;
      if (skip) {
        store<i32>(rows, i);
        rows += 4;
      }
      for (let k = 0; k < most; k++) {
        const column = c + <usize>k * 96;
        put(column, lane, length == 0 ? 0 : int(idx, from + min(k, length - 1)) << 3);
        set<f64>(column + 32, lane, k < length ? real<f64>(values, from + k) : 0);
      }
    }
    c += <usize>most * 96;
    put(start, s + 1, groups += most);
  }
}

/** A block at the right edge starts earlier instead of reaching over it. */
function bsr(cols: i32, p: usize, idx: usize, values: usize, to: usize, marks: usize): void {
  const size = head(to, KIND) == BSR2 ? 2 : 3, area = valuesOf(head(to, KIND)), rows = head(to, SLICES);
  const start = part(to, START), at = part(to, INDICES), out = part(to, VALUES);
  clear(marks, (<usize>(cols / size) + 1) << 2);
  let many = 0;
  put(start, 0, 0);
  for (let b = 0; b < rows; b++) {
    const begin = many;
    for (let r = 0; r < size; r++) {
      for (let k = int(p, b * size + r), end = int(p, b * size + r + 1); k < end; k++) {
        const j = int(idx, k), block = j / size, column = min(block * size, cols - size);
        let slot = int(marks, block) - 1;
        if (slot < begin) {
          slot = many++;
          put(marks, block, many);
          put(at, slot, column);
          clear(out + (<usize>(slot * area) << 3), <usize>area << 3);
        }
        const c = j - column;
        set<f64>(out + (<usize>(slot * area) << 3), r < 2 ? 2 * c + r : 6 + c, real<f64>(values, k));
      }
    }
    put(start, b + 1, many);
  }
}

function dia(p: usize, idx: usize, values: usize, to: usize, marks: usize, rows: i32, cols: i32): void {
  const many = head(to, DIAGONALS), slices = head(to, SLICES), first = head(to, FIRST), offsets = part(to, START), out = part(to, VALUES);
  diagonals(rows, cols, p, idx, marks, offsets);
  clear(out, (<usize>many * <usize>slices) << 6);
  for (let r = 0; r < 8 * slices; r++) {
    const i = first + r, row = out + ((<usize>(r >> 3) * <usize>many) << 6) + (<usize>(r & 7) << 3);
    for (let k = int(p, i), end = int(p, i + 1), d = 0; k < end; k++, d++) {
      while (int(offsets, d) != int(idx, k) - i) d++;
      store<f64>(row + (<usize>d << 6), real<f64>(values, k));
    }
  }
}

export function fill(rows: i32, cols: i32, p: usize, idx: usize, values: usize, to: usize, ws: usize): void {
  const kind = head(to, KIND);
  if (kind == SELL) sell(p, idx, values, to, ws);
  else if (kind == DIA) dia(p, idx, values, to, ws, rows, cols);
  else bsr(cols, p, idx, values, to, ws);
}
