// The rates that slow-sparse.rates.test.ts measures over 200 runs, over fewer.
import { loadSync } from "lanewise";
import { describe, expect, it } from "vitest";
import { rates } from "../helpers/wht.sparse.rates.js";

const k = loadSync();

describe("wht.sparse recovers", () => {
  it("100 of 2^22 from fewer than 9000 samples, by default", () => {
    const r = rates(k, 30, 22, 100, {});
    expect(r.samples).toBeLessThanOrEqual(9000);
    expect([r.full, r.wrong]).toEqual([1, 0]);
  });
  it("40 of 2^16 at 0 dB with nso", () => {
    const r = rates(k, 20, 16, 40, { bins: 128, groups: 3, repeats: 4 }, 0);
    expect(r.full).toBeGreaterThanOrEqual(0.95);
    expect(r.wrongComplete).toBe(0);
  });
  it("40 of 2^18 at 5 dB with so, from 0.6 of the samples nso takes", () => {
    const so = rates(k, 30, 18, 40, { bins: 64, groups: 3, offsets: "so" }, 5), nso = rates(k, 1, 18, 40, { bins: 64, groups: 3, repeats: 2 }, 5);
    expect(so.full).toBeGreaterThanOrEqual(0.9);
    expect(so.samples / nso.samples).toBeLessThanOrEqual(0.6);
    expect(so.wrongComplete).toBe(0);
  });
});
