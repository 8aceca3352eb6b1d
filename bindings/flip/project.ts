import { UnsupportedError } from "../errors.js";
import type { Scheme } from "./types.js";

/** INTERIM. */
export function project(s: Scheme, dim: 0 | 1 | 2, index: number): Scheme { throw new UnsupportedError("flip.project", "", "not yet" + String(s) + String(dim) + String(index)); }
