// The store of what the package has found: every scheme against the definition by independent code, and what is generated from it.
import fs from "node:fs";
import path from "node:path";
import { loadSync, type Scheme } from "lanewise";
import { describe, expect, it } from "vitest";
import { best } from "../../bindings/flip/best.js";
import { catalog } from "../../bindings/flip/catalog.js";
import { dataModule } from "../../scripts/catalog.mjs";
import { page, ranks } from "../../scripts/records/page.mjs";
import { decode, encode, load, measure, normal, right, shipped } from "../../scripts/records/store.mjs";
import { growthOf } from "../helpers/flip.catalog.js";
import { multiplies } from "../helpers/flip.records.js";

interface Recorded { name: string; shape: readonly number[]; target?: string; ring: string; rank: number; additions: number; growth: number; gamma?: number; digits: string; recipe: { script?: string; over?: string; lifting?: boolean; lift?: object; seed?: number }; ship?: boolean }

const root = path.resolve(import.meta.dirname, "../.."), { flip } = loadSync(), records = load() as Recorded[];
const read = (file: string): string => fs.readFileSync(path.join(root, file), "utf8");

describe("a record", () => {
  it.each(records.map((r) => [r.name, r] as const))("%s is right and as it says", (name, record) => {
    const s = decode(record) as Scheme;
    expect(s.u.length * s.rank).toBeGreaterThan(0);
    expect(multiplies(s)).toBe(true);
    expect(right(s)).toBe(true);
    expect(flip.verify(s)).toMatchObject({ ok: true });
    const { additions, growth, gamma } = measure(flip, s) as Recorded;
    expect({ additions, growth, gamma }).toEqual({ additions: record.additions, growth: record.growth, gamma: record.gamma });
    if (s.ring === "ZT" || s.ring === "Z") expect(growth).toBe(growthOf(s));
    expect(encode(normal(s)).digits).toBe(record.digits);
    expect(name).toMatch({ ZT: /^[^-]+(-\d)?$/, Z: /^[^-]+(-\d)?$/, Q: /-q$/, Z2: /-z2$/, Z3: /-z3$/ }[s.ring]!);
    expect(record.recipe.script ?? record.recipe.seed).toBeDefined();
  });

  it("is caught when it is wrong", () => {
    for (const name of ["2x3x3", "gt-3", "kt-3"]) {
      const s = decode(records.find((r) => r.name === name)!) as Scheme;
      for (const f of ["u", "v", "w"] as const) {
        const x = s[f].slice();
        x[x.length - 1] = x[x.length - 1] === 0 ? 1 : 0;
        expect([multiplies({ ...s, [f]: x }), right({ ...s, [f]: x }), flip.verify({ ...s, [f]: x }).ok]).toEqual([false, false, false]);
      }
    }
  });

  it("has a name of its own", () => { expect(new Set(records.map((r) => r.name)).size).toBe(records.length); });
});

describe("what is made of the store", () => {
  it("the catalogue's data", () => { expect(dataModule(flip, records)).toBe(read("bindings/flip/catalog.data.ts")); });
  it("the ranks of flip.best", () => {
    const rank = ranks(records);
    for (let n = 2; n <= 8; n++) for (let m = n; m <= 8; m++) for (let p = m; p <= 8; p++) for (const ring of ["ZT", "Z", "Q", "Z2", "Z3"] as const) {
      expect([n, m, p, ring, rank([n, m, p], ring)]).toEqual([n, m, p, ring, best(n, m, p, ring).rank]);
    }
  });
  it("docs/records.md", () => { expect(page(records)).toBe(read("docs/records.md")); });

  it("the catalogue decodes to the same schemes", () => {
    const entries = new Map(catalog().map((x) => [x.rebuild, x]));
    for (const record of records.filter(shipped)) {
      const s = entries.get(`node scripts/catalog.mjs ${record.name}`)!.scheme, mine = decode(record) as Scheme, flat = (x: Scheme): string => JSON.stringify([x.ring, x.target, x.rank, ...[x, ...(x.denominators ? [x.denominators] : [])].map(({ u, v, w }) => [[...u], [...v], [...w]])]);
      expect(flat(s)).toBe(flat(mine));
      const { script, over, lifting, lift } = record.recipe, { source } = entries.get(`node scripts/catalog.mjs ${record.name}`)!;
      expect([/plain JavaScript/.test(source), / over (Z\w)/.exec(source)?.[1], /lifted/.test(source)]).toEqual([script !== undefined, lifting ? "Z2" : over, (lift ?? lifting ?? script) !== undefined]);
    }
  });
});
