// Vega-Lite to SVG text, headless.
import { compile } from 'vega-lite';
import { View, parse } from 'vega';

export async function renderSvg(specification) {
  const view = new View(parse(compile(specification).spec), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  return `${svg}\n`;
}
