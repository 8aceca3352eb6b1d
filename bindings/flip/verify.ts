import type { Context } from "../context.js";
import { lengthsOf, schemeOf } from "../scheme.js";
import { targetOf } from "./target.js";
import type { Scheme, Verification } from "./types.js";

/** INTERIM, plain and slow. */
export function verify(_ctx: Context, s: Scheme): Verification {
  const { shape, ring, target, rank, u, v, w, denominators: d } = schemeOf("flip.verify", "s", s);
  const { u: U, v: V, w: W } = lengthsOf(shape, target), sums = new Float64Array(U * V * W);
  for (let q = 0; q < rank; q++) for (let a = 0; a < U; a++) {
    const x = u[q * U + a]! / (d?.u[q * U + a] ?? 1);
    if (x !== 0) for (let b = 0; b < V; b++) {
      const y = x * (v[q * V + b]! / (d?.v[q * V + b] ?? 1));
      if (y !== 0) for (let c = 0; c < W; c++) sums[(a * V + b) * W + c]! += y * (w[q * W + c]! / (d?.w[q * W + c] ?? 1));
    }
  }
  for (const { a, b, c, value } of targetOf(shape, target)) sums[(a * V + b) * W + c]! -= value;
  const modulus = ring === "Z2" ? 2 : ring === "Z3" ? 3 : 0;
  const failed = sums.reduce((count, x) => count + (Math.abs(modulus ? x % modulus : x) > 1e-6 ? 1 : 0), 0);
  return { ok: failed === 0, equations: sums.length, failed };
}
