import type { Matrix } from "../../types.js";
import type { BitMacContext } from "../context.js";
import { nestOf } from "../nest/nest.js";
import type { Engine, EngineReport, EngineSpec, GemmShape, LayersOptions, LoopNest, NetworkReport, RunOptions } from "../types.js";
import { layers } from "./layers.js";
import type { FullSpec } from "./parts.js";
import { run } from "./run.js";
import { describe, fullSpec } from "./spec.js";

class BitMacEngine implements Engine {
  /** Every default filled in, frozen. */
  readonly spec: FullSpec;
  private readonly ctx: BitMacContext;

  constructor(ctx: BitMacContext, spec: FullSpec) {
    this.ctx = ctx;
    this.spec = spec;
  }

  run(A: Matrix<"i8">, B: Matrix<"i8">, o?: RunOptions): EngineReport { return run(this.ctx, this.spec, A, B, o); }
  layers(shapes: readonly GemmShape[], o?: LayersOptions): NetworkReport { return layers(this.ctx, this.spec, shapes, o); }
  nest(): LoopNest { return nestOf(this.ctx, this.spec); }
  toString(): string { return describe(this.spec); }
}

/** An engine that multiplies int8 matrices, counted exactly: cycles, waits, bubbles, and how often each of its parts is used.
 *
 *  Shapes    of what it runs: A m×k is the encoded operand, B k×n. `layers` takes sizes and draws A, or asks `operands` for it (m·k elements row by row).
 *            Arrays (`systolic-os`, `systolic-ws`, `cube`, `adder-tree`, `matrix-2d`) take every digit of an operand at once; `opt3`, `opt4c`, `opt4e`
 *            one a cycle, skipping zeros, `columns` rows of A side by side.
 *  Effects   none here. `run` writes C if it is given, and nothing else; `layers` draws A of layer i as `gallery.gaussianInt8(m·k, {seed: seed + i, sigma})`.
 *            `repeat` of a layer counts in the total, not in its own report.
 *  Cost      arrays O(1); bit-slice engines O(m·k), below 1 ns an element of A and at the least 150 to 200 ns a row, never O(m·n·k); `C` one int8 product. Workspace below 1 MB, or one row.
 *            `detail: "carry-save"` steps every cycle, for small operands.
 *  Accuracy  all counts are exact up to 2⁵³; sync, bubble and utilisation are means in f64. What is measured on hardware description and what is derived:
 *            docs/contracts/bitmac-engines.md. There is no memory traffic in the model: operands are always there in time.
 *  Throws    OptionError (unknown kind, key, encoding, pe, rule, constants; a size out of range; k where the element takes one product;
 *            more than 131071 columns of A where C receives the product), ShapeError (zero sizes, shapes that do not fit), DtypeError, FreedError, CapacityError.
 *  Source    Wu et al. 2025, arXiv 2503.06342 (OPT1 to OPT4); Wu et al. 2024, arXiv 2404.11887 (EN-T).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const A = k.matrix("i8", 2, 4, [91, 124, 0, 1, -128, 3, 0, 0]), B = k.matrix("i8", 4, 2, [1, 2, 3, 4, 5, 6, 7, 8]);
 *  const engine = k.bitmac.engine({ kind: "opt4c", columns: 2, rows: 2 });
 *  const { cycles, bubbleCycles, partialProducts } = engine.run(A, B);
 *  console.log(`${engine}`); // opt4c 2 columns x 2 rows, ent, rtl
 *  console.log(cycles, bubbleCycles, partialProducts); // 12 0.5 20 */
export function engine(ctx: BitMacContext, spec: EngineSpec): Engine {
  ctx.arena.open("bitmac.engine");
  return new BitMacEngine(ctx, fullSpec("bitmac.engine", spec));
}
