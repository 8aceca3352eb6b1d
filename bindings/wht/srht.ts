import type { WhtContext } from "./context.js";
import type { Srht } from "./types.js";

export function srht(_ctx: WhtContext, o: { rows: number; sketch: number; seed: number }): Srht { return o as unknown as Srht; }
