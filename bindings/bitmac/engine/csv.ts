// Reports in the files that SCALE-Sim v2 writes: the same names, columns and commas, one row for each layer.
import type { EngineReport, GemmShape } from "../types.js";
import { elementsOf } from "./cost.js";
import { isSlice, type FullSpec } from "./parts.js";

export type Layer = EngineReport & Required<GemmShape>;
export type CsvKind = "compute" | "bandwidth" | "detailed";

/** Words of A, B and C that pass the edge of the array in one run: an operand once for every tile of the other side that it meets. */
function traffic(spec: FullSpec, { m, n, k, partialProducts }: Layer): readonly [a: number, b: number, c: number] {
  // Every element of a column fetches the word of B that its digit calls for.
  if (isSlice(spec)) return [m * k * Math.ceil(n / spec.rows), partialProducts, m * n];
  const columnTiles = Math.ceil(n / spec.n);
  if (spec.kind === "systolic-ws") return [m * k * columnTiles, k * n, m * n * Math.ceil(k / (spec.m * spec.k))];
  return [m * k * columnTiles, k * n * Math.ceil(m / spec.m), m * n];
}

/** Nothing by no cycles is nothing. */
const rate = (amount: number, cycles: number): number => (cycles === 0 ? 0 : amount / cycles);

/** Of what the elements could form in these cycles, in percent: products, or, where they work digit by digit, partial products. */
function used(spec: FullSpec, layer: Layer): number {
  const work = isSlice(spec) ? layer.partialProducts / (spec.kind === "opt4e" ? 4 : 1) : layer.macs;
  return rate(100 * work, layer.cycles * elementsOf(spec));
}

const PARTS = [["IFMAP", "Reads"], ["Filter", "Reads"], ["OFMAP", "Writes"]] as const;

// There is no memory behind the array here, so nothing stalls, and what SCALE-Sim reports of DRAM is 0.
const TABLES: Readonly<Record<CsvKind, { readonly columns: readonly string[]; row(spec: FullSpec, layer: Layer): readonly number[] }>> = {
  compute: {
    columns: ["Total Cycles", "Stall Cycles", "Overall Util %", "Mapping Efficiency %", "Compute Util %"],
    row: (spec, layer) => [layer.cycles * layer.repeat, 0, used(spec, layer), 100 * layer.mapping, 100 * layer.utilization.mean],
  },
  bandwidth: {
    columns: ["SRAM", "DRAM"].flatMap((memory) => PARTS.map(([part]) => `Avg ${part.toUpperCase()} ${memory} BW`)),
    row: (spec, layer) => [...traffic(spec, layer).map((words) => rate(words, layer.cycles)), 0, 0, 0],
  },
  detailed: {
    columns: ["SRAM", "DRAM"].flatMap((memory) => PARTS.flatMap(([part, verb]) => ["Start Cycle", "Stop Cycle", verb].map((what) => `${memory} ${part} ${what}`))),
    row: (spec, layer) => [...traffic(spec, layer).flatMap((words) => [0, layer.cycles * layer.repeat, words * layer.repeat]), 0, 0, 0, 0, 0, 0, 0, 0, 0],
  },
};

export function csvOf(kind: CsvKind, spec: FullSpec, layers: readonly Layer[]): string {
  const { columns, row } = TABLES[kind];
  return [["LayerID", ...columns], ...layers.map((layer, id) => [id, ...row(spec, layer)])].map((cells) => `${cells.join(", ")},\n`).join("");
}
