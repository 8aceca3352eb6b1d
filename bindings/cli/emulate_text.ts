// What `lanewise emulate` says: a table of the layers, the two engines side by side, what has been published; or the same as JSON lines.
import type { BitMac, Comparison, Engine, EngineReport, NetworkReport, PublishedRatio } from "../index.js";
import { table } from "./table.js";

export interface Emulated { readonly engine: Engine; readonly report: NetworkReport }

export interface Result {
  readonly about: string;
  readonly ours: Emulated;
  readonly baseline?: Emulated;
  readonly compare: BitMac["compare"];
}

type Layer = NetworkReport["layers"][number];

/** One line for each layer, then the whole. The ratios are ours over the baseline's. */
export function jsonLines({ ours, baseline, compare }: Result): object[] {
  const beside = (base: EngineReport | undefined, other: EngineReport): object => {
    if (base === undefined) return {};
    const { published: _, ...comparison } = compare(base, other);
    return { baseline: { cycles: base.cycles, cost: base.cost }, comparison };
  };
  /** Constants by their name, as the costs do. */
  const specOf = ({ engine, report }: Emulated): object => ({ ...engine.spec, constants: report.total.cost.constants });
  const { layers, total } = ours.report;
  return [
    ...layers.map((layer, i) => ({ ...layer, ...beside(baseline?.report.layers[i], layer) })),
    {
      name: "total", engine: specOf(ours), ...(baseline !== undefined && { against: specOf(baseline) }),
      ...total, ...beside(baseline?.report.total, total), published: publishedOf(ours, compare(total, total).published),
    },
  ];
}

const grouped = (x: number): string => Math.round(x).toString().replace(/\B(?=(\d{3})+$)/g, " ");
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const times = (ratio: number | undefined): string => (ratio === undefined ? "unknown" : `${ratio < 999.5 ? ratio.toPrecision(3) : grouped(ratio)}×`);
const figure = (value: number | undefined, scale = 1): string => (value === undefined ? "unknown" : String(Number((value * scale).toPrecision(4))));
const over = (a: number | undefined, b: number | undefined): number | undefined => (a === undefined || b === undefined || b === 0 ? undefined : a / b);

export function readable(result: Result): string {
  const { about, ours, baseline, compare } = result, { published, ...ratios } = compare((baseline ?? ours).report, ours.report);
  return [`${about}:`, "", layersOf(result), "", sideBySide(result, ratios), ...ratios.caveats.map((caveat) => `note: ${caveat}`), ...publishedLines(publishedOf(ours, published))].join("\n");
}

function layersOf({ ours, baseline, compare }: Result): string {
  const { layers, total } = ours.report;
  const row = (name: string, shape: string, report: EngineReport, base: EngineReport | undefined): string[] => {
    const { min, mean, max } = report.utilization;
    const more = base === undefined ? [] : [times(compare(base, report).cycles)];
    const shares = [min, mean, max, report.mapping].map(percent), digits = (report.partialProducts / report.macs).toFixed(3);
    return [name, shape, grouped(report.cycles), grouped(report.idealCycles), ...shares, digits, ...more];
  };
  const shape = ({ m, n, k, repeat }: Layer): string => `${m}×${n}×${k}${repeat === 1 ? "" : `, ${repeat} times`}`;
  return table([
    ["layer", "m×n×k", "cycles", "ideal", "busy: least", "mean", "most", "mapped", "digits", ...(baseline === undefined ? [] : ["fewer cycles"])],
    ...layers.map((layer, i) => row(layer.name, shape(layer), layer, baseline?.report.layers[i])),
    ...(layers.length === 1 && layers[0]?.repeat === 1 ? [] : [row("total", "", total, baseline?.report.total)]),
  ], [2, 3, 4, 5, 6, 7, 8, 9]);
}

/** Both engines over all layers. */
function sideBySide({ ours, baseline }: Result, ratios: Omit<Comparison, "published">): string {
  const a = ours.report.total, b = baseline?.report.total;
  const row = (name: string, of: (r: EngineReport) => string, ratio: number | undefined): string[] => [name, of(a), ...(b === undefined ? [] : [of(b), times(ratio)])];
  return table([
    [`by ${a.cost.constants}`, String(ours.engine), ...(baseline === undefined ? [] : [String(baseline.engine), "better by"])],
    row("cycles", (r) => grouped(r.cycles), ratios.cycles),
    row("partial products", (r) => grouped(r.partialProducts), over(b?.partialProducts, a.partialProducts)),
    row("carry-propagating additions", (r) => grouped(r.carryPropagatingAdds), over(b?.carryPropagatingAdds, a.carryPropagatingAdds)),
    row("Gop/s", ({ cost }) => figure(cost.throughputGops), ratios.time),
    row("area, mm²", ({ cost }) => figure(cost.areaUm2, 1e-6), over(b?.cost.areaUm2, a.cost.areaUm2)),
    row("Gop/s per mm²", ({ cost }) => figure(cost.areaEfficiency), ratios.areaEfficiency),
    row("energy, µJ", ({ cost }) => figure(cost.energyPj, 1e-6), ratios.energyEfficiency),
  ], [1, 2, 3]);
}

/** What the literature says of this engine. Of whole multipliers it says nothing: they are what the others are compared with. */
function publishedOf({ engine: { spec } }: Emulated, published: readonly PublishedRatio[]): readonly PublishedRatio[] {
  const names = "columns" in spec ? [spec.kind, "bit-slice"] : spec.pe === undefined || spec.pe === "mac" ? [] : [spec.kind, spec.kind.split("-")[0]];
  return published.filter(({ engine }) => names.includes(engine));
}

function publishedLines(published: readonly PublishedRatio[]): string[] {
  if (published.length === 0) return [];
  const rows = published.map(({ quantity, against, ratio, source, note }) => {
    const about = `${note === undefined ? "" : `, ${note}`}${source === "abstract" ? "" : " (from a note on the paper)"}`;
    return [`  ${times(ratio)}`, `${quantity} over ${against}${about}`];
  });
  return ["", "published, with other constants and for other layers; nothing here reproduces it:", table(rows, [0])];
}

/** Constants that were wanted and are not in the set. */
export function missing({ ours, baseline }: Result): string | undefined {
  const costs = [ours, baseline].flatMap((e) => (e === undefined ? [] : [e.report.total.cost])), unknown = [...new Set(costs.flatMap((cost) => cost.unknown))];
  return unknown.length === 0 ? undefined : `the constants ${costs[0]?.constants ?? ""} do not tell ${unknown.join(", ")}: what takes them is left out`;
}
