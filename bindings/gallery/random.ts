// Dense random problems: every element is a function of (seed, its index) alone.
import type { Arrays, Float } from "../types.js";
import { extent, finite, floats, seedOf, total } from "./options.js";
import type { FloatOptions, Seeded } from "./options.js";
import { int8At, int8Steps } from "../random/int8.js";
import { normalQuantile } from "../random/quantile.js";
import { Threefry } from "../random/threefry.js";

export interface UniformOptions<D extends Float> extends FloatOptions<D> {
  /** Default −1. */
  low?: number;
  /** Default 1. */
  high?: number;
}

export interface NormalOptions<D extends Float> extends FloatOptions<D> {
  /** Default 0. */
  mean?: number;
  /** Standard deviation, default 1. */
  sigma?: number;
}

export interface GaussianInt8Options extends Seeded {
  /** Standard deviation before rounding, default 24.27. */
  sigma?: number;
}

/** A matrix of independent numbers, evenly spread between `low` and `high`.
 *  Shapes    rows·cols elements, row-major; a longer draw begins with the shorter one.
 *  Accuracy  52 random bits an element; the ends are met only by rounding.
 *  Throws    ShapeError, OptionError.
 *  Source    Threefry-2x32-20 (Salmon et al. 2011).
 *  @example
 *  import { uniform } from "lanewise/gallery";
 *  const a = uniform(2, 3, { seed: 7, dtype: "f32" });
 *  console.log(a.length, a.every((x) => Math.abs(x) <= 1)); // 6 true */
export function uniform<D extends Float = "f64">(rows: number, cols: number, o?: UniformOptions<D>): Arrays[D] {
  const op = "gallery.uniform";
  const draws = Threefry.of(seedOf(op, o, ["dtype", "low", "high"]), "uniform");
  const low = finite(op, "low", o?.low, -1);
  const span = finite(op, "high", o?.high, 1, low) - low;
  const out = floats(op, o?.dtype, total(op, "rows", extent(op, "rows", rows), extent(op, "cols", cols)));
  for (let i = 0; i < out.length; i++) out[i] = low + span * draws.unit(i);
  return out;
}

/** A matrix of independent normal numbers.
 *  Shapes    rows·cols elements, row-major; a longer draw begins with the shorter one.
 *  Accuracy  by inversion of 52 random bits: within ±8.2 sigma, relative error of the quantile about 1e-15.
 *  Throws    ShapeError, OptionError.
 *  Source    Threefry-2x32-20 (Salmon et al. 2011); AS 241 (Wichura 1988).
 *  @example
 *  import { normal } from "lanewise/gallery";
 *  const a = normal(100, 100, { seed: 7 });
 *  const mean = a.reduce((sum, x) => sum + x, 0) / a.length;
 *  console.log(Math.abs(mean) < 0.05); // true */
export function normal<D extends Float = "f64">(rows: number, cols: number, o?: NormalOptions<D>): Arrays[D] {
  const op = "gallery.normal";
  const draws = Threefry.of(seedOf(op, o, ["dtype", "mean", "sigma"]), "normal");
  const mean = finite(op, "mean", o?.mean, 0);
  const sigma = finite(op, "sigma", o?.sigma, 1, 0);
  const out = floats(op, o?.dtype, total(op, "rows", extent(op, "rows", rows), extent(op, "cols", cols)));
  for (let i = 0; i < out.length; i++) out[i] = mean + sigma * normalQuantile(draws.unit(i));
  return out;
}

/** int8 data as a quantised network holds it: normal numbers of mean 0, rounded, cut off at ±127.
 *  Shapes    `length` elements; a longer draw begins with the shorter one.
 *  Throws    ShapeError, OptionError.
 *  Source    Threefry-2x32-20 (Salmon et al. 2011); AS 241 (Wichura 1988).
 *  @example
 *  import { gaussianInt8 } from "lanewise/gallery";
 *  const a = gaussianInt8(1000, { seed: 7 });
 *  console.log(a instanceof Int8Array, a.includes(-128)); // true false */
export function gaussianInt8(length: number, o?: GaussianInt8Options): Int8Array {
  const op = "gallery.gaussianInt8";
  const draws = Threefry.of(seedOf(op, o, ["sigma"]), "normal");
  const sigma = finite(op, "sigma", o?.sigma, 24.27, 0);
  const out = new Int8Array(extent(op, "length", length));
  const steps = int8Steps(sigma);
  for (let i = 0; i < out.length; i++) out[i] = int8At(draws, steps, i);
  return out;
}
