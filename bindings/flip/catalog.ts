import { UnsupportedError } from "../errors.js";
import type { CatalogEntry, Ring, Scheme } from "./types.js";

/** INTERIM. */
export function catalog(): readonly CatalogEntry[] { throw new UnsupportedError("flip.catalog", "", "not yet"); }
/** INTERIM. */
export function best(n: number, m: number, p: number, ring?: Ring): Scheme { throw new UnsupportedError("flip.best", "", "not yet" + String(n) + String(m) + String(p) + String(ring)); }
/** INTERIM. */
export function bestKnownRank(n: number, m: number, p: number, ring?: Ring): { readonly rank: number; readonly source: string } | undefined { throw new UnsupportedError("flip.bestKnownRank", "", "not yet" + String(n) + String(m) + String(p) + String(ring)); }
