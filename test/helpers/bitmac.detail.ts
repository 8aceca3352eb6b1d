// Closed forms of what a stepped engine counts: cycles, uses and shares as sums over tiles and rows. Written apart from the package's own.
import type { Encoding } from "lanewise";

export type Dense = { kind: "systolic-os" | "systolic-ws" | "cube" | "adder-tree" | "matrix-2d"; pe: "mac" | "opt1" | "opt2"; m: number; n: number; k: number; encoding: Encoding };
export type Slice = { kind: "opt3" | "opt4c" | "opt4e"; columns: number; rows: number; encoding: Encoding; rule: "rtl" | "ideal" };
export type Shape = { readonly m: number; readonly n: number; readonly k: number };
export type Figures = Record<string, number>;

const sum = (xs: readonly number[]): number => xs.reduce((x, y) => x + y, 0);
const largest = (xs: readonly number[]): number => xs.reduce((x, y) => Math.max(x, y), 0);
/** Sizes of the parts of `whole` cut at every `step`. */
const parts = (whole: number, step: number): number[] => Array.from({ length: Math.ceil(whole / step) }, (_, i) => Math.min(step, whole - i * step));

export function denseFigures({ kind, pe, m, n, k: kp }: Dense, { m: M, n: N, k: K }: Shape, width: number): Figures {
  const chunks = kind === "systolic-ws" ? parts(K, m * kp).flatMap((rows) => parts(rows, kp)) : parts(K, kp), ct = chunks.length, macs = M * N * K;
  const extra = pe === "opt2" ? 6 : kind === "cube" ? kp - 1 : kind === "adder-tree" ? Math.ceil(Math.log2(kp)) : 0;
  let cycles = 0, ideal = 0, tiles = 0, mapped = 0;
  if (kind === "systolic-ws") for (const kLen of parts(K, m * kp)) for (const nt of parts(N, n)) {
    const kt = Math.ceil(kLen / kp);
    cycles += (pe === "opt2" ? 2 * Math.min(kp, kLen) : nt + 1) + (M - 1) + (nt - 1) + extra + kt + 1;
    ideal += M; tiles++; mapped += kLen * nt / (m * n * kp);
  } else for (const mt of parts(M, m)) for (const nt of parts(N, n)) {
    cycles += (kind === "systolic-os" || kind === "cube" ? mt - 1 + nt - 1 : 0) + extra + ct + 1;
    ideal += ct; tiles++; mapped += mt * nt / (m * n) * K / (kp * ct);
  }
  const kTiles = Math.ceil(K / (m * kp));
  return {
    cycles, idealCycles: ideal, syncCycles: 0, drainCycles: cycles - ideal, bubbleCycles: 0, mapping: mapped / tiles,
    partialProducts: width * macs, encoderUses: macs, skippedZeroDigits: 0,
    compressorOps: pe === "mac" ? (width - 2) * macs : pe === "opt1" ? width * macs : M * N * width * sum(chunks.map((kt) => Math.max(kt - 2, 0))),
    carryPropagatingAdds: pe === "mac" ? 2 * macs : pe === "opt2" ? M * N * ct * 2 * width : kind === "systolic-ws" ? 2 * M * N * kTiles : M * N,
  };
}

export function sliceFigures({ kind, columns, rows, rule }: Slice, { m: M, n: N, k: K }: Shape, width: number, a: Int8Array, nonZero: (x: number) => readonly boolean[]): Figures {
  const lanes = kind === "opt4e" ? 4 : 1, passes = Math.ceil(N / rows);
  const lines = Array.from({ length: M }, (_, i) => Array.from(a.subarray(i * K, (i + 1) * K), nonZero));
  const terms = lines.map((line) => sum(line.map((d) => d.filter(Boolean).length)));
  const cost = (line: readonly (readonly boolean[])[], least: 0 | 1): number => sum(Array.from({ length: width }, (_, bw) => {
    const windows = parts(K, 4).map((length, g) => Math.max(least, line.slice(4 * g, 4 * g + length).filter((d) => d[bw]).length));
    return largest(Array.from({ length: lanes }, (_, l) => sum(windows.filter((_, g) => g % lanes === l))));
  }));
  const ideal = terms.map((t) => Math.ceil(t / lanes)), row = rule === "ideal" ? ideal : lines.map((line) => cost(line, 1));
  const bubble = rule === "ideal" ? row.map(() => 0) : lines.map((line, i) => row[i]! - cost(line, 0));
  const groups = parts(M, columns).map((count, g) => ({ at: g * columns, count })), of = (xs: readonly number[], { at, count }: { at: number; count: number }): number[] => xs.slice(at, at + count);
  const means = (xs: readonly number[]): number => passes * sum(groups.map((g) => sum(of(xs, g)) / g.count)), tops = (xs: readonly number[]): number => passes * sum(groups.map((g) => largest(of(xs, g))));
  const drain = rule === "ideal" ? 0 : passes * 4 * groups.length + 1, cycles = tops(row) + drain, D = sum(terms);
  const share = (busy: number): number => (cycles === 0 ? 1 : passes * busy / cycles);
  return {
    cycles, idealCycles: tops(ideal), syncCycles: tops(row) - means(row), drainCycles: drain, bubbleCycles: means(bubble), mapping: M * N / (columns * rows * groups.length * passes),
    min: share(sum(groups.map((g) => (g.count < columns ? 0 : Math.min(...of(row, g)))))), mean: share(sum(row) / columns), max: share(tops(row) / passes),
    partialProducts: D * N, compressorOps: D * N, skippedZeroDigits: (M * K * width - D) * N, encoderUses: kind === "opt3" ? M * N * K : M * K * passes, carryPropagatingAdds: (2 * width - 1) * M * N,
  };
}

/** The code EN-T has in hardware: two bits a digit, 01 = 1, 10 = 2, 11 = −1, 00 = 0, of |x| for every sign, and a bit for the sign on top. */
export function entCode(x: number): number {
  let code = x < 0 ? 256 : 0, carry = 0;
  for (let i = 0; i < 4; i++) {
    const t = ((Math.abs(x) >> (2 * i)) & 3) + carry;
    code |= (t & 3) << (2 * i);
    carry = t >= 3 ? 1 : 0;
  }
  return code;
}
