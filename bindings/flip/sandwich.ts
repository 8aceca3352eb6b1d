import { UnsupportedError } from "../errors.js";
import type { Scheme } from "./types.js";

/** INTERIM. */
export function sandwich(s: Scheme, x: Int32Array, y: Int32Array, z: Int32Array): Scheme | null { throw new UnsupportedError("flip.sandwich", "", "not yet" + String(s) + String(x) + String(y) + String(z)); }
