import { UnsupportedError } from "../errors.js";
import type { Scheme } from "./types.js";

/** INTERIM. */
export function reduceRing(s: Scheme, ring: "Z2" | "Z3"): Scheme { throw new UnsupportedError("flip.reduceRing", "", "not yet" + String(s) + String(ring)); }
