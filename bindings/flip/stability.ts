import { UnsupportedError } from "../errors.js";
import type { Scheme, Stability } from "./types.js";

/** INTERIM. */
export function stability(s: Scheme): Stability { throw new UnsupportedError("flip.stability", "", "not yet" + String(s)); }
