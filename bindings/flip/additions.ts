import { UnsupportedError } from "../errors.js";
import type { Additions, ReduceOptions, Scheme, StraightLine } from "./types.js";

/** INTERIM. */
export function additions(s: Scheme): Additions { throw new UnsupportedError("flip.additions", "", "not yet" + String(s)); }
/** INTERIM. */
export function reduceAdditions(s: Scheme, o?: ReduceOptions): StraightLine { throw new UnsupportedError("flip.reduceAdditions", "", "not yet" + String(s) + String(o)); }
