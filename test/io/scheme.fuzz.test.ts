// Damaged files of schemes: whatever is done to a valid one, it is read or refused by one of the package's errors, soon and without much memory.
import { describe, expect, it } from "vitest";
import { isKernelError } from "../../bindings/errors.js";
import { formatScheme, parseScheme, parseSchemes, parseStraightLine } from "../../bindings/io/index.js";
import type { SchemeOptions } from "../../bindings/io/index.js";
import { Random } from "../helpers/random.js";
import { samples } from "./scheme-samples.js";
import { zipBytes } from "./zip-bytes.js";

const SEED = Number(process.env["FUZZ_SEED"] ?? 20251), COUNT = Number(process.env["FUZZ_COUNT"] ?? 2000);
const NUMBERS = ["0", "-1", "999999999", "1000000000", "4294967296", "1e999", "99999999999999999999999", "2147483648", "-2147483648", "NaN", "Infinity", "1/0", "0.5", ""];
const SPLICES = ["[", "]", "{", "}", "(", ")", ",", "\"", "\\", "\n", "[[[[[[[[", "{\"a\":".repeat(200), "(".repeat(200), "[".repeat(100_000), "-", "/", "*", ".", "\0", "\ufeff", "null", "-".repeat(5000)];

const text = new TextEncoder();
const joined = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

function mutated(r: Random, bytes: Uint8Array, others: readonly Uint8Array[]): Uint8Array {
  const at = r.int(0, bytes.length), to = Math.min(bytes.length, at + r.int(1, 40)), other = r.pick(others), from = r.int(0, other.length - 1);
  switch (r.int(0, 8)) {
    case 8: return bytes.map((b, i) => (i >= at && i < to && b >= 48 && b <= 57 ? r.int(48, 57) : b));
    case 0: return bytes.map((b, i) => (i === at ? b ^ (1 << r.int(0, 7)) : b));
    case 1: return bytes.map((b, i) => (i === at ? r.int(0, 255) : b));
    case 2: return bytes.slice(0, at);
    case 3: return joined(bytes.subarray(0, at), bytes.subarray(to));
    case 4: return joined(bytes.subarray(0, to), bytes.subarray(at));
    case 5: return joined(bytes.subarray(0, at), other.subarray(from, from + r.int(1, 60)), bytes.subarray(at));
    case 6: return joined(bytes.subarray(0, at), text.encode(r.pick(SPLICES)), bytes.subarray(at));
    default: {
      const places = [...Buffer.from(bytes).toString("latin1").matchAll(/-?\d+/g)], place = places.length > 0 ? r.pick(places) : undefined;
      if (place === undefined) return bytes.map((b, i) => (i >= at && i < at + 4 ? 255 : b));
      return joined(bytes.subarray(0, place.index), text.encode(r.pick(NUMBERS)), bytes.subarray(place.index + place[0].length));
    }
  }
}

/** What was thrown, if it is one of the errors that belong here. */
async function tried(what: string, run: () => unknown): Promise<boolean> {
  const start = performance.now();
  try {
    await run();
    return true;
  } catch (error) {
    if (!isKernelError(error) || !["format", "option", "dtype", "shape", "unsupported"].includes(error.code)) throw new Error(`${what}: ${String(error)}`, { cause: error });
    if (error.code === "format" && !/(line|byte) \d+/.test(error.message)) throw new Error(`${what}: names no place: ${error.message}`, { cause: error });
    return false;
  } finally {
    const took = performance.now() - start;
    if (took > 3000) throw new Error(`${what}: ${took} ms`);
  }
}

describe("damaged files of schemes", () => {
  it(`${COUNT} of them, FUZZ_SEED=${SEED}`, async () => {
    const r = new Random(SEED), files = samples(), all = files.map((f) => f.bytes);
    let read = 0, refused = 0;
    for (let i = 0; i < COUNT; i++) {
      const { name, bytes } = files[i % files.length] as (typeof files)[number], what = `FUZZ_SEED=${SEED}, number ${i} (${name})`;
      const inner = name.startsWith("npz") && r.chance(0.75) ? bytes.subarray(30 + 9, -(22 + 46 + 9)) : undefined;
      let damaged = inner ?? bytes;
      for (let k = r.int(1, 3); k > 0; k--) damaged = mutated(r, damaged, all);
      // Below the checksum, in an archive that is whole.
      if (inner !== undefined) damaged = zipBytes([{ name: name === "npz-pickled" ? "1,2,3.npy" : "2,2,2.npy", data: damaged, deflate: r.chance(0.5) }]);
      const o: SchemeOptions = { name: name.startsWith("npz") ? undefined : name, maxBytes: 2 ** 22 } as SchemeOptions;
      const memory = process.memoryUsage().arrayBuffers;
      const ok = await tried(what, () => {
        const s = parseScheme(damaged, undefined, o);
        for (const format of ["perminov-json", "exp", "flip-cpd-npy"] as const) try { formatScheme(s, format); } catch (error) { if (!isKernelError(error) || error.code !== "option") throw error; }
      });
      await tried(what, () => parseSchemes(damaged, undefined, o));
      if (name.includes("reduced")) await tried(what, () => parseStraightLine(damaged));
      expect(process.memoryUsage().arrayBuffers - memory, what).toBeLessThan(2 ** 26);
      if (ok) read++;
      else refused++;
    }
    console.log(`FUZZ_SEED=${SEED}: ${read} read, ${refused} refused`);
    expect(Math.min(read, refused)).toBeGreaterThan(0);
  });
});
