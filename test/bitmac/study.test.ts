// Digits in the weights of real networks: what has been published of them is found again, and docs/bitmac-study.md is made of the committed results.
import { existsSync, readFileSync } from "node:fs";
import { loadSync, type Encoding } from "lanewise";
import { afterAll, describe, expect, it } from "vitest";
import { figures } from "../../bench/bitmac/figures.mjs";
import { COLUMNS, crossing, cyclesOfModel, cyclesOfNormal, DEPTHS, digitsOfModel, digitsOfNormal, ENCODINGS, MODELS, SIGMA } from "../../bench/bitmac/measure.mjs";
import { part, replacePart, tables } from "../../bench/bitmac/page.mjs";
import { operandOf, packageVersion, quantised, readModel } from "../../showcase/bitmac/weights.mjs";

type Means = Record<Encoding, number>;
interface Study {
  source: string;
  models: (Means & { model: string; weights: number; sigma: number })[];
  normal: (Means & { sigma: number })[];
  engine: { model: string; digits: number; ideal: number; rtl: number }[];
  columns: { columns: number; depth: number; busy: number; least: number; rtl: number; ideal: number }[];
}

const docs = new URL("../../docs/", import.meta.url);
const stored = JSON.parse(readFileSync(new URL("data/bitmac/study.json", docs), "utf8")) as Study;
const here = existsSync(new URL("../../node_modules/@vladmandic/face-api/model", import.meta.url));
if (!here) console.log("skip weights of real networks: @vladmandic/face-api is not installed");
const renderer = existsSync(new URL("../../node_modules/vega-lite", import.meta.url));
if (!renderer) console.log("skip figures of the study: vega-lite is not installed");

const k = loadSync();
afterAll(() => k.free());

/** Weights, σ and digits by encoding in the order of ENCODINGS, as found by an independent program. */
const PUBLISHED: readonly (readonly [string, number, number | undefined, readonly number[]])[] = [
  ["tiny_face_detector", 192144, 21.0, [3.916, 2.254, 2.217, 2.042, 1.991]],
  ["face_landmark_68_tiny", 76416, undefined, [3.804, 2.152, 2.128, 1.963, 1.912]],
  ["age_gender", 419072, 26.4, [3.997, 2.487, 2.422, 2.234, 2.171]],
  ["face_recognition", 5327456, 9.8, [3.365, 1.408, 1.45, 1.324, 1.309]],
  ["ssd_mobilenetv1", 5507264, 7.9, [3.831, 1.485, 1.561, 1.416, 1.405]],
];

/** From another program too: average and least share of busy columns by the ideal rule, EN-T, sigma 24.27, at K of 16, 64, 256, 1024, 4096. */
const BUSY: readonly (readonly ["busy" | "least", number, readonly number[]])[] = [
  ["busy", 16, [0.861, 0.925, 0.961, 0.98, 0.99]], ["busy", 32, [0.841, 0.913, 0.956, 0.978, 0.988]], ["least", 32, [0.678, 0.824, 0.909, 0.953, 0.977]],
];

describe("study: what is counted", () => {
  it("quantises symmetrically, and not what is 0", () => {
    expect([...quantised(Float32Array.of(0.5, -1, 0.25, 0))]).toEqual([64, -127, 32, 0]);
    expect([...quantised(new Float32Array(3))]).toEqual([0, 0, 0]);
  });
  it("turns filters into rows, one for each output", () => {
    const { m, k: depth, a } = operandOf({ name: "conv", shape: [1, 2, 2, 3], q: Int8Array.from({ length: 12 }, (_, i) => i) })!;
    expect([m, depth, ...a]).toEqual([3, 4, 0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]);
    expect(operandOf({ name: "conv1/depthwise_filter", shape: [3, 3, 16, 1], q: new Int8Array(144) })).toBeUndefined();
  });
  it.skipIf(!here)("takes tensors in 8 bits, of two axes and 256 elements", () => {
    for (const { shape, q } of readModel("face_recognition") as { shape: number[]; q: Int8Array }[]) {
      expect(shape.length).toBeGreaterThan(1);
      expect(q.length).toBeGreaterThan(255);
      expect(Math.max(...q.subarray(0, 5000).map(Math.abs))).toBeLessThan(128);
    }
  });
});

describe.skipIf(!here)("study: five networks", () => {
  it.each(PUBLISHED)("%s: weights exactly, digits within 0.0015", (model, weights, sigma, means) => {
    const found = digitsOfModel(k, model) as Study["models"][number];
    expect(found.weights).toBe(weights);
    if (sigma !== undefined) expect(Math.abs(found.sigma - sigma)).toBeLessThan(0.051);
    for (const [i, e] of (ENCODINGS as Encoding[]).entries()) expect(Math.abs(found[e] - means[i]!), e).toBeLessThan(0.0015);
    expect(found).toEqual(stored.models.find((row) => row.model === model));
  });
  it.each(["tiny_face_detector", "face_landmark_68_tiny"])("%s on columns, as stored", (model) => {
    expect(cyclesOfModel(k, model)).toEqual(stored.engine.find((row) => row.model === model));
  });
  it("the results are of the installed package", () => expect(stored.source).toBe(packageVersion()));
});

describe("study: normal numbers", () => {
  it.each(stored.normal.filter(({ sigma }) => [5, 20, 50].includes(sigma)).map((row) => [row.sigma, row] as const))("sigma %d, as stored", (sigma, row) => {
    expect(digitsOfNormal(k, sigma)).toEqual(row);
  });
  it.each(BUSY)("share of busy columns, %s of %d, as an independent program finds", (which, columns, shares) => {
    for (const [i, depth] of [16, 64, 256, 1024, 4096].entries()) {
      const point = stored.columns.find((p) => p.columns === columns && p.depth === depth)!;
      expect(Math.abs(point[which] - shares[i]!), `K = ${depth}`).toBeLessThan(0.006);
    }
  });
  it("cycles of columns, as stored", () => {
    for (const [columns, depth] of [[4, 9], [32, 16], [64, 256]] as const) expect(cyclesOfNormal(k, columns, depth)).toEqual(stored.columns.find((p) => p.columns === columns && p.depth === depth));
    expect(stored.columns).toHaveLength(COLUMNS.length * DEPTHS.length);
  });
  it("by the rule of the hardware, 2.404 cycles at sigma 24.27 are approached as sums grow longer", () => {
    const rtl = stored.columns.filter((p) => p.columns === 4).map((p) => p.rtl);
    expect(rtl.toSorted((x, y) => y - x)).toEqual(rtl);
    expect(Math.abs(rtl.at(-1)! - 2.404)).toBeLessThan(0.02);
    expect(SIGMA).toBe(24.27);
  });
});

describe("study: the claims", () => {
  const row = (model: string): Study["models"][number] => stored.models.find((m) => m.model === model)!;
  it("sign and magnitude beats MBE where the deviation is small, and only there", () => {
    for (const { model, sigma, mbe, ...others } of stored.models) expect(others["sign-magnitude"] < mbe, model).toBe(sigma < 12);
    expect(crossing(stored.normal, "sign-magnitude", "mbe")).toBeCloseTo(12.4, 1);
    expect(crossing(stored.normal, "sign-magnitude", "ent")).toBeUndefined();
  });
  it("EN-T is below both and within 0.07 of the fewest", () => {
    for (const m of stored.models) {
      expect(m.ent).toBeLessThan(Math.min(m.mbe, m["sign-magnitude"]));
      expect(m.ent - m.naf).toBeLessThan(0.07);
    }
  });
  it("digits, waiting, bubbles add up; the networks with fewest digits gain most", () => {
    for (const { model, digits, ideal, rtl } of stored.engine) {
      expect(Math.abs(digits / row(model).ent - 1), model).toBeLessThan(0.02);
      expect(digits < ideal && ideal < rtl && rtl < 4, model).toBe(true);
    }
    expect(stored.engine.toSorted((a, b) => a.rtl - b.rtl).slice(0, 2).map(({ model }) => model)).toEqual(["face_recognition", "ssd_mobilenetv1"]);
    expect(stored.models.map(({ model }) => model)).toEqual(MODELS);
  });
});

describe("study: the page", () => {
  const page = readFileSync(new URL("bitmac-study.md", docs), "utf8");
  it.each(Object.keys(tables))("table %s is that of the results", (name) => {
    expect(part(page, name)).toBe((tables as Record<string, (data: Study) => string>)[name]!(stored));
  });
  it.skipIf(!renderer)("figures are those of the results", async () => {
    const { renderSvg } = await import("../../bench/report/render.mjs");
    for (const { file, spec } of figures(stored)) {
      expect((await renderSvg(spec)) === readFileSync(new URL(`figures/${file}.svg`, docs), "utf8"), file).toBe(true);
      expect(page).toContain(`figures/${file}.svg`);
    }
  });
  it("replaces only what stands between the markers", () => {
    expect(replacePart("a\n<!-- study:x -->\nold\n<!-- /study:x -->\nb\n", "x", "new")).toBe("a\n<!-- study:x -->\nnew\n<!-- /study:x -->\nb\n");
    expect(() => part("a", "x")).toThrow("no part \"x\"");
  });
});
