// Encoder tables that were taken from the published hardware description, for all 256 values.
import fs from "node:fs";
import { loadSync } from "lanewise";
import { describe, expect, it } from "vitest";
import { digits } from "../helpers/bitmac.encode.js";

const file = new URL("../data/bitweight/encoder_tables.csv", import.meta.url);

describe("encoder tables", () => {
  it("EN-T and Booth digits, and the nine-bit code of EN-T", () => {
    const [head = "", ...lines] = fs.readFileSync(file, "utf8").trim().split(/\r?\n/), names = head.split(",");
    const table = lines.map((line) => Object.fromEntries(line.split(",").map((v, i) => [names[i] as string, Number(v)])));
    expect(table.length).toBe(256);
    const k = loadSync(), x = k.vector("i8", table.map((row) => row["value"]!));
    for (const e of ["ent", "mbe"] as const) {
      const got = k.bitmac.encode(x, e).digits;
      table.forEach((row, i) => {
        const want = [0, 1, 2, 3].map((d) => row[`${e}_d${d}`]!);
        expect(got.map((plane) => plane[i]!), `${e} of ${row["value"]}`).toEqual(want);
        expect(digits(e, row["value"]!, 8)).toEqual(want);
      });
    }
    // Two bits for each digit of |x|: 00, 01, 10, 11 are 0, 1, 2, −1. Above them the sign of x.
    const ent = k.bitmac.encode(x, "ent").digits;
    table.forEach((row, i) => {
      const code = row["ent_code9"]!, sign = code >> 8 ? -1 : 1;
      expect(ent.map((plane) => plane[i]!), `${row["value"]}`).toEqual([0, 2, 4, 6].map((shift) => sign * [0, 1, 2, -1][code >> shift & 3]! + 0));
      expect(sign < 0).toBe(row["value"]! < 0);
    });
    k.free();
  });
});
