import { choice, integer } from "../check.js";
import { RINGS } from "../scheme.js";
import { FRACTIONS, LARGEST, OLDER, SOURCES, TERNARY } from "./known.data.js";
import { closure, keyOf, type Format, type Ranks } from "./formats.js";
import type { Ring } from "./types.js";

/** Column of a ring in the rows below; Z3 knows what holds over the integers. */
const COLUMN: Readonly<Record<Ring | "any", number>> = { ZT: 0, Z: 1, Z3: 1, Q: 2, any: 3, Z2: 4 };
interface Row { readonly ranks: number[]; readonly sources: number[] }

/** Digits of 0 … 79; 80 says that more of the same number follows. */
function numbers(digits: string): number[] {
  const list: number[] = [];
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(i) - 35;
    sum += digit;
    if (digit < 80) { list.push(sum); sum = 0; }
  }
  return list;
}

let rows: Map<number, Row> | undefined;

/** The table is kept as differences from what its own smaller formats give by splitting and multiplying. */
function decode(): Map<number, Row> {
  const table = new Map<number, Row>(), ternary: Ranks = new Map(), fractions: Ranks = new Map();
  const below = numbers(TERNARY), less = numbers(FRACTIONS);
  let at = 0;
  for (let n = 2; n <= LARGEST; n++) for (let m = n; m <= LARGEST; m++) for (let p = m; p <= LARGEST; p++, at++) {
    const format: Format = [n, m, p], key = keyOf(n, m, p);
    const zt = closure(format, ternary).rank + 2 - (below[at] as number), q = Math.min(zt, closure(format, fractions).rank) - (less[at] as number);
    ternary.set(key, zt);
    fractions.set(key, q);
    table.set(key, { ranks: [zt, zt, q, q, zt], sources: [0, 0, 0, 0, 0] });
  }
  for (const line of OLDER.split(";")) {
    const [format, column, rank, source] = line.split(" ") as [string, string, string, string];
    const { ranks, sources } = table.get(keyOf(...format.split(",").map(Number) as unknown as Format)) as Row;
    for (const at of column === "1" ? [1, COLUMN.Z2] : [+column]) { ranks[at] = +rank; sources[at] = +source; }
  }
  return table;
}

/** The lowest rank published for n×m by m×p, as a fact: no scheme comes with it. Any order of the three sizes is the same format.
 *
 *  Shapes    n, m, p from 1 on; the table goes to 16×16×16, and formats with a 1 are n·m·p. undefined beyond, and for 2^53 or more
 *  Effects   none. The table is decoded at the first call
 *  Rings     ZT: coefficients −1, 0, 1; Z: integers, ZT among them; Q: fractions, Z among them; Z2: what is known over two elements only, or reduced
 *            from Z; Z3: what Z gives. Without a ring: the lowest of Q and of a catalogue that states no ring; `source` says which
 *  Throws    OptionError (sizes, ring)
 *  Source    `source` of the answer, as of 2026
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  console.log(k.flip.bestKnownRank(4, 4, 4, "ZT")?.rank, k.flip.bestKnownRank(4, 4, 4, "Z2")?.rank); // 49 47
 *  k.free(); */
export function bestKnownRank(n: number, m: number, p: number, ring?: Ring): { readonly rank: number; readonly source: string } | undefined {
  const op = "flip.bestKnownRank", large = Number.MAX_SAFE_INTEGER;
  const sizes: Format = [integer(op, "n", n, 1, large), integer(op, "m", m, 1, large), integer(op, "p", p, 1, large)];
  const column = COLUMN[choice<Ring | "any">(op, "ring", ring, RINGS, "any")];
  if (sizes.includes(1)) return Number.isSafeInteger(n * m * p) ? { rank: n * m * p, source: "trivial" } : undefined;
  if (sizes.some((x) => x > LARGEST)) return undefined;
  rows ??= decode();
  const row = rows.get(keyOf(...sizes));
  return row && { rank: row.ranks[column] as number, source: SOURCES[row.sources[column] as number] as string };
}
