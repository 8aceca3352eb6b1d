// Vega-Lite specifications drawn to SVG without a browser.
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Failure } from "./command.js";

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

/** Draws a specification to SVG. Failure where vega or vega-lite is not installed, before any work is done. */
export async function drawer(): Promise<(specification: object) => Promise<string>> {
  const { View, parse } = await need("vega") as Vega;
  const { compile } = await need("vega-lite") as VegaLite;
  return async (specification) => {
    const view = new View(parse(compile(specification).spec), { renderer: "none" });
    const svg = await view.toSVG();
    view.finalize();
    return `${svg}\n`;
  };
}

export const BLUE = "#1d4ed8";
export const GREY = "#8a94a6";

/** What all pictures share; `rest` is a layer, a mark with its encoding, and the sizes. */
export function picture(title: string, subtitle: string, rest: object): object {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title: { text: title, subtitle, anchor: "start" },
    background: "white",
    ...rest,
    config: { font: "system-ui, sans-serif", view: { stroke: null }, axis: { gridColor: "#e5e7eb", domainColor: "#9ca3af", tickColor: "#9ca3af" } },
  };
}
