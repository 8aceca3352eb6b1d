// Pictures of `emulate`: digits of the operands, how busy the columns are, and speed-ups, as Vega-Lite specifications.
import { BLUE, GREY, picture } from "./plot.js";

/** Told apart by readers who see few colours too (after Okabe & Ito). */
const COLOURS = [BLUE, "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00"];

/** The order in which things came, not the alphabet's. */
const AS_GIVEN = null;

/** Names told apart within their group, so that bars of one name do not pile up: the second "x" becomes "x (2)". */
function distinct(bars: readonly { readonly name: string; readonly group?: string }[]): readonly string[] {
  const seen = new Map<string, number>();
  return bars.map(({ name, group = "" }) => {
    const key = `${group}\n${name}`, count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

export interface Histogram {
  readonly title: string;
  readonly subtitle: string;
  /** Elements with 0, 1, 2, … digits that are not 0: `numPPs(…).histogram` of each encoding or tensor. */
  readonly series: readonly { readonly name: string; readonly counts: ArrayLike<number> }[];
}

/** Share of the elements against their number of partial products, the series side by side. */
export function histogramSpec({ title, subtitle, series }: Histogram): object {
  const names = distinct(series);
  const values = series.flatMap(({ counts }, i) => {
    const all = Array.from(counts);
    const total = all.reduce((sum, c) => sum + c, 0) || 1;
    return all.map((count, digits) => ({ series: names[i], digits, share: count / total }));
  });
  return picture(title, subtitle, {
    width: 560, height: 280, data: { values },
    mark: { type: "bar" },
    encoding: {
      x: { field: "digits", type: "ordinal", axis: { title: "partial products of an element", labelAngle: 0 }, scale: { paddingInner: 0.25 } },
      xOffset: { field: "series", sort: AS_GIVEN },
      y: { field: "share", type: "quantitative", axis: { title: "share of the elements", format: ".0%" } },
      color: { field: "series", type: "nominal", sort: AS_GIVEN, scale: { range: COLOURS }, legend: series.length > 1 ? { title: null, orient: "top" } : null },
    },
  });
}

export interface Busy {
  readonly title: string;
  readonly subtitle: string;
  /** Layers of a report, in their order; the shares are of the cycles, 0 to 1. */
  readonly layers: readonly { readonly name: string; readonly utilization: { readonly min: number; readonly mean: number; readonly max: number } }[];
}

/** A line for each layer: from the least to the most loaded column, with the mean as a dot. */
export function busySpec({ title, subtitle, layers }: Busy): object {
  const values = layers.map(({ name, utilization: { min, mean, max } }, place) => ({ place, label: `${place + 1} ${name}`, min, mean, max }));
  const y = { field: "label", type: "nominal", sort: AS_GIVEN, axis: { title: null, labelLimit: 220, grid: false } };
  const x = { type: "quantitative", scale: { domain: [0, 1] }, axis: { title: "share of the cycles that a column works: least, mean and most loaded", format: ".0%" } };
  return picture(title, subtitle, {
    width: 560, height: { step: 18 }, data: { values },
    layer: [
      { mark: { type: "rule", color: GREY, strokeWidth: 5, strokeCap: "round", opacity: 0.5 }, encoding: { y, x: { field: "min", ...x }, x2: { field: "max" } } },
      { mark: { type: "point", filled: true, color: BLUE, opacity: 1, size: 42 }, encoding: { y, x: { field: "mean", ...x } } },
    ],
  });
}

export interface Speedups {
  readonly title: string;
  readonly subtitle: string;
  /** One bar each, in their order: how many times as fast as the base the layer or the engine `name` is, where there are several of them on `group`. */
  readonly bars: readonly { readonly name: string; readonly speedup: number; readonly group?: string }[];
}

/** Bars against a rule at 1; bars of one name share a row of one group each. */
export function speedupSpec({ title, subtitle, bars }: Speedups): object {
  const grouped = bars.some(({ group }) => group !== undefined);
  const names = distinct(bars);
  const values = bars.map(({ speedup, group = "" }, i) => ({ name: names[i], speedup, group, label: `${speedup.toFixed(2)}×` }));
  const y = { field: "name", type: "nominal", sort: AS_GIVEN, axis: { title: null, labelLimit: 220, grid: false }, scale: { paddingInner: 0.3 } };
  const yOffset = grouped ? { yOffset: { field: "group", sort: AS_GIVEN } } : {};
  const x = { field: "speedup", type: "quantitative", scale: { zero: true }, axis: { title: "speed-up" } };
  const color = grouped ? { field: "group", type: "nominal", sort: AS_GIVEN, scale: { range: COLOURS }, legend: { title: null, orient: "top" } } : { value: BLUE };
  return picture(title, subtitle, {
    width: 560, height: { step: grouped ? 16 : 26, for: grouped ? "offset" : "position" },
    layer: [
      { data: { values }, mark: { type: "bar" }, encoding: { y, ...yOffset, x, color } },
      { data: { values }, mark: { type: "text", align: "left", dx: 4, fontSize: 10 }, encoding: { y, ...yOffset, x, text: { field: "label" } } },
      { data: { values: [{ one: 1 }] }, mark: { type: "rule", strokeDash: [4, 4], color: GREY }, encoding: { x: { field: "one", type: "quantitative" } } },
    ],
  });
}
