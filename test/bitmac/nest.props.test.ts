// Nests that random legal steps lead to, and texts with random damage.
import fc from "fast-check";
import { isKernelError, type Kernels, type LoopNest, loadSync, type NestStep } from "lanewise";
import { describe, expect, it } from "vitest";
import { readNests } from "../../scripts/nests.mjs";
import { bare, digitPositions, PLAIN, plainProduct, walkedUses } from "../helpers/bitmac.nest.js";

const NESTS: Record<string, string> = readNests(), encoding = fc.constantFrom("complement", "sign-magnitude", "mbe", "ent", "naf");
const part = fc.constantFrom("M", "N", "K", "BW", "MT", "MP", "NT", "NP", "KT", "KP", "KQ", "BT", "BP");
const size = fc.integer({ min: 0, max: 4 });
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("splitDim"), dim: part, into: fc.tuple(part, part), size }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("reorder"), loop: part, before: part }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("reorder"), order: fc.uniqueArray(part, { minLength: 2, maxLength: 4 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("toSpatial"), loop: part, reduce: fc.constantFrom("half_reduce", "add", "chain") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("toTemporal"), loop: part }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("deferAdd", "moveShiftOut", "hoistEncoder") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("deferAdd", "hoistEncoder"), loops: fc.uniqueArray(part, { minLength: 1, maxLength: 2 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("sparsify"), loop: part }) },
) as fc.Arbitrary<NestStep>;

function stepped(k: Kernels, text: string, steps: readonly NestStep[]): LoopNest {
  let nest = k.bitmac.notation(text);
  for (const s of steps) {
    try { nest = nest.apply(s); } catch (e) { if (!isKernelError(e) || e.code !== "option") throw e; }
  }
  return nest;
}

/** Parts without a size that are not the first of their dimension. */
const openParts = (text: string): string[] => [...text.matchAll(/^\w+ = \w+ (.*)$/gm)].flatMap(([, rest]) => [...rest!.matchAll(/\* (\w+)(?!\w|\()/g)].map(([, p]) => p!));

describe("random steps", () => {
  const k = loadSync(), kinds = new Set<string>(), starts = fc.constantFrom(PLAIN, PLAIN, ...Object.values(NESTS));
  it("keep the product, and count what is done turn by turn", () => {
    const small = fc.integer({ min: 1, max: 6 });
    fc.assert(fc.property(starts, encoding, fc.array(step, { minLength: 5, maxLength: 40 }), small, small, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 2, max: 9 }), (start, e, steps, M, N, K, every) => {
      const nest = stepped(k, start.replace(/(mbe|ent)\)/, `${e})`), steps);
      for (const word of nest.text.match(/spatial|in nz|half_reduce|chain|sync|BT|BP|KQ/g) ?? []) kinds.add(word);
      expect(nest.check(), nest.text).toEqual([]);
      expect(k.bitmac.notation(nest.text).text).toBe(nest.text);
      const random = (length: number, seed: number): Int8Array => Int8Array.from({ length }, (_, i) => Math.imul(i + seed, 0x9e3779b1) >> 24);
      k.scope((s) => {
        const a = random(M * K, every), b = random(K * N, every + 100);
        expect([...nest.run(s.matrix("i8", M, K, a), s.matrix("i8", K, N, b))], nest.text).toEqual([...plainProduct(a, b, M, N, K)]);
      });
      const zero = (m: number, p: number, bw: number): boolean => (m * 31 + p * 7 + bw * 3) % every === 0, BW = digitPositions(e), sparse = nest.text.includes(" in ");
      let D = 0;
      for (let m = 0; m < M; m++) for (let p = 0; p < K; p++) for (let bw = 0; bw < BW; bw++) D += Number(!zero(m, p, bw));
      const open = Object.fromEntries(openParts(nest.text).map((p) => [p, 2])), counts = nest.count({ M, N, K, ...open, ...(sparse && { D }) });
      const walked = walkedUses(nest.text, { M, N, K, BW }, open, zero);
      for (const [name, { uses }] of Object.entries(counts)) expect(uses, `${name} of\n${nest.text}`).toBe(walked[name] ?? 0);
    }), { numRuns: 150 });
    expect(kinds.size).toBeGreaterThan(5);
  }, 60000);
});

/** One word in the place of another of its kind, or a part more in a list. */
function exchanged(text: string, at: number): string {
  const kind = (w: string): string => (/^[A-Z]/.test(w) ? "part" : /^\d/.test(w) ? "size" : /temporal|spatial/.test(w) ? "loop" : "word");
  const words = [...text.matchAll(/\w+/g)], { 0: word, index } = words[at % words.length]!, like = words.map((w) => w[0]).filter((w) => kind(w) === kind(word)), other = like[Math.floor(at / words.length) % like.length]!;
  return text.slice(0, index) + (kind(word) === "part" && at % 2 ? `${word}, ${other}` : other) + text.slice(index + word.length);
}

describe("damaged text", () => {
  it("is refused with its place, or has its faults listed", () => {
    const k = loadSync(), texts = fc.constantFrom(...Object.values(NESTS).map(bare)), token = fc.constantFrom("for", "K", "MP", "KT", "code", "pp", "s", "over", "(", ")", ",", "=", "in", "sync", "add", "C[m, n]", "  ", "\n", "*", "3", "spatial", "BW", "");
    let read = 0, refused = 0, legal = 0;
    fc.assert(fc.property(texts, fc.array(fc.tuple(fc.nat(), token), { minLength: 1, maxLength: 3 }), fc.constantFrom("line", "token", "word"), (text, edits, what) => {
      let damaged = text;
      for (const [at, replacement] of edits) {
        const places = [...damaged.matchAll(/\w+|[^\w\s]|\n */g)], place = places[at % places.length]!;
        damaged = what === "word" ? exchanged(damaged, at) : what === "line" ? damaged.split("\n").filter((_, i, all) => i !== at % all.length).join("\n") : damaged.slice(0, place.index) + replacement + damaged.slice(place.index + place[0].length);
      }
      try {
        const nest = k.bitmac.notation(damaged);
        expect(k.bitmac.notation(nest.text).text).toBe(nest.text);
        for (const { line } of nest.check()) expect(damaged.split("\n").length).toBeGreaterThanOrEqual(line);
        if (nest.legal) {
          expect(/(half_reduce|add|accumulate)\(.* over .*\b[MN][TPR]?\b/m.test(nest.text), nest.text).toBe(false);
          for (const [m, n, depth] of [[1, 2, 3], [5, 3, 18]] as const) k.scope((s) => {
            const a = Int8Array.from({ length: m * depth }, (_, i) => (i * 91) ^ 128), b = Int8Array.from({ length: depth * n }, (_, i) => (i * 57) ^ 128);
            expect([...nest.run(s.matrix("i8", m, depth, a), s.matrix("i8", depth, n, b))], nest.text).toEqual([...plainProduct(a, b, m, n, depth)]);
          });
          legal++;
        }
        read++;
      } catch (e) {
        if (!isKernelError(e) || e.code !== "format") throw e;
        expect(e.message).toMatch(/^bitmac\.notation: line \d+, column \d+: /);
        refused++;
      }
    }), { numRuns: 1500 });
    expect(Math.min(read, refused)).toBeGreaterThan(100);
    expect(legal).toBeGreaterThan(10);
  }, 60000);
});
