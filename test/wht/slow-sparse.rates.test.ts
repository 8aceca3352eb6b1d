// Recovery rates of wht.sparse over 200 runs each, printed: what docs/contracts/wht-sparse.md says.
import { loadSync } from "lanewise";
import { describe, expect, it } from "vitest";
import { type Rates, rates } from "../helpers/wht.sparse.rates.js";

const k = loadSync(), RUNS = 200;
const told = (r: Rates): Rates => { console.log(r.line); expect(r.wrongComplete).toBe(0); return r; };

describe("rates of wht.sparse", () => {
  it("noiseless: at least 0.99", () => {
    expect(told(rates(k, RUNS, 22, 100, {})).full).toBeGreaterThanOrEqual(0.99);
    for (const [n, K] of [[14, 16], [18, 64], [20, 200], [30, 400]] as const) expect(told(rates(k, RUNS, n, K, {})).full).toBeGreaterThanOrEqual(0.98);
    expect(told(rates(k, RUNS, 18, 100, { bins: 64, groups: 4 })).full).toBeGreaterThanOrEqual(0.98);
  });

  it("nso: at least 0.98 at 0 dB with 4 repeats, and what less and more give", () => {
    const o = { bins: 128, groups: 3 };
    expect(told(rates(k, RUNS, 16, 40, { ...o, repeats: 4 }, 0)).full).toBeGreaterThanOrEqual(0.98);
    expect(told(rates(k, RUNS, 16, 40, { ...o, repeats: 4, noise: "estimate" }, 0)).full).toBeGreaterThanOrEqual(0.98);
    for (const snr of [-5, -2.5, 0, 5]) for (const repeats of [1, 2, 4, 8]) told(rates(k, 40, 16, 40, { ...o, repeats }, snr));
  });

  it.each([18, 20, 22])("so, n=%i: at least 0.95 at 5 dB from at most 0.6 of the samples of nso at equal success", (n) => {
    const o = { groups: 3 };
    const so = told(rates(k, RUNS, n, 40, { ...o, bins: 64, offsets: "so" }, 5));
    // The cheapest two of nso that get there, and one that does not.
    const rivals = [{ bins: 64, repeats: 2 }, { bins: 128, repeats: 1 }].map((r) => told(rates(k, RUNS, n, 40, { ...o, ...r, offsets: "nso" }, 5)));
    const cheaper = told(rates(k, RUNS, n, 40, { ...o, bins: 64, repeats: 1, offsets: "nso" }, 5));
    expect(so.full).toBeGreaterThanOrEqual(0.95);
    for (const r of rivals) expect(so.samples / r.samples).toBeLessThanOrEqual(0.6);
    expect(cheaper.full).toBeLessThan(0.95);
  });

  it("so at lower SNR: longer codes", () => {
    for (const [snr, repeats] of [[0, 1], [0, 2], [-5, 4], [-7, 8]] as const) told(rates(k, 60, 20, 40, { bins: 128, groups: 3, offsets: "so", repeats }, snr));
  });
});
