// The same seed gives the same bits on every engine and in every release: hashes of what the first one gave.
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import * as gallery from "../../bindings/gallery/index.js";

/** FNV-1a over the bytes. */
function hash(data: ArrayBufferView): string {
  let h = 0x811c9dc5;
  for (const byte of new Uint8Array(data.buffer, data.byteOffset, data.byteLength)) h = Math.imul(h ^ byte, 0x01000193);
  return (h >>> 0).toString(16).padStart(8, "0");
}

describe("gallery", () => {
  const cases: [what: string, data: () => ArrayBufferView, hash: string][] = [
    ["uniform f64", () => gallery.uniform(50, 50, { seed: 2 ** 40 + 1 }), "f7228360"],
    ["uniform f32", () => gallery.uniform(50, 50, { seed: 1, dtype: "f32" }), "09acf858"],
    ["normal f64", () => gallery.normal(100, 100, { seed: 1 }), "abf2336e"],
    ["gaussianInt8", () => gallery.gaussianInt8(10000, { seed: 1 }), "cf422b2b"],
    ["withCondition f64", () => gallery.withCondition(40, 30, { condition: 1e6, seed: 1 }), "a0f88df0"],
    ["spd f64", () => gallery.spd(40, { condition: 1e6, seed: 1 }), "0ca289d1"],
    ["randomSparse places", () => gallery.randomSparse(80, 60, { density: 0.2, seed: 1 }).col, "973b0313"],
    ["randomSparse values", () => gallery.randomSparse(80, 60, { density: 0.2, seed: 1 }).values, "5a525082"],
    ["randomSpd", () => gallery.randomSpd(80, { seed: 1 }).values, "33d9b263"],
    ["plantedPartition", () => gallery.plantedPartition(300, 3, 0.2, 0.01, { seed: 1 }).col, "e6b01984"],
    ["elasticity3d", () => gallery.elasticity3d(3).values, "d78e8125"],
    ["singularValues", () => gallery.singularValues(37, 1e5), "428645f5"],
  ];
  for (const [what, data, expected] of cases) it(`gives the same bits for ${what}`, () => expect(hash(data())).toBe(expected));

  it("uses no function whose bits the language leaves open", () => {
    const folder = path.resolve(import.meta.dirname, "../../bindings/gallery");
    const open = /Math\.(?!abs\b|min\b|max\b|floor\b|round\b|imul\b|sqrt\b|SQRT1_2\b|LN2\b)\w+|\*\*/g;
    for (const file of fs.readdirSync(folder)) {
      const code = fs.readFileSync(path.join(folder, file), "utf8").replace(/\/\*[^]*?\*\/|\/\/.*/g, "");
      expect([file, ...(code.match(open) ?? [])]).toEqual([file]);
    }
  });
});
