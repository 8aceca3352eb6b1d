import { choice, integer } from "../check.js";
import { makeScheme, RINGS } from "../scheme.js";
import { catalog } from "./catalog.js";
import { closure, cut, keyOf, sorted, type Format, type Ranks, type Way } from "./formats.js";
import { merge } from "./merge.js";
import { permute } from "./permute.js";
import { product } from "./product.js";
import { reduceRing } from "./reduce_ring.js";
import { standard } from "./standard.js";
import type { CatalogEntry, Ring, Scheme } from "./types.js";

/** Sizes beyond this are refused: the scheme of a cube would take gigabytes. */
const LARGEST = 32;
/** Whose schemes hold over a ring; fractions need not exist over two or three elements. */
const HOLDS: Readonly<Record<Ring, readonly Ring[]>> = { ZT: ["ZT"], Z: ["ZT", "Z"], Q: ["ZT", "Z", "Q"], Z2: ["ZT", "Z", "Z2"], Z3: ["ZT", "Z", "Z3"] };
const ORDERS = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] as const;

/** What is known of the formats met so far: ranks, and where they come from. */
interface Table { readonly ranks: Ranks; readonly ways: Map<number, Way | CatalogEntry> }
const tables: Partial<Record<Ring, Table>> = {};

/** Fills the table up to a format. Formats come in an order in which parts come before wholes. */
function tableFor(ring: Ring, [N, M, P]: Format): Table {
  const { ranks, ways } = tables[ring] ??= { ranks: new Map(), ways: new Map() };
  const direct = new Map<number, CatalogEntry>();
  for (const entry of catalog()) {
    const key = keyOf(...entry.shape);
    if (entry.target === undefined && HOLDS[ring].includes(entry.ring) && entry.rank < (direct.get(key)?.rank ?? Infinity)) direct.set(key, entry);
  }
  for (let n = 2; n <= N; n++) for (let m = n; m <= M; m++) for (let p = m; p <= P; p++) {
    const format: Format = [n, m, p], key = keyOf(n, m, p);
    if (ranks.has(key)) continue;
    const entry = direct.get(key), way = closure(format, ranks), found = entry && entry.rank <= way.rank ? entry : way;
    ranks.set(key, found.rank);
    ways.set(key, found);
  }
  return { ranks, ways };
}

/** A scheme with its dimensions in the order wanted. */
export function arranged(s: Scheme, format: Format): Scheme {
  const order = ORDERS.find((o) => o.every((from, i) => s.shape[from] === format[i])) as (typeof ORDERS)[number];
  return order === ORDERS[0] ? s : permute(s, order);
}

/** The scheme that the table knows; those of two and three elements are reduced part by part, since not all their parts hold elsewhere. */
function build(format: Format, ring: Ring, table: Table, made: Map<number, Scheme>): Scheme {
  const small = sorted(format), key = keyOf(...format);
  let scheme = made.get(key);
  if (scheme === undefined) made.set(key, scheme = put(small, table.ways.get(key), ring, (x) => build(x, ring, table, made)));
  return arranged(scheme, format);
}

function put(format: Format, way: Way | CatalogEntry | undefined, ring: Ring, part: (x: Format) => Scheme): Scheme {
  if (way !== undefined && "scheme" in way) return inRing(way.scheme, ring);
  const { inner, dim, at } = way ?? {};
  if (inner !== undefined) return product(part(format.map((x, i) => x / (inner[i] as number)) as unknown as Format), part(inner));
  if (dim === undefined || at === undefined) return standard(...format, ring);
  return merge(part(cut(format, dim, at)), part(cut(format, dim, format[dim] - at)), dim);
}

function inRing(s: Scheme, ring: Ring): Scheme {
  return s.ring !== ring && (ring === "Z2" || ring === "Z3") ? reduceRing(s, ring) : makeScheme({ ...s, ring });
}

/** The scheme of lowest rank for n×m by m×p that the catalogue reaches by reordering dimensions, putting schemes side by side, extending them by
 *  the standard one, and multiplying them: over all ways to do so, by dynamic programming over all smaller formats.
 *
 *  Shapes    n, m, p from 1 to 32
 *  Effects   none. Ranks of formats are remembered, schemes are made anew
 *  Rings     without one the lowest rank valid over Q, in the narrowest ring it has; with one a scheme of that ring
 *  Cost      about n·m·p·(n + m + p)/6 steps for the ranks at the first call of a size; then rank·(n·m + m·p + p·n) a part: 1 s in all for 20×20×20
 *  Exactness what it is made of is exact, and so is it
 *  Throws    OptionError (sizes, ring)
 *  Source    catalog()
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const s = k.flip.best(4, 4, 4);
 *  console.log(s.rank, s.ring, k.flip.verify(s).ok); // 49 ZT true
 *  k.free(); */
export function best(n: number, m: number, p: number, ring?: Ring): Scheme {
  const op = "flip.best", format: Format = [integer(op, "n", n, 1, LARGEST), integer(op, "m", m, 1, LARGEST), integer(op, "p", p, 1, LARGEST)];
  if (ring !== undefined) choice(op, "ring", ring, RINGS, "Q");
  const table = (of: Ring): Scheme => build(format, of, tableFor(of, sorted(format)), new Map());
  if (ring !== undefined) return table(ring);
  // The narrowest ring that has the rank.
  const { ranks } = tableFor("Q", sorted(format)), key = keyOf(...format);
  return table((["ZT", "Z"] as const).find((r) => tableFor(r, sorted(format)).ranks.get(key) === ranks.get(key)) ?? "Q");
}
