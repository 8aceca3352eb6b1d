// Published schemes that lie beside this project while it is being developed: read, right, written in every format that holds them, and read back.
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Scheme } from "../../bindings/flip/types.js";
import { formatScheme, parseScheme, parseSchemes, parseStraightLine } from "../../bindings/io/index.js";
import type { SchemeFormat, SchemeOptions } from "../../bindings/io/index.js";
import { coefficients, isRight } from "./scheme-checks.js";

const folder = path.resolve(import.meta.dirname, "../../../shared/data/flip/schemes");
const present = fs.existsSync(folder);
if (!present) console.log("skip io/scheme.shared: ../shared is absent");

const FORMATS: SchemeFormat[] = ["perminov-json", "perminov-txt", "reduced-json", "mathematica", "exp", "maple", "alphatensor-npz", "flip-cpd-npy"];
/** Rings as the files' names have them. */
const ringOf = (file: string, s: Scheme): string => /_(ZT|Z2|Z|Q)(_reduced)?\./.exec(file)?.[1] ?? s.ring;

function fits(s: Scheme, format: SchemeFormat): boolean {
  if (format === "exp") return s.target === undefined && s.shape.every((x) => x <= 9);
  if (format === "alphatensor-npz") return s.target === undefined;
  if (format === "flip-cpd-npy") return s.ring !== "Z2" || s.shape[0] * s.shape[1] <= 64;
  return s.target === undefined || format.endsWith("json");
}

/** Without the report of a difference, which takes longer than everything else here. */
const same = (a: string | Uint8Array, b: string | Uint8Array): boolean => (typeof a === "string" ? a === b : Buffer.compare(a, b as Uint8Array) === 0);

describe.skipIf(!present)("published schemes", () => {
  const files = present ? ["", "structured"].flatMap((d) => fs.readdirSync(path.join(folder, d)).map((f) => path.join(d, f))).filter((f) => /\.(json|npz|npy|txt|m|exp|mpl)$/.test(f) && !/structured.*txt$/.test(f)) : [];

  it.each(files)("%s", async (file) => {
    const bytes = new Uint8Array(fs.readFileSync(path.join(folder, file)));
    for (const s of await parseSchemes(bytes, undefined, { name: file.endsWith("npz") ? undefined : file } as SchemeOptions)) {
      expect(s.ring).toBe(ringOf(file, s));
      expect(isRight(s)).toBe(true);
      for (const format of FORMATS.filter((f) => fits(s, f))) {
        const hints: SchemeOptions = format === "flip-cpd-npy" ? { shape: s.shape, target: s.target ?? "gg", ring: s.ring } : {};
        const written = formatScheme(s, format), back = parseScheme(written, format, hints);
        expect(coefficients(back) === coefficients(s), format).toBe(true);
        expect(back.ring, format).toBe(s.ring);
        expect(same(formatScheme(back, format), written), format).toBe(true);
        expect(coefficients(parseScheme(written, undefined, hints)) === coefficients(s), format).toBe(true);
      }
    }
  });

  it("straight lines hold the additions that their names say, and are written byte for byte as they were", () => {
    for (const file of files.filter((f) => f.includes("_reduced"))) {
      const text = fs.readFileSync(path.join(folder, file), "utf8"), line = parseStraightLine(text);
      expect(line.additions).toBe(Number(/_cr(\d+)/.exec(file)?.[1]));
      expect(isRight(line.scheme)).toBe(true);
      expect(formatScheme(line, "reduced-json")).toBe(text);
    }
  });

  it("text files that this package could have written are those", () => {
    for (const [file, format] of [["2x2x2_m7.tensor.mpl", "maple"], ["2x2x2_m7_ZT.exp", "exp"], ["2x2x3_m11_ZT.txt", "perminov-txt"], ["3x3x4_m29_Z.exp", "exp"], ["3x4x5_m47_ZT.m", "mathematica"]] as const) {
      const text = fs.readFileSync(path.join(folder, file), "utf8");
      expect(formatScheme(parseScheme(text), format)).toBe(text);
    }
  });
});
