// x ← H·D·x/√b, again for every round, or back: b the order of H, D fresh random signs each round.   Ailon & Chazelle 2009; Tropp 2011.
//
// Contract: m rows of dim elements, stride ldx; b divides dim and H acts on each of the dim/b blocks. Round r takes its signs from
// stream r of the seed. In place, no scratch. Rows go in groups that stay in L1 through all rounds.
import { streamKey } from "../core/rng";
import { rows } from "./fwht";
import { flipRows } from "./signs";

/** Bytes of rows that go through all rounds together. */
const GROUP: i32 = 16384;

export function randomized<T>(m: i32, dim: i32, block: i32, rounds: i32, seed: f64, inverse: bool, x: usize, ldx: i32): void {
  const group = max(1, GROUP / (dim * <i32>sizeof<T>()));
  for (; m > 0; m -= group) {
    const count = min(m, group);
    for (let i = 0; i < rounds; i++) {
      const key = streamKey(seed, <u32>(inverse ? rounds - 1 - i : i));
      if (!inverse) flipRows<T>(count, dim, x, ldx, key);
      mix<T>(count, dim, block, x, ldx);
      if (inverse) flipRows<T>(count, dim, x, ldx, key);
    }
    x += <usize>group * <usize>ldx * sizeof<T>();
  }
}

/** H/√b on every block of every row. */
function mix<T>(m: i32, dim: i32, block: i32, x: usize, ldx: i32): void {
  const scale = <T>(1 / sqrt<f64>(<f64>block));
  for (let j = 0; j < dim; j += block) rows<T>(m, block, x + <usize>j * sizeof<T>(), ldx, scale);
}
