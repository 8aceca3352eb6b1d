// The product by tables: sums of every choice of four elements of one operand, looked up by the bits of the other.
import { BINARY, laneBytes, panels, weight } from "./planes";
import { LANES, makeTables } from "./tables";
import { bits_table_ukr } from "./table_ukernel";
import { startTile, storeTile } from "./tile";

const TILE: usize = 256;
/** Eights of k in one call of the inner kernel: 254 runs of the shortest kind, two. */
const CHUNK: usize = 508;

export function tableWorkspace(k: i32): f64 { return <f64>TILE + <f64>laneBytes(k) * 128; }

/** C ← X·Y, where X has `lanes` lanes of k values as bytes (`lane` apart, `step` between elements) and Y `others` lanes in bit planes of a width and a kind. Values less `bias` are
 *  −8..7 and their sums, four by four, fit `run` (at least 2) eights of k in a byte. A lane of X by one of Y goes to c by distances in bytes, so that X may be either operand. */
export function tableProduct(
  lanes: i32, others: i32, k: i32, x: usize, lane: usize, step: usize, bias: i32, run: i32, xSums: usize,
  y: usize, width: i32, kind: i32, ySums: usize, c: usize, row: usize, col: usize, ws: usize,
): void {
  const bytes = laneBytes(k), panel = bytes * 16, plane = panels(others) * panel, tables = ws + TILE;
  // The bias by the sums of Y. Of binary y = 1 − 2·bit, Σ x·y is Σ x − 2·Σ x·bit, and Σ bit = (k − Σ y)/2.
  const rowTimes = kind == BINARY ? 1 : 0, constant = kind == BINARY ? -k * bias : 0;
  for (let i = 0; i < lanes; i += LANES) {
    const rows = min(LANES, lanes - i);
    makeTables(rows, k, <i32>bytes, x + <usize>i * lane, lane, step, bias, tables);
    for (let j = 0; j < others; j += 16) {
      const cols = min(16, others - j);
      startTile(rows, cols, rowTimes, xSums + (<usize>i << 2), bias, ySums + (<usize>j << 2), constant, ws);
      for (let p = 0; p < width; p++) {
        const from = y + <usize>p * plane + <usize>(j >> 4) * panel, scale = weight(p, width, kind);
        for (let at: usize = 0; at < bytes; at += CHUNK) {
          const b = from + at * 16;
          bits_table_ukr(tables + at * 128, b, b + min(CHUNK, bytes - at) * 16, <usize>run * 16, scale, ws);
        }
      }
      storeTile(rows, cols, ws, c + <usize>i * row + <usize>j * col, row, col);
    }
  }
}
