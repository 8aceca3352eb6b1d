// Published schemes reduced modulo 2 and 3 and lifted back; the long ones in slow-lift.test.ts.
import { loadSync } from "lanewise";
import { describe, expect, it } from "vitest";
import { reduced } from "../helpers/flip.lift.js";
import { sharedScheme, sharedSchemes } from "../helpers/flip.lift.shared.js";

const names = sharedSchemes("flip/lift");
/** What is not ternary from Z2, and from Z3: those that need a 2, which is −1 there, and those that need 1/2. */
const FROM2: Readonly<Record<string, string>> = { "2x5x8_m63_Z": "Z", at_4x4x4_m47_Z2: "null" };
const FROM3: Readonly<Record<string, string>> = {
  "2x4x9_m58_Q": "Q", "2x5x8_m63_Z": "Q", at_3x3x4_m29_Z: "Z", at_3x4x4_m38_Z: "Z", at_4x4x5_m63_Z: "Z",
  "gt-444-rank34-rec-4-0-0-z": "Q", "kg-333-rank14-rec-0-0-0-q": "Q", "ss-222-rank5-rec-0-2-0-q": "Q", "ug-444-rank34-rec-12-0-0-z": "Z",
};
const plain = (name: string): string => name.replace(/^structured\/|\.\w+$/g, "").replace(/\.\w+$/, "");

describe.skipIf(names.length === 0)("published schemes", () => {
  const k = loadSync();
  it.each([[2, FROM2], [3, FROM3]] as const)("come back from %i elements", (p, expected) => {
    const rings: Record<string, string> = {};
    for (const name of names) {
      const s = sharedScheme(name), x = s.ring === "Z2" ? p === 2 ? s : undefined : reduced(s, p);
      if (x === undefined || x.u.length + x.v.length + x.w.length > (p === 2 ? 7000 : 5000)) continue;
      const { used, handles } = k.memory(), got = k.flip.lift(x), what = `${name} modulo ${p}`;
      expect([k.memory().used, k.memory().handles], what).toEqual([used, handles]);
      if (got !== null) {
        expect(k.flip.verify(got).ok, what).toBe(true);
        expect([got.rank, got.shape, got.target], what).toEqual([s.rank, s.shape, s.target]);
      }
      const ring = got?.ring ?? "null";
      if (ring !== "ZT") rings[plain(name)] = ring;
    }
    expect(rings).toEqual(expected);
  });

  it("4×5×5:76 to signs alone, 4×4×4:47 not even modulo 4", () => {
    const seven = sharedScheme("at_4x5x5_m76_Z2.json"), got = k.flip.lift(seven, { to: "ZT", steps: 1 })!;
    for (const f of ["u", "v", "w"] as const) expect([...got[f]].map(Math.abs)).toEqual([...seven[f]]);
    expect(k.flip.lift(sharedScheme("at_4x4x4_m47_Z2.json"), { steps: 1 })).toBe(null);
  });
});
