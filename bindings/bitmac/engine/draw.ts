// Where the operands of a layer come from: given, or drawn.
import type { BitMacContext } from "../context.js";
import { withWorkspace } from "../../context.js";
import { scratchView } from "../../memory/scratch.js";
import { int8Steps } from "../../random/int8.js";
import { Threefry } from "../../random/threefry.js";
import type { RowSource } from "./rows.js";

/** m×k elements row by row. */
export function given(ctx: BitMacContext, data: Int8Array, k: number): RowSource {
  return {
    made: true,
    rows(first, count, buffer) {
      scratchView(ctx.arena, "i8", buffer, count * k).set(data.subarray(first * k, (first + count) * k));
      return [buffer, k];
    },
  };
}

/** Lends the body a maker of sources: round(N(0, sigma)) within ±127, the numbers of gallery.gaussianInt8 of the same seed. */
export function withDraws<R>(ctx: BitMacContext, op: string, sigma: number, body: (drawn: (seed: number, k: number) => RowSource) => R): R {
  const { arena, raw } = ctx;
  let table: ReturnType<typeof int8Steps> | undefined;
  return withWorkspace(arena, op, 2048 + 4096 + 64, (steps) => {
    const guide = steps + 2048, ws = guide + 4096;
    return body((seed, k) => {
      if (table === undefined) {
        table = int8Steps(sigma);
        scratchView(arena, "f64", steps, 255).set(table.steps);
        scratchView(arena, "u8", guide, 4096).set(table.guide);
      }
      const { stream, k0, k1 } = Threefry.of(seed, "normal");
      return {
        made: true,
        rows(first, count, buffer) {
          raw.draw_i8(count * k, first * k, stream, k0, k1, steps, guide, buffer, ws);
          return [buffer, k];
        },
      };
    });
  });
}
