// Recorded runs of other decoders: what they recovered, this one must, and more.
import { existsSync, readFileSync } from "node:fs";
import { loadSync } from "lanewise";
import { describe, expect, it } from "vitest";
import { Random } from "../helpers/random.js";
import { judge, query, signal, signs, spectrumOf } from "../helpers/wht.sparse.js";

const folder = new URL("../../../shared/data/wht/", import.meta.url);
const present = existsSync(folder);
if (!present) console.log("sparse.ground: skipped, the recorded runs are not in ../shared/data/wht");
const read = (file: string): unknown => (present ? JSON.parse(readFileSync(new URL(file, folder), "utf8")) : []);

interface Case { n: number; K: number; b: number; C: number; trial: number; support: number[]; values: number[]; recovered: number; order: number[]; unsat: number; complete: boolean }
interface Rate { N: number; K: number; snrDb: number; chains: number; samplesUsed: number; avgFalse: number; avgMissed: number; fullRecovery: number }

const k = loadSync();

describe.skipIf(!present)("SparseFHT's recorded runs, identity hashing and the same offsets", () => {
  it.each((read("sparsefht-cases.json") as Case[]).map((c) => [`n=${c.n} K=${c.K} trial ${c.trial}`, c] as const))("%s", (_, c) => {
    const X = new Map(c.support.map((index, i) => [index, c.values[i] as number]));
    const got = k.wht.sparse(query(signal(X)), { n: c.n, sparsity: c.K, bins: 2 ** c.b, groups: c.C, hash: "identity" });
    const v = judge(got, X);
    expect(v.wrong).toBe(0);
    expect(v.error).toBeLessThan(1e-9);
    for (const index of c.order) expect([...got.indices]).toContain(index);
    expect(v.hits).toBeGreaterThanOrEqual(c.recovered);
    if (c.complete) expect(got.complete).toBe(true);
    expect(got.complete).toBe(v.full);
    expect(got.unresolved).toBeLessThanOrEqual(c.unsat);
  });
});

describe.skipIf(!present)("SPRIGHT's recorded rates, at the same parameters", () => {
  it.each((read("spright-cpp-snr.json") as Rate[]).map((r) => [`${r.snrDb} dB, ${r.chains} chains: ${r.fullRecovery} recovered, ${r.avgFalse} false a run`, r] as const))("%s", (_, r) => {
    const n = Math.log2(r.N), noise = 10 ** (-r.snrDb / 20), runs = 20;
    for (const hash of ["random", "identity"] as const) {
      let full = 0, wrong = 0, missed = 0;
      for (let seed = 0; seed < runs; seed++) {
        const X = spectrumOf(new Random(seed), n, r.K, signs);
        const got = k.wht.sparse(query(signal(X, noise, seed + 500)), { n, sparsity: r.K, bins: 128, groups: 3, repeats: r.chains, noise, hash, seed }), v = judge(got, X);
        full += v.full ? 1 : 0;
        wrong += v.wrong;
        missed += r.K - v.hits;
      }
      expect(full / runs).toBeGreaterThanOrEqual(r.fullRecovery);
      expect(wrong).toBe(0);
      expect(missed / runs).toBeLessThanOrEqual(Math.max(r.avgMissed, 1 / runs));
    }
  });
});
