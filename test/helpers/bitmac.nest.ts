// The published optimisations as lists of steps from the plain nest, and slow references: counts by walking every turn of a text, the table of uses.
import type { Encoding, NestStep } from "lanewise";

/** The product as it is. */
export const PLAIN = `for M temporal
  for N temporal
    for K temporal
      code = encode(A[m, k], mbe)
      for BW temporal
        pp = map(B[k, n], code)
        w = shift(pp)
        C[m, n] = accumulate(w over K, BW)
`;

const split = (dim: string, outer: string, inner: string, size: number): NestStep => ({ kind: "splitDim", dim, into: [outer, inner], size });
const order = (...loops: string[]): NestStep => ({ kind: "reorder", order: loops });
const before = (loop: string, outer: string): NestStep => ({ kind: "reorder", loop, before: outer });
const spatial = (loop: string, reduce?: "add" | "chain"): NestStep => ({ kind: "toSpatial", loop, ...(reduce && { reduce }) });
const step = (kind: "deferAdd" | "moveShiftOut" | "hoistEncoder", loops?: string[]): NestStep => ({ kind, ...(loops && { loops }) });

/** M and N in tiles, the loops in this order, MP and NP side by side. */
const tiles = (size: number, ...loops: string[]): NestStep[] => [split("M", "MT", "MP", size), split("N", "NT", "NP", size), order(...loops), spatial("MP"), spatial("NP")];
const chunks = split("K", "KT", "KP", 16);

const outputs = tiles(16, "MT", "NT", "MP", "NP", "K"), broadcast = tiles(16, "MT", "NT", "K", "MP", "NP");
const weights: NestStep[] = [split("K", "KT", "KR", 16), split("N", "NT", "NP", 16), order("KT", "NT", "NP", "KR", "M"), spatial("NP"), spatial("KR", "chain")];
const chunkedWeights: NestStep[] = [chunks, split("KT", "KT", "KR", 16), split("N", "NT", "NP", 16), order("KT", "NT", "NP", "KR", "M", "KP"), spatial("NP"), spatial("KR", "chain")];
const tree = [...outputs, spatial("BW"), chunks, spatial("KP", "add")];
const cube = [...broadcast, spatial("BW"), chunks, order("MT", "NT", "KT", "MP", "NP", "KP"), spatial("KP", "add")];
/** OPT1 within a chunk, bit weights apart, their shift behind the compressor. */
const opt2 = [step("deferAdd", ["KP"]), before("BW", "KP"), step("moveShiftOut")];
const serial = [step("deferAdd"), before("BW", "K"), step("moveShiftOut"), ...tiles(32, "MT", "NT", "MP", "NP"), split("K", "KT", "KW", 4)];
const opt3 = [...serial, { kind: "sparsify", loop: "KW" } as NestStep], opt4c = [...opt3, step("hoistEncoder")];

/** Steps from the plain nest to the nest of each engine. */
export const DERIVATIONS: Readonly<Record<string, readonly NestStep[]>> = {
  "plain": [],
  "systolic-os.mac": [...outputs, spatial("BW")],
  "systolic-os.opt1": [...outputs, spatial("BW"), step("deferAdd")],
  "systolic-os.opt2": [...tree, ...opt2],
  "systolic-ws.mac": [...weights, spatial("BW")],
  "systolic-ws.opt1": [...weights, spatial("BW"), step("deferAdd", ["KR"])],
  "systolic-ws.opt2": [...chunkedWeights, spatial("BW"), spatial("KP", "add"), ...opt2],
  "matrix-2d.mac": [...broadcast, spatial("BW")],
  "matrix-2d.opt1": [...broadcast, spatial("BW"), step("deferAdd")],
  "matrix-2d.opt2": [...cube, ...opt2],
  "cube.mac": cube,
  "cube.opt1": [...cube, step("deferAdd")],
  "cube.opt2": [...cube, ...opt2],
  "adder-tree.mac": tree,
  "adder-tree.opt1": [...tree, step("deferAdd")],
  "adder-tree.opt2": [...tree, ...opt2],
  "bit-serial": serial,
  "opt3": opt3,
  "opt4c": opt4c,
  "opt4e": [...opt4c, split("KT", "KT", "KL", 4), before("KL", "KT"), spatial("KL", "chain")],
};

/** Bit-slice engines start from EN-T digits. */
export const startOf = (name: string): string => (/^(opt|bit)/.test(name) ? PLAIN.replace("mbe", "ent") : PLAIN);

/** The lines that mean something. */
export const bare = (text: string): string => text.split("\n").map((l) => l.replace(/\s*#.*/, "")).filter((l) => l !== "").join("\n");

export const digitPositions = (e: Encoding): number => (e === "mbe" || e === "ent" ? 4 : 8);

interface Walked { readonly indent: number; readonly code: string }
type Dim = "M" | "N" | "K" | "BW";

/** Uses of every primitive, by taking every turn of every loop of a canonical text. `zero` tells of A's digits at (m, k, bw). */
export function walkedUses(text: string, sizes: Readonly<Record<Dim, number>>, open: Readonly<Record<string, number>>, zero: (m: number, k: number, bw: number) => boolean): Record<string, number> {
  const lines: Walked[] = bare(text).split("\n").map((l) => ({ indent: l.search(/\S/), code: l.trim() }));
  const parts = new Map<string, { dim: Dim; step: number; turns: number }>(), at: Record<Dim, number> = { M: 0, N: 0, K: 0, BW: 0 }, uses: Record<string, number> = {};
  for (const dim of ["M", "N", "K", "BW"] as const) {
    const list = (lines.find((l) => l.code.startsWith(`${dim} = `))?.code.slice(dim.length + 3) ?? dim).split(" * ").reverse();
    list.reduce((step, item, i) => {
      const [, name, size] = /^(\w+)(?:\((\d+)\))?$/.exec(item)!, turns = i === list.length - 1 ? Math.ceil(sizes[dim] / step) : Number(size ?? open[name!]);
      parts.set(name!, { dim, step, turns });
      return step * turns;
    }, 1);
  }
  const turns = (names: readonly string[], body: () => void): void => {
    if (names.length === 0) return body();
    const { dim, step, turns: count } = parts.get(names[0]!)!, start = at[dim];
    for (let i = 0; i < count; i++) {
      at[dim] = start + i * step;
      if (at[dim] < sizes[dim]) turns(names.slice(1), body);
    }
    at[dim] = start;
  };
  const walk = (from: number, to: number, around: readonly string[]): void => {
    for (let i = from; i < to;) {
      const { code, indent } = lines[i]!, end = lines.findIndex((l, j) => j > i && l.indent <= indent), next = end < 0 ? lines.length : end;
      const loop = /^for (\w+) \w+( in)?/.exec(code), call = /(\w+)\(([^)]*?)(?: over ([^)]*))?\)$/.exec(code);
      if (loop) turns([loop[1]!], () => { if (!loop[2] || !zero(at.M, at.K, at.BW)) walk(i + 1, next, [...around, loop[1]!]); });
      else if (!/^[A-Z]+ =/.test(code)) {
        const [, name, args, over] = call!, names = over?.split(", ") ?? [], running = names.some((p) => around.includes(p));
        let items = 0;
        turns(names.filter((p) => !around.includes(p)), () => { items += args!.split(", ").length; });
        const one = name === "half_reduce" ? Math.max(0, items + (running ? 2 : 0) - 2) : name === "add" ? Math.max(0, items - 1) : 1;
        uses[name!] = (uses[name!] ?? 0) + one;
      }
      i = next;
    }
  };
  walk(0, lines.length, []);
  return uses;
}

export interface Uses { readonly partialProducts: number; readonly skippedZeroDigits: number; readonly carryPropagatingAdds: number; readonly compressorOps: number; readonly encoderUses: number }
export type Spec =
  | { kind: "opt3" | "opt4c" | "opt4e"; columns: number; rows: number; encoding: Encoding; rule: "rtl" | "ideal" }
  | { kind: "systolic-os" | "systolic-ws" | "cube" | "adder-tree" | "matrix-2d"; pe: "mac" | "opt1" | "opt2"; m: number; n: number; k: number; encoding: Encoding };

/** The table of uses in docs/contracts/bitmac-notation.md. */
export function tabledUses(s: Spec, M: number, N: number, K: number, D: number): Uses {
  const BW = digitPositions(s.encoding), mnk = M * N * K, mn = M * N;
  if ("columns" in s) {
    const encoderUses = s.kind === "opt3" ? mnk : M * K * Math.ceil(N / s.rows);
    return { partialProducts: D * N, skippedZeroDigits: (M * K * BW - D) * N, carryPropagatingAdds: (2 * BW - 1) * mn, compressorOps: D * N, encoderUses };
  }
  const both = { partialProducts: BW * mnk, skippedZeroDigits: 0, encoderUses: mnk }, chunks = Math.ceil(K / s.k);
  if (s.pe === "mac") return { ...both, compressorOps: (BW - 2) * mnk, carryPropagatingAdds: 2 * mnk };
  if (s.pe === "opt1") return { ...both, compressorOps: BW * mnk, carryPropagatingAdds: s.kind === "systolic-ws" ? 2 * mn * Math.ceil(K / (s.m * s.k)) : mn };
  let compressorOps = 0;
  for (let from = 0; from < K; from += s.k) compressorOps += mn * BW * Math.max(Math.min(s.k, K - from) - 2, 0);
  return { ...both, compressorOps, carryPropagatingAdds: 2 * BW * mn * chunks };
}

/** A·B of whole numbers, row by row, wrapped at 32 bits. */
export function plainProduct(A: Int8Array, B: Int8Array, m: number, n: number, k: number): Int32Array {
  return Int32Array.from({ length: m * n }, (_, at) => {
    let sum = 0;
    for (let p = 0; p < k; p++) sum += A[Math.floor(at / n) * k + p]! * B[p * n + (at % n)]!;
    return sum;
  });
}
