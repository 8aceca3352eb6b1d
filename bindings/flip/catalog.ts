import { lengthsOf, makeScheme } from "../scheme.js";
import { SCHEMES, SOURCES } from "./catalog.data.js";
import type { CatalogEntry, Ring, Scheme } from "./types.js";

let all: readonly CatalogEntry[] | undefined;
type Factors = [Int32Array, Int32Array, Int32Array];
/** What the package itself computes with: arrays are not frozen, so that callers get others. */
const schemes = new Map<CatalogEntry, Scheme>();

/** The coefficients of a ring that does not list its own. */
const LETTERS: Readonly<Record<string, string>> = { ZT: "0,1,-1", Z3: "0,1,-1", Z2: "0,1" };

/** Coefficients of u, v, w one after another: digits in a system of as many as there are different ones, as many to a character from "#" on as fit, the
 *  lowest first. Tops, then bottoms. */
function coefficients(digits: string, letters: string, lengths: readonly number[]): Int32Array[][] {
  const values = letters.split(",").map((x) => x.split("/").map(Number)), size = values.length, per = Math.max(1, Math.floor(Math.log(90) / Math.log(size)));
  const all = Array.from({ length: lengths.reduce((x, y) => x + y) }, (_, i) => values[Math.floor((digits.charCodeAt(Math.floor(i / per)) - 35) / size ** (i % per)) % size]!);
  return [0, 1].map((part) => {
    let at = 0;
    return lengths.map((length) => Int32Array.from(all.slice(at, at += length), (x) => x[part] ?? 1));
  });
}

function entry(line: string): CatalogEntry {
  const [name, format, target, over, rank, additions, growth, source, digits] = line.split(" ") as [string, string, string, string, string, string, string, string, string];
  const [ring, letters = LETTERS[ring]!] = over.split(":") as [Ring, string?];
  const shape = Object.freeze(format.split("x").map(Number)) as unknown as Scheme["shape"], structured = target === "-" ? {} : { target };
  return Object.freeze({
    shape, ...structured, ring, rank: +rank, additions: +additions, growth: +growth, source: SOURCES[+source] as string, rebuild: `node scripts/catalog.mjs ${name}`,
    get scheme(): Scheme {
      const length = lengthsOf(shape, structured.target), [[u, v, w], [du, dv, dw]] = coefficients(digits, letters, [length.u * +rank, length.v * +rank, length.w * +rank]) as [Factors, Factors];
      return makeScheme({ shape, ring, ...structured, u, v, w, denominators: { u: du, v: dv, w: dw } });
    },
  });
}

/** The scheme of an entry, decoded once: never handed out. */
export function own(x: CatalogEntry): Scheme {
  const scheme = schemes.get(x) ?? x.scheme;
  schemes.set(x, scheme);
  return scheme;
}

/** The scheme with coefficients −1, 0, 1 of lowest rank for a structured target, if the catalogue has one. */
export function structuredEntry(target: string, n: number): Scheme | undefined {
  const found = catalog().find((x) => x.target === target && x.shape[0] === n && x.ring === "ZT");
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
