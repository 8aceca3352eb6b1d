// The layers of a network on an engine.
import * as check from "../../check.js";
import { DtypeError, OptionError, ShapeError } from "../../errors.js";
import { settled } from "../../memory/scratch.js";
import type { BitMacContext } from "../context.js";
import type { EngineReport, GemmShape, LayersOptions, NetworkReport } from "../types.js";
import { given, withDraws } from "./draw.js";
import { networkReport } from "./network.js";
import { type FullSpec, isSlice } from "./parts.js";
import type { RowSource } from "./rows.js";
import { counted } from "./run.js";

const MOST = 2 ** 31 - 1;
/** Draws of one seed. */
const DRAWS = 2 ** 32;

export function layers(ctx: BitMacContext, spec: FullSpec, shapes: readonly GemmShape[], o?: LayersOptions): NetworkReport {
  const op = "bitmac.engine.layers";
  ctx.arena.open(op);
  check.options(op, o, ["sigma", "seed", "operands"]);
  const known = checkShapes(op, shapes, isSlice(spec) && o?.operands === undefined);
  const sigma = check.number(op, "sigma", o?.sigma, 24.27);
  if (!(sigma >= 0 && sigma < Infinity)) throw new OptionError(op, "sigma", `sigma is ${sigma}, expected a finite number of at least 0`);
  const seed = check.integer(op, "seed", o?.seed, 0, Number.MAX_SAFE_INTEGER - known.length, 0);
  const ask = o?.operands;
  if (ask !== undefined && typeof ask !== "function") throw new DtypeError(op, "operands", `operands is ${check.kindOf(ask)}, expected a function`);
  return withDraws(ctx, op, sigma, (drawn) => {
    const source = (layer: GemmShape, i: number): RowSource => {
      if (ask !== undefined) return given(ctx, operands(ctx, op, ask(layer, i), layer, i), layer.k);
      return drawn(seed + i, layer.k);
    };
    const reports: EngineReport[] = known.map((layer, i) => counted(ctx, op, spec, layer.m, layer.n, layer.k, () => source(layer, i)));
    return networkReport(spec, known, reports);
  });
}

function checkShapes(op: string, shapes: readonly GemmShape[], drawn: boolean): readonly GemmShape[] {
  if (!Array.isArray(shapes)) throw new DtypeError(op, "shapes", `shapes is ${check.kindOf(shapes)}, expected an array of layers`);
  if (shapes.length === 0) throw new ShapeError(op, "shapes", "shapes is empty, expected at least one layer");
  // Array.from, since map leaves out holes.
  return Array.from(shapes as readonly GemmShape[], (layer, i) => {
    const at = `shapes[${i}]`;
    if (layer === null || typeof layer !== "object") throw new DtypeError(op, at, `${at} is ${check.kindOf(layer)}, expected a layer`);
    const { name } = layer;
    if (typeof name !== "string") throw new DtypeError(op, `${at}.name`, `${at}.name is ${check.kindOf(name)}, expected a string`);
    const size = (field: "m" | "n" | "k" | "repeat", otherwise?: number): number => {
      const x: unknown = layer[field] ?? otherwise;
      if (typeof x === "number" && Number.isInteger(x) && x >= 1 && x <= MOST) return x;
      const what = `${at}.${field} is ${typeof x === "number" ? x : check.kindOf(x)}`;
      throw new ShapeError(op, `${at}.${field}`, `${what}, expected a whole number from 1 to ${MOST} (layer ${name})`);
    };
    // Frozen, since the callback sees it, and with whatever else the user keeps in it.
    const one = Object.freeze({ ...layer, name, m: size("m"), n: size("n"), k: size("k"), repeat: size("repeat", 1) });
    if (drawn && one.m * one.k > DRAWS) throw new ShapeError(op, at, `${at} (${name}) has m·k = ${one.m * one.k}, expected at most ${DRAWS} to draw`);
    return one;
  });
}

function operands(ctx: BitMacContext, op: string, data: unknown, { name, m, k }: GemmShape, i: number): Int8Array {
  ctx.arena.open(op);
  const what = `operands(shapes[${i}])`, want = `${m * k} (${name} is ${m}×${k})`;
  if (!(data instanceof Int8Array)) throw new DtypeError(op, "operands", `${what} is ${check.kindOf(data)}, expected an Int8Array of ${want}`);
  if (data.length !== m * k) throw new ShapeError(op, "operands", `${what}.length is ${data.length}, expected ${want}`);
  return settled(ctx.arena, data);
}
