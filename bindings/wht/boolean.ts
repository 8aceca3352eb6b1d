import type { WhtContext } from "./context.js";
import type { BooleanTools } from "./types.js";

export function boolean(_ctx: WhtContext): BooleanTools { return {} as BooleanTools; }
