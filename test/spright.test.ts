// The experiments of bench/spright run, and the committed figures and tables of docs/spright.md are those of the committed results.
import { existsSync, readFileSync } from "node:fs";
import { loadSync } from "lanewise";
import { describe, expect, it } from "vitest";
import { choose, experiments } from "../bench/spright/experiments/index.mjs";
import { threshold } from "../bench/spright/experiments/evolution.mjs";
import { crossing } from "../bench/spright/figures/crossover.mjs";
import { figures } from "../bench/spright/figures/index.mjs";
import { powerLaw } from "../bench/spright/fit.mjs";
import { part, replacePart } from "../bench/spright/page.mjs";
import { materialise, problem } from "../bench/spright/problem.mjs";
import { normalAt, streamOf } from "../bench/spright/random.mjs";
import { read } from "../bench/spright/store.mjs";
import { tables } from "../bench/spright/tables.mjs";
import { interval, score } from "../bench/spright/trial.mjs";

interface Point { [key: string]: unknown; n: number; rate: number; low: number; high: number; samples: number; us: number; series: string; front: string; snr: number }
interface Experiment { name: string; timed?: boolean; absent?: () => string | undefined; run(o: object): Promise<Point[]> | Point[] }
interface Result { points: Point[]; runs?: number }

const docs = new URL("../docs/", import.meta.url).pathname;
const stored = (experiments as Experiment[]).filter(({ name }) => read(docs, name) !== undefined).map(({ name }) => name);
const renderer = existsSync(new URL("../bench/report/node_modules/vega", import.meta.url));
if (!renderer) console.log("skip spright figures: npm install --prefix bench/report");

describe("spright: problems", () => {
  it("answer queries as the sum says, and as the dense transform does", () => {
    const k = loadSync();
    const p = problem({ n: 11, sparsity: 70, seed: 5 });
    expect([...p.indices]).toEqual([...new Set(p.indices)].sort((x, y) => x - y));
    const at = Uint32Array.from({ length: 2048 }, (_, i) => i);
    const out = new Float64Array(2048);
    p.query(at, out);
    const odd = (w: number): number => { let parity = 0; for (; w !== 0; w &= w - 1) parity ^= 1; return parity; };
    const sum = (m: number): number => p.indices.reduce((s, key, i) => s + (odd(key & m) ? -1 : 1) * p.values[i]!, 0);
    expect([...out]).toEqual([...at].map(sum));
    expect([...materialise(k, p).view]).toEqual([...out]);
    k.free();
  });
  it("have white normal noise that is a function of seed and index", () => {
    const { query, sigma } = problem({ n: 20, sparsity: 4, snr: 0, seed: 1 });
    const clean = problem({ n: 20, sparsity: 4, seed: 1 });
    const at = Uint32Array.of(7, 99, 2 ** 20 - 1);
    const [once, twice, quiet] = [query, query, clean.query].map((q, i) => { const out = new Float64Array(3); q(i === 1 ? at.slice().reverse() : at, out); return [...out]; });
    expect(sigma).toBe(2);
    expect(twice!.reverse()).toEqual(once);
    expect(quiet).not.toEqual(once);
    const [stream, other] = [streamOf(1, 2), streamOf(2, 2)];
    const mean = (f: (i: number) => number): number => { let s = 0; for (let i = 0; i < 1e5; i++) s += f(i); return s / 1e5; };
    expect(mean((i) => normalAt(stream, i))).toBeCloseTo(0, 1);
    expect(mean((i) => normalAt(stream, i) ** 2)).toBeCloseTo(1, 1);
    expect(mean((i) => normalAt(stream, i) * normalAt(stream, i ^ 1))).toBeCloseTo(0, 1);
    expect(mean((i) => normalAt(stream, i) * normalAt(other, i))).toBeCloseTo(0, 1);
  });
  it("are scored by support and sign", () => {
    const truth = problem({ n: 8, sparsity: 2, seed: 0 });
    const found = { indices: truth.indices, values: truth.values, samples: 1, complete: true };
    expect(score(truth, found)).toMatchObject({ recovered: true, missed: 0, false: 0, silent: false, wrong: false });
    expect(score(truth, { ...found, values: truth.values.map((x: number) => -x) })).toMatchObject({ recovered: false, missed: 2, false: 2, silent: true, wrong: true });
    expect(score(truth, { ...found, indices: truth.indices.slice(1), values: truth.values.slice(1) })).toMatchObject({ recovered: false, missed: 1, false: 0, silent: true, wrong: false });
  });
});

describe("spright: arithmetic", () => {
  it("finds the thresholds of density evolution", () => {
    for (const [i, limit] of [1, 2.455, 3.089, 3.509, 3.823].entries()) expect(Math.abs(threshold(i + 2) - limit)).toBeLessThan(0.0011);
  });
  it("fits power laws, bounds rates, finds crossings", () => {
    const { slope, factor, r2 } = powerLaw([[1, 3], [10, 300], [100, 30000]]);
    expect([slope, factor, r2].map((x) => Number(x.toFixed(9)))).toEqual([2, 3, 1]);
    expect(interval(100, 100)[1]).toBe(1);
    expect(interval(50, 100)).toEqual([0.4038, 0.5962]);
    expect(crossing([{ sparsity: 16, us: 1, dense: 10 }, { sparsity: 64, us: 100, dense: 10 }])).toBeCloseTo(32);
    expect(crossing([{ sparsity: 16, us: 20, dense: 10 }, { sparsity: 64, us: 100, dense: 10 }])).toBeUndefined();
  });
  it("replaces only what stands between the markers", () => {
    const page = "a\n<!-- spright:x -->\nold\n<!-- /spright:x -->\nb\n";
    expect(replacePart(page, "x", "new")).toBe("a\n<!-- spright:x -->\nnew\n<!-- /spright:x -->\nb\n");
    expect(part(page, "x")).toBe("old");
    expect(() => replacePart(page, "y", "")).toThrow("no part \"y\"");
  });
  it("chooses experiments by name and kind", () => {
    expect(choose(["timing"]).map((e) => e.name)).toEqual(["time", "crossover"]);
    expect(choose([]).length).toBe(experiments.length);
    expect(() => choose(["frob"])).toThrow("no experiment \"frob\"");
  });
});

describe("spright: experiments", () => {
  it.each((experiments as Experiment[]).map((e) => [e.name, e] as const))("%s, small", async (name, experiment) => {
    const missing = experiment.absent?.();
    if (missing) { console.log(`skip spright ${name}: ${missing}`); return; }
    const k = loadSync();
    const points = await experiment.run({ k, runs: 2, quick: true, say: () => undefined });
    expect(points.length).toBeGreaterThan(0);
    for (const p of points) {
      if (experiment.timed) { expect(p.us).toBeGreaterThan(0); continue; }
      for (const rates of name === "parity" ? [p["known"], p["estimated"], p["so"]] as Point[] : [p]) {
        expect(rates.rate).toBeGreaterThanOrEqual(rates.low);
        expect(rates.rate).toBeLessThanOrEqual(rates.high);
        expect(rates.samples).toBeGreaterThan(0);
      }
    }
    expect(k.memory().handles).toBe(0);
    k.free();
  });
});

describe("spright: the page", () => {
  const page = readFileSync(`${docs}spright.md`, "utf8");
  it("has results for every experiment", () => expect(stored).toEqual(experiments.map((e) => e.name)));
  it.each(stored)("tables of %s are those of the results", (name) => {
    expect(part(page, name)).toBe((tables as Record<string, (data: Result) => string>)[name]!(read(docs, name)));
  });
  it.skipIf(!renderer).each(stored)("figures of %s are those of the results", async (name) => {
    const { renderSvg } = await import("../bench/report/render.mjs");
    for (const { file, spec } of (figures as Record<string, (data: Result) => { file: string; spec: object }[]>)[name]!(read(docs, name))) {
      expect((await renderSvg(spec)) === readFileSync(`${docs}figures/${file}.svg`, "utf8"), file).toBe(true);
      expect(page).toContain(`figures/${file}.svg`);
    }
  });
});

describe("spright: the claims, in the committed results", () => {
  const points = (name: string): Point[] => (read(docs, name) as Result).points;
  it("everything is recovered from 5 dB on by NSO with 4 repeats and by SO", () => {
    for (const p of points("snr").filter((q) => q.snr >= 5 && (q.front === "SO" || q.front === "NSO 4"))) expect(p.rate, JSON.stringify(p)).toBeGreaterThanOrEqual(0.95);
  });
  it("SparseFHT recovers nothing under noise where SPRIGHT recovers everything", () => {
    for (const p of points("breaking").filter((q) => q.snr >= 5)) {
      if (p.series === "SparseFHT") expect(p.rate).toBe(0);
      if (p.series.startsWith("SPRIGHT")) expect(p.rate).toBeGreaterThanOrEqual(0.98);
    }
  });
  it("samples and time grow as they should, within a tenth and a quarter of the exponent", () => {
    const slope = (name: string, x: (p: Point & { sparsity: number }) => number, y: "samples" | "us"): number => powerLaw((points(name) as (Point & { sparsity: number })[]).map((p) => [x(p), p[y]])).slope;
    expect(Math.abs(slope("scaling", (p) => p.sparsity * p.n, "samples") - 1)).toBeLessThan(0.1);
    expect(Math.abs(slope("time", (p) => p.sparsity * p.n ** 2, "us") - 1)).toBeLessThan(0.25);
  });
});
