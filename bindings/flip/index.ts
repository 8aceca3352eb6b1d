// The flip family: its functions bound to one instance.
import type { Context } from "../context.js";
import { additions, reduceAdditions } from "./additions.js";
import { best } from "./best.js";
import { catalog } from "./catalog.js";
import { extend } from "./extend.js";
import { gamma } from "./gamma.js";
import { bestKnownRank } from "./known.js";
import { lift } from "./lift.js";
import { merge } from "./merge.js";
import { permute } from "./permute.js";
import { plan } from "./plan.js";
import { product } from "./product.js";
import { project } from "./project.js";
import { reduce } from "./reduce.js";
import { reduceRing } from "./reduce_ring.js";
import { sandwich } from "./sandwich.js";
import { sandwichSearch } from "./sandwich_search.js";
import { search, steps } from "./search.js";
import { searchSymmetric } from "./search_symmetric.js";
import { stability } from "./stability.js";
import { standard, structured } from "./standard.js";
import { symm, trmm } from "./symm.js";
import { strassen, strassenWorkspace } from "./strassen.js";
import type { Flip } from "./types.js";
import { verify } from "./verify.js";

export function makeFlip(ctx: Context): Flip {
  return {
    standard, structured, catalog, best, bestKnownRank,
    verify: (s) => verify(ctx, s),
    lift: (s, o) => lift(ctx, s, o),
    search: (s, o) => search(ctx, s, o),
    steps: (s, o) => steps(ctx, s, o),
    searchSymmetric: (n, o) => searchSymmetric(ctx, n, o),
    permute, project, extend, merge, product, sandwich, sandwichSearch, reduce, reduceRing, additions, reduceAdditions, stability, gamma,
    plan: (s, o) => plan(ctx, s, o),
    trmm: (C, A, B, o) => trmm(ctx, C, A, B, o),
    symm: (C, A, B, o) => symm(ctx, C, A, B, o),
    strassen: (C, A, B, o) => strassen(ctx, C, A, B, o),
    strassenWorkspace: (dtype, m, k, n, o) => strassenWorkspace(ctx, dtype, m, k, n, o),
  };
}
