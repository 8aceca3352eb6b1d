// The rows of A, counted by the kernel block by block: in place, copied in, or drawn.
import { withWorkspace } from "../../context.js";
import { scratchView } from "../../memory/scratch.js";
import type { BitMacContext } from "../context.js";
import { ENCODINGS } from "../encodings.js";
import type { SliceSpec } from "./parts.js";
import { SliceRows } from "./time_slices.js";

/** Of one block: bytes of A that are made for it, and rows. */
const BYTES = 2 ** 18, ROWS = 4096;

export interface RowSource {
  /** Rows are made in scratch, k bytes each, rather than read in place. */
  readonly made: boolean;
  /** Address and stride of `count` rows from row `first`; `buffer` is scratch for them, and a little more. */
  rows(first: number, count: number, buffer: number): readonly [address: number, stride: number];
}

export function countRows(ctx: BitMacContext, op: string, spec: SliceSpec, m: number, k: number, source: RowSource): SliceRows {
  const { arena, raw } = ctx;
  const most = Math.max(1, Math.min(m, ROWS, Math.floor(BYTES / k)));
  const counts = 24 * most, counters = raw.cycles_rows_i8_workspace();
  const encoding = ENCODINGS.indexOf(spec.encoding), shared = spec.kind === "opt4e" ? 1 : 0;
  const total = new SliceRows(spec);
  withWorkspace(arena, op, counters, (ws) => withWorkspace(arena, op, counts, (out) => withWorkspace(arena, op, source.made ? most * k + 3 : 0, (buffer) => {
    for (let first = 0; first < m; first += most) {
      const count = Math.min(most, m - first);
      const [a, stride] = source.rows(first, count, buffer);
      raw.cycles_rows_i8(encoding, shared, count, k, a, stride, out, ws);
      const found = scratchView(arena, "f64", out, 3 * count);
      for (let i = 0; i < found.length; i += 3) total.add(found[i]!, found[i + 1]!, found[i + 2]!);
    }
  })));
  return total;
}
