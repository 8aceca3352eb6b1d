import { UnsupportedError } from "../errors.js";
import type { Scheme } from "./types.js";

/** INTERIM. */
export function extend(s: Scheme, dim: 0 | 1 | 2): Scheme { throw new UnsupportedError("flip.extend", "", "not yet" + String(s) + String(dim)); }
