import { UnsupportedError } from "../errors.js";
import type { Gamma, Scheme } from "./types.js";

/** INTERIM. */
export function gamma(s: Scheme): Gamma { throw new UnsupportedError("flip.gamma", "", "not yet" + String(s)); }
