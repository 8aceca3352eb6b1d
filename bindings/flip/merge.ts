import { UnsupportedError } from "../errors.js";
import type { Scheme } from "./types.js";

/** INTERIM. */
export function merge(a: Scheme, b: Scheme, dim: 0 | 1 | 2): Scheme { throw new UnsupportedError("flip.merge", "", "not yet" + String(a) + String(b) + String(dim)); }
