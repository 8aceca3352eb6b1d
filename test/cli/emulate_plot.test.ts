// The pictures of `emulate`: Vega-Lite takes each specification, and what is drawn is what was given.
import { describe, expect, it } from "vitest";
import { busySpec, histogramSpec, speedupSpec } from "../../bindings/cli/emulate_plot.js";
import { drawer } from "../../bindings/cli/plot.js";

const draw = await drawer().catch(() => undefined);
if (draw === undefined) console.log("skip cli/emulate_plot: vega and vega-lite are not installed");
const svg = async (specification: object): Promise<string> => {
  const picture = await draw!(specification);
  expect(picture).toMatch(/^<svg [^]*<\/svg>\n$/);
  expect(picture).not.toMatch(/NaN|undefined|null/);
  return picture;
};
const described = (picture: string, role: string): string[] => [...picture.matchAll(new RegExp(`aria-label="([^"]*)"[^>]*role="graphics-symbol" aria-roledescription="${role}"`, "g"))].map(([, text]) => text!);

describe.skipIf(draw === undefined)("emulate_plot", () => {
  it("histograms: a bar for each count of each series, as a share", async () => {
    const picture = await svg(histogramSpec({ title: "tensor", subtitle: "256 values", series: [{ name: "ent", counts: Uint32Array.of(1, 15, 60, 108, 72) }, { name: "mbe", counts: [1, 12, 54, 108, 81] }] }));
    for (const text of ["tensor", "256 values", "ent", "mbe", "share of the elements"]) expect(picture).toContain(text);
    const bars = described(picture, "bar");
    expect(bars).toHaveLength(10);
    expect(bars[1]).toContain("digits: 1; share: 6%; series: ent");
    expect(bars.at(-1)).toContain("share: 32%; series: mbe");
  });
  it("histograms of nothing, and of one series without a legend", async () => {
    await svg(histogramSpec({ title: "t", subtitle: "s", series: [{ name: "none", counts: [0, 0] }] }));
    const picture = await svg(histogramSpec({ title: "t", subtitle: "s", series: [{ name: "only", counts: [3, 1] }] }));
    expect(picture).not.toContain('aria-roledescription="legend"');
  });
  it("busy: layers in their order, least to most, also two of one name", async () => {
    const utilization = { min: 0.25, mean: 0.5, max: 1 };
    const picture = await svg(busySpec({ title: "net", subtitle: "opt4c", layers: [{ name: "zeta", utilization }, { name: "alpha", utilization: { min: 0, mean: 0.75, max: 0.875 } }, { name: "alpha", utilization }] }));
    const places = ["1 zeta", "2 alpha", "3 alpha"].map((label) => picture.indexOf(`>${label}<`));
    expect(places.every((p) => p > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    const dots = described(picture, "point");
    expect(dots).toHaveLength(3);
    expect(dots[1]).toMatch(/: 0\.75; |2 alpha/);
    expect(described(picture, "rule mark").filter((text) => text.includes("0.875"))).toHaveLength(1);
  });
  it("speed-ups: a bar with its figure, groups side by side", async () => {
    const one = await svg(speedupSpec({ title: "GPT-2", subtitle: "against mac", bars: [{ name: "QKT", speedup: 1.8 }, { name: "total", speedup: 0.5 }] }));
    expect(described(one, "bar")).toHaveLength(2);
    for (const text of ["1.80×", "0.50×"]) expect(one).toContain(text);
    const two = await svg(speedupSpec({ title: "GPT-2", subtitle: "against mac", bars: [{ name: "QKT", speedup: 1.8, group: "opt3" }, { name: "QKT", speedup: 2, group: "opt4c" }] }));
    expect(described(two, "bar")).toHaveLength(2);
    for (const text of ["opt3", "opt4c", "2.00×"]) expect(two).toContain(text);
  });
  it("names that come twice keep a bar each", async () => {
    const names = ["x", "y", "x", "x"];
    const one = await svg(speedupSpec({ title: "t", subtitle: "s", bars: names.map((name) => ({ name, speedup: 2 })) }));
    expect(described(one, "bar").map((text) => text.slice(text.indexOf("name: ")))).toEqual(["name: x", "name: y", "name: x (2)", "name: x (3)"]);
    const two = await svg(speedupSpec({ title: "t", subtitle: "s", bars: ["a", "b"].flatMap((group) => names.map((name) => ({ name, speedup: 2, group }))) }));
    expect(described(two, "bar").filter((text) => text.includes("x (3)"))).toHaveLength(2);
    expect(described(await svg(histogramSpec({ title: "t", subtitle: "s", series: [{ name: "x", counts: [1] }, { name: "x", counts: [2] }] })), "bar").join()).toContain("x (2)");
  });
});
