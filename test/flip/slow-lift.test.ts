// Lifting of the largest published schemes, and of many bent ones.
import { loadSync } from "lanewise";
import { describe, expect, it } from "vitest";
import { bent, congruent, laderman, nested, reduced, strassen, wrong } from "../helpers/flip.lift.js";
import { sharedScheme, sharedSchemes } from "../helpers/flip.lift.shared.js";
import { Random } from "../helpers/random.js";

const names = sharedSchemes("flip/slow-lift");

describe("lifting, at length", () => {
  const k = loadSync();

  it.each([2, 3] as const)("the largest published schemes modulo %i", (p) => {
    for (const name of names) {
      const s = sharedScheme(name), x = s.u.length + s.v.length + s.w.length > 5000 ? reduced(s, p) : undefined;
      if (x === undefined) continue;
      const got = k.flip.lift(x, { to: "ZT" });
      expect(got?.ring, name).toBe("ZT");
      expect(k.flip.verify(got!).ok, name).toBe(true);
    }
  });

  it.each([2, 3] as const)("bent schemes modulo %i", (p) => {
    const tally: Record<string, number> = {};
    // Strassen's squared has singular points where the first choice may be a dead end: only there is "null" allowed.
    for (const [s, turns, never] of [[strassen, 200, 0], [laderman, 40, 0], [nested(strassen, strassen), 6, 6]] as const) {
      let none = 0;
      for (let turn = 0; turn < turns; turn++) {
        const x = bent(s, new Random(turn), p), got = k.flip.lift(x), ring = got?.ring ?? "null";
        tally[ring] = (tally[ring] ?? 0) + 1;
        if (got === null) none++;
        else {
          expect(wrong(got), `${s.shape.join("×")} bent ${turn}`).toBe(undefined);
          expect(congruent(got, x, p)).toBe(true);
        }
      }
      expect(none, s.shape.join("×")).toBeLessThanOrEqual(never);
    }
    console.log(`modulo ${p}:`, JSON.stringify(tally));
  });

  it("all unknowns of 4×5×6:90 at once", () => {
    if (names.length === 0) return;
    // Bent, its zeros cannot stay.
    const got = k.flip.lift(bent(reduced(sharedScheme("4x5x6_m90_ZT.json"), 2)!, new Random(1), 2));
    expect(got === null || k.flip.verify(got).ok).toBe(true);
    console.log("4×5×6:90 bent:", got?.ring ?? "null");
  });
});
