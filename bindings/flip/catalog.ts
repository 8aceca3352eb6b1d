import { lengthsOf, makeScheme } from "../scheme.js";
import { SCHEMES, SOURCES } from "./catalog.data.js";
import type { CatalogEntry, Ring, Scheme } from "./types.js";

let all: readonly CatalogEntry[] | undefined;
/** What the package itself computes with: arrays are not frozen, so that callers get others. */
const schemes = new Map<CatalogEntry, Scheme>();

/** Four coefficients −1, 0, 1 to a character from "#" on, the lowest first. */
function coefficients(digits: string, lengths: readonly number[], rank: number): Int32Array[] {
  let at = 0;
  const next = (): number => {
    const x = Math.floor((digits.charCodeAt(at >> 2) - 35) / 3 ** (at++ & 3)) % 3;
    return x === 2 ? -1 : x;
  };
  return lengths.map((length) => Int32Array.from({ length: length * rank }, next));
}

function entry(line: string): CatalogEntry {
  const [name, format, target, ring, rank, additions, growth, source, digits] = line.split(" ") as [string, string, string, Ring, string, string, string, string, string];
  const shape = Object.freeze(format.split("x").map(Number)) as unknown as Scheme["shape"], structured = target === "-" ? {} : { target };
  return Object.freeze({
    shape, ...structured, ring, rank: +rank, additions: +additions, growth: +growth, source: SOURCES[+source] as string, rebuild: `node scripts/catalog.mjs ${name}`,
    get scheme(): Scheme {
      const { u, v, w } = lengthsOf(shape, structured.target), [U, V, W] = coefficients(digits, [u, v, w], +rank) as [Int32Array, Int32Array, Int32Array];
      return makeScheme({ shape, ring, ...structured, u: U, v: V, w: W });
    },
  });
}

/** The scheme of an entry, decoded once: never handed out. */
export function own(x: CatalogEntry): Scheme {
  const scheme = schemes.get(x) ?? x.scheme;
  schemes.set(x, scheme);
  return scheme;
}

/** The scheme of lowest rank for a structured target, if the catalogue has one. */
export function structuredEntry(target: string, n: number): Scheme | undefined {
  const found = catalog().find((x) => x.target === target && x.shape[0] === n);
  return found && own(found);
}

/** The schemes that come with the package: classical ones from their papers, and what its own scripts have found. Every one is checked exactly by the
 *  tests, and `rebuild` is the command that makes it again in a checkout of the package. Of equal formats the first is what `best` builds on.
 *
 *  Effects   none. The list is frozen and made once; the scheme of an entry is decoded whenever it is read: its arrays, which cannot be
 *            frozen, are the caller's
 *  Exactness all hold over their ring exactly
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const strassen = k.flip.catalog().find((x) => x.source.startsWith("Strassen"));
 *  console.log(strassen?.rank, strassen?.growth, strassen?.scheme.u.subarray(0, 4).join()); // 7 12 1,0,0,1
 *  k.free(); */
export function catalog(): readonly CatalogEntry[] { return all ??= Object.freeze(SCHEMES.split("\n").map(entry)); }
