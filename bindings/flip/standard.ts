import { UnsupportedError } from "../errors.js";
import type { Ring, Scheme } from "./types.js";

/** INTERIM. */
export function standard(n: number, m: number, p: number, ring?: Ring): Scheme { throw new UnsupportedError("flip.standard", "", "not yet" + String(n) + String(m) + String(p) + String(ring)); }
/** INTERIM. */
export function structured(target: string, n: number, ring?: Ring): Scheme { throw new UnsupportedError("flip.structured", "", "not yet" + String(target) + String(n) + String(ring)); }
