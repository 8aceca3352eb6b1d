import { UnsupportedError } from "../errors.js";
import type { Scheme } from "./types.js";

/** INTERIM. */
export function product(a: Scheme, b: Scheme): Scheme { throw new UnsupportedError("flip.product", "", "not yet" + String(a) + String(b)); }
