// The residual of every iteration as a picture: a Vega-Lite specification, drawn to SVG without a browser.
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Failure } from "./command.js";

const BLUE = "#1d4ed8";

/** What is used of vega and vega-lite, which are the user's to install: this package has no dependencies. */
interface Vega { View: new (flow: unknown, options: object) => { toSVG(): Promise<string>; finalize(): unknown }; parse(spec: unknown): unknown }
interface VegaLite { compile(spec: object): { spec: unknown } }

/** Found beside this package, or else from the folder that the command runs in. */
async function need(name: string): Promise<unknown> {
  try {
    return await import(name);
  } catch {
    try {
      return await import(pathToFileURL(createRequire(path.resolve("lanewise")).resolve(name)).href);
    } catch {
      throw new Failure(`--plot needs the packages vega and vega-lite, and ${name} is not there: npm install vega vega-lite`);
    }
  }
}

export interface Curve {
  readonly title: string;
  readonly subtitle: string;
  /** Relative residuals, the first before any iteration. */
  readonly residuals: readonly number[];
  readonly rtol: number;
}

export async function drawer(): Promise<(curve: Curve) => Promise<string>> {
  const { View, parse } = await need("vega") as Vega;
  const { compile } = await need("vega-lite") as VegaLite;
  return async (curve) => {
    const view = new View(parse(compile(specification(curve)).spec), { renderer: "none" });
    const svg = await view.toSVG();
    view.finalize();
    return `${svg}\n`;
  };
}

/** Residual against iteration, the tolerance as a rule. A logarithmic axis has no place for zeros. */
export function specification({ title, subtitle, residuals, rtol }: Curve): object {
  const values = residuals.map((residual, iteration) => ({ iteration, residual })).filter(({ residual }) => residual > 0 && Number.isFinite(residual));
  const y = { field: "residual", type: "quantitative", scale: { type: "log" }, axis: { title: "‖b − A·x‖ / ‖b‖", format: ".0e", tickCount: 8 } };
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title: { text: title, subtitle, anchor: "start" },
    width: 560, height: 320, background: "white",
    layer: [
      {
        data: { values },
        mark: { type: "line", color: BLUE, strokeWidth: 2, point: values.length <= 60 ? { color: BLUE, size: 18 } : false },
        encoding: { x: { field: "iteration", type: "quantitative", axis: { title: "iteration", tickMinStep: 1, grid: false } }, y },
      },
      { data: { values: rtol > 0 ? [{ residual: rtol }] : [] }, mark: { type: "rule", strokeDash: [4, 4], color: "#8a94a6" }, encoding: { y } },
    ],
    config: { font: "system-ui, sans-serif", view: { stroke: null }, axis: { gridColor: "#e5e7eb", domainColor: "#9ca3af", tickColor: "#9ca3af" } },
  };
}
