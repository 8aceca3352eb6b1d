import { UnsupportedError } from "../errors.js";
import type { Scheme } from "./types.js";

/** INTERIM. */
export function permute(s: Scheme, order: readonly [0 | 1 | 2, 0 | 1 | 2, 0 | 1 | 2]): Scheme { throw new UnsupportedError("flip.permute", "", "not yet" + String(s) + String(order)); }
