// Times of engines, slowly: every tile, every element, every digit one after another.
import type { Encoding, EngineReport, EngineSpec } from "lanewise";

export const encodings: readonly Encoding[] = ["complement", "sign-magnitude", "mbe", "ent", "naf"];
export const kinds = ["systolic-os", "systolic-ws", "cube", "adder-tree", "matrix-2d"] as const;
export const pes = ["mac", "opt1", "opt2"] as const;
export const slices = ["opt3", "opt4c", "opt4e"] as const;

/** Which digits of x are not 0, lowest first: by the definitions of the encodings, one digit at a time. */
export function nonzero(e: Encoding, x: number): boolean[] {
  const found: boolean[] = [], m = Math.abs(x);
  if (e === "complement") for (let i = 0; i < 8; i++) found.push(((x & 255) >> i) % 2 === 1);
  if (e === "sign-magnitude") for (let i = 0; i < 8; i++) found.push((m >> i) % 2 === 1);
  if (e === "mbe") for (let i = 0; i < 4; i++) found.push(!["000", "111"].includes(((x * 2) & 511).toString(2).padStart(9, "0").slice(6 - 2 * i, 9 - 2 * i)));
  if (e === "ent") {
    for (let i = 0, carry = 0; i < 4; i++) {
      const t = Math.floor(m / 4 ** i) % 4 + carry;
      carry = t >= 3 ? 1 : 0;
      found.push(t !== 0 && t !== 4);
    }
  }
  if (e === "naf") {
    for (let i = 0, rest = m; i < 8; i++) {
      const digit = rest % 2 === 0 ? 0 : 2 - (rest % 4);
      found.push(digit !== 0);
      rest = (rest - digit) / 2;
    }
  }
  return found;
}

export interface RowCost { readonly busy: number; readonly filled: number; readonly digits: number }

/** One row of A: position by position, window of four by window of four; with `lanes` = 4 the windows go to four lanes in turn. */
export function rowCost(e: Encoding, row: ArrayLike<number>, lanes: 1 | 4): RowCost {
  const of = Array.from({ length: 256 }, (_, i) => nonzero(e, i - 128));
  let busy = 0, filled = 0, all = 0;
  for (let b = 0; b < of[0]!.length; b++) {
    const time = new Array<number>(lanes).fill(0), work = time.slice();
    for (let from = 0, g = 0; from < row.length; from += 4, g++) {
      let n = 0;
      for (let i = from; i < Math.min(from + 4, row.length); i++) if (of[row[i]! + 128]![b]) n++;
      time[g % lanes]! += Math.max(1, n);
      work[g % lanes]! += n;
      all += n;
    }
    busy += Math.max(...time);
    filled += Math.max(...work);
  }
  return { busy, filled, digits: all };
}

export type Times = Pick<EngineReport, "cycles" | "idealCycles" | "syncCycles" | "drainCycles" | "bubbleCycles" | "utilization" | "mapping">;
type Slice = Extract<EngineSpec, { columns: number }>;
type Dense = Exclude<EngineSpec, { columns: number }>;

const mean = (x: readonly number[]): number => x.reduce((s, v) => s + v, 0) / x.length;

export function sliceTimes(spec: Required<Omit<Slice, "constants">>, a: Int8Array, m: number, n: number, k: number): Times & { digits: number } {
  const costs = Array.from({ length: m }, (_, i) => rowCost(spec.encoding, a.subarray(i * k, (i + 1) * k), spec.kind === "opt4e" ? 4 : 1));
  const ideal = costs.map((c) => (spec.kind === "opt4e" ? Math.ceil(c.digits / 4) : c.digits));
  const rtl = spec.rule === "rtl", rows = rtl ? costs.map((c) => c.busy) : ideal;
  let cycles = rtl ? 1 : 0, idealCycles = 0, sync = 0, drain = cycles, bubbles = 0, mapped = 0, tiles = 0;
  const columns = new Array<number>(spec.columns).fill(0);
  let least = 0;
  for (let pass = 0; pass < n; pass += spec.rows) {
    for (let i = 0; i < m; i += spec.columns) {
      const group = rows.slice(i, i + spec.columns), most = Math.max(...group);
      cycles += most + (rtl ? 4 : 0);
      drain += rtl ? 4 : 0;
      idealCycles += Math.max(...ideal.slice(i, i + spec.columns));
      sync += most - mean(group);
      if (rtl) bubbles += mean(costs.slice(i, i + spec.columns).map((c) => c.busy - c.filled));
      group.forEach((busy, c) => { columns[c]! += busy; });
      if (group.length === spec.columns) least += Math.min(...group);
      mapped += (group.length * Math.min(spec.rows, n - pass)) / (spec.columns * spec.rows);
      tiles++;
    }
  }
  return {
    cycles, idealCycles, syncCycles: sync, drainCycles: drain, bubbleCycles: bubbles, mapping: mapped / tiles, digits: costs.reduce((s, c) => s + c.digits, 0),
    utilization: { min: cycles === 0 ? 1 : least / cycles, mean: cycles === 0 ? 1 : mean(columns) / cycles, max: cycles === 0 ? 1 : (cycles - drain) / cycles },
  };
}

export function denseTimes(spec: Required<Omit<Dense, "constants">>, m: number, n: number, k: number): Times {
  const still = spec.kind === "systolic-ws", chunks = Math.ceil(k / spec.k);
  const across = still ? chunks : m, steps = still ? m : chunks;
  const works = Array.from({ length: spec.m }, () => new Array<number>(spec.n).fill(0));
  let cycles = 0, idealCycles = 0, mapped = 0, tiles = 0;
  for (let i = 0; i < across; i += spec.m) {
    for (let j = 0; j < n; j += spec.n) {
      const rows = Math.min(spec.m, across - i), cols = Math.min(spec.n, n - j);
      let last = 0;
      for (let r = 0; r < rows; r++) {
        for (let c = 0; c < cols; c++) {
          works[r]![c]! += steps;
          // The last step enters, passes to its element through a register each, and through those of the element.
          let t = steps - 1 + 1 + 1;
          if (spec.kind !== "matrix-2d" && spec.kind !== "adder-tree") t += r + c;
          if (spec.pe === "opt2") t += 6;
          else if (spec.kind === "cube") t += spec.k - 1;
          else if (spec.kind === "adder-tree") for (let left = spec.k; left > 1; left = Math.ceil(left / 2)) t++;
          last = Math.max(last, t);
        }
      }
      if (still) {
        const weights = Array.from({ length: rows }, (_, r) => Math.min(spec.k, k - (i + r) * spec.k));
        cycles += spec.pe === "opt2" ? 2 * Math.max(...weights) : cols + 1;
      }
      cycles += last;
      idealCycles += steps;
      mapped += (rows * cols) / (spec.m * spec.n);
      tiles++;
    }
  }
  const busy = works.flat();
  return {
    cycles, idealCycles, syncCycles: 0, drainCycles: cycles - idealCycles, bubbleCycles: 0, mapping: ((mapped / tiles) * k) / (spec.k * chunks),
    utilization: { min: Math.min(...busy) / cycles, mean: mean(busy) / cycles, max: Math.max(...busy) / cycles },
  };
}

/** A number to compare: counts exactly, means within rounding. */
export function differences(got: Times, want: Times): string[] {
  const near = (x: number, y: number): boolean => Math.abs(x - y) <= 1e-9 * Math.max(1, Math.abs(y));
  const wrong: string[] = [];
  for (const key of ["cycles", "idealCycles", "drainCycles"] as const) if (got[key] !== want[key]) wrong.push(`${key} ${got[key]}, expected ${want[key]}`);
  for (const key of ["syncCycles", "bubbleCycles", "mapping"] as const) if (!near(got[key], want[key])) wrong.push(`${key} ${got[key]}, expected ${want[key]}`);
  for (const key of ["min", "mean", "max"] as const) if (!near(got.utilization[key], want.utilization[key])) wrong.push(`utilization.${key} ${got.utilization[key]}, expected ${want.utilization[key]}`);
  return wrong;
}
