// Published schemes under ../shared/data/flip: each one verifies over its ring and modulo 2 and 3, has the measures that were computed elsewhere, and
// fails once a coefficient is changed. Counts of structured ones give the factors of their papers.
import fs from "node:fs";
import { loadSync, type Ring, type Scheme } from "lanewise";
import { afterAll, describe, expect, it } from "vitest";
import { gammaOf } from "../../bindings/flip/gamma.js";
import { broken } from "../helpers/flip.js";
import { Random } from "../helpers/random.js";

const folder = new URL("../../../shared/data/flip/schemes/", import.meta.url);
const present = fs.existsSync(folder);
if (!present) console.log("schemes.data: skipped, the schemes are not in ../shared/data/flip");

const fraction = (x: number | string): readonly [number, number] => { const [n, d = "1"] = String(x).split("/"); return [Number(n), Number(d)]; };

function published(name: string): Scheme {
  const json = JSON.parse(fs.readFileSync(new URL(name, folder), "utf8")) as { n: [number, number, number]; m: number; z2: boolean } & Record<"u" | "v" | "w", (number | string)[][]>;
  const all = (["u", "v", "w"] as const).map((f) => json[f].flat().map(fraction)), part = (i: number, at: 0 | 1): Int32Array => Int32Array.from(all[i]!, (x) => x[at]);
  const flat = all.flat(), fractions = flat.some(([, d]) => d !== 1), ring: Ring = json.z2 ? "Z2" : fractions ? "Q" : flat.some(([x]) => Math.abs(x) > 1) ? "Z" : "ZT";
  return { shape: json.n, ring, rank: json.m, u: part(0, 0), v: part(1, 0), w: part(2, 0), ...(fractions ? { denominators: { u: part(0, 1), v: part(1, 1), w: part(2, 1) } } : {}) };
}

/** Numerators and denominators in turn, u then v then w, after the header of an npy file. */
function pairs(name: string, target: string, n: number, lengths: readonly [number, number, number]): Scheme {
  const bytes = fs.readFileSync(new URL(`structured/${name}.npy`, folder)), words = new BigInt64Array(Uint8Array.from(bytes.subarray(10 + bytes.readUInt16LE(8))).buffer);
  const rank = words.length / 2 / (lengths[0] + lengths[1] + lengths[2]), starts = [0, rank * lengths[0], rank * (lengths[0] + lengths[1])];
  const part = (i: number, at: number): Int32Array => Int32Array.from({ length: rank * lengths[i]! }, (_, e) => Number(words[2 * (starts[i]! + e) + at]));
  return { shape: [n, n, n], ring: "Q", target, rank, u: part(0, 0), v: part(1, 0), w: part(2, 0), denominators: { u: part(0, 1), v: part(1, 1), w: part(2, 1) } };
}

const MEASURES: Readonly<Record<string, readonly [number, number]>> = {
  "at_2x2x2_m7_ZT": [20, 16.73], "3x3x3_m23_additions60_ZT": [51, 64.7], "4x4x4_m49_ZT": [128, 219.9], "ae_4x4x5_m61_mod0": [118, 299], "ae_5x5x5_m93_mod0": [413, 517],
  "2x5x8_m63_Z": [7155, 2677], "6x7x9_m268_ZT": [845, 2037],
};

describe.skipIf(!present)("published schemes", () => {
  const k = loadSync(), f = k.flip, random = new Random(1);
  afterAll(() => k.free());
  const names = present ? fs.readdirSync(folder).filter((name) => name.endsWith(".json") && !name.includes("reduced")) : [];

  it("are there", () => expect(names.length).toBeGreaterThan(20));

  it.each(names)("%s", (name) => {
    const s = published(name), result = f.verify(s), [n, m, p] = s.shape;
    expect(result).toEqual({ ok: true, equations: (n * m * p) ** 2, failed: 0 });
    if (s.ring === "ZT" || s.ring === "Z") {
      expect(f.verify({ ...s, ring: "Z" })).toEqual(result);
      for (const ring of ["Z2", "Z3"] as const) expect(f.verify(f.reduceRing(s, ring)).ok, ring).toBe(true);
    }
    expect(f.verify(f.reduce(s)).ok).toBe(true);
    expect(f.verify(f.permute(s, [2, 1, 0])).ok).toBe(true);
    expect(f.verify(broken(random, s)).ok, "broken").toBe(false);
    const want = MEASURES[name.replace(".json", "")];
    if (want === undefined) return;
    const { growth, frobenius } = f.stability(s);
    expect(growth).toBe(want[0]);
    expect(Math.abs(frobenius / want[1] - 1)).toBeLessThan(1e-3);
  });

  it("a search over sandwiches takes the growth of the lifted 2x5x8 from 7155 below 400", () => {
    const s = f.sandwichSearch(published("2x5x8_m63_Z.json"), { minimise: "growth", tries: 4, seed: 1 });
    expect(f.verify(s).ok).toBe(true);
    expect(f.stability(s).growth).toBeLessThan(400);
  });

  it.each([
    ["gt-444-rank34-rec-4-0-0-z", "gt", 4, [16, 16, 10], "2/3", 4], ["ug-444-rank34-rec-12-0-0-z", "ug", 4, [10, 16, 16], "22/37", 12],
    ["kg-333-rank14-rec-0-0-0-q", "kg", 3, [3, 9, 9], (14 / 3 ** Math.log2(7)).toFixed(12), 0], ["ss-222-rank5-rec-0-2-0-q", "ss", 2, [3, 3, 4], "227/343", 0],
  ] as const)("%s", (name, target, n, lengths, exact, recursive) => {
    const s = pairs(name, target, n, lengths);
    expect(f.verify(s).ok).toBe(true);
    expect(f.gamma(s)).toMatchObject({ exact, recursive });
    expect(f.verify(broken(random, s)).ok).toBe(false);
    expect(f.verify(f.reduce(s)).ok).toBe(true);
  });
});

describe("the formula of gamma", () => {
  it.each([[8, "26/41"], [10, "8/13"], [12, "22/37"], [4, "2/3"]] as const)("rank 34 of 4×4 with %i recursive products: %s", (self, exact) => {
    const g = gammaOf(4, 34, self, []), [top, bottom] = exact.split("/").map(Number) as [number, number];
    expect(g.exact).toBe(exact);
    expect(g.factor).toBeCloseTo(top / bottom, 15);
  });
  // ss of 2: 5 products, 2 of them symmetric by general; uu of 4: 19, of which 14 have one triangle.
  it.each([[2, 5, 2, [40, 49], "227/343"], [4, 19, 14, [22, 37], "493/1813"]] as const)("%i: rank %i with %i of factor %j", (n, rank, count, factor, exact) => expect(gammaOf(n, rank, 0, [{ count, factor }]).exact).toBe(exact));
});
