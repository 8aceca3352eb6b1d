// The flip family: its functions bound to one instance.
import type { Context } from "../context.js";
import { additions, reduceAdditions } from "./additions.js";
import { best, bestKnownRank, catalog } from "./catalog.js";
import { extend } from "./extend.js";
import { gamma } from "./gamma.js";
import { lift } from "./lift.js";
import { merge } from "./merge.js";
import { permute } from "./permute.js";
import { plan } from "./plan.js";
import { product } from "./product.js";
import { project } from "./project.js";
import { reduce } from "./reduce.js";
import { reduceRing } from "./reduce_ring.js";
import { sandwich } from "./sandwich.js";
import { stability } from "./stability.js";
import { standard, structured } from "./standard.js";
import type { Flip } from "./types.js";
import { verify } from "./verify.js";

export function makeFlip(ctx: Context): Flip {
  return {
    standard, structured, catalog, best, bestKnownRank,
    verify: (s) => verify(ctx, s),
    lift: (s, o) => lift(ctx, s, o),
    permute, project, extend, merge, product, sandwich, reduce, reduceRing, additions, reduceAdditions, stability, gamma,
    plan: (s, o) => plan(ctx, s, o),
  };
}
