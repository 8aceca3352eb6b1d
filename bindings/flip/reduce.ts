import { UnsupportedError } from "../errors.js";
import type { Scheme } from "./types.js";

/** INTERIM. */
export function reduce(s: Scheme): Scheme { throw new UnsupportedError("flip.reduce", "", "not yet" + String(s)); }
