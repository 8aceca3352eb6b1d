// Coarsening by compatible weighted matching.
import { smoothed, tentative } from "./aggregation.js";
import type { Desk, Source } from "./desk.js";
import { type Coarsening, diagonalOf, galerkin } from "./setup.js";

/** Matchings a level: aggregates of up to 4 rows. */
const MATCHINGS = 2;

/** Pairs of A for the smooth vector w: their number, and the pair of every row. */
function match(desk: Desk, a: Source, d: number, w: number): { id: number; count: number } {
  const { raw } = desk.ctx, { n } = a, best = desk.take(8 * n), offer = desk.take(8 * n), suitor = desk.take(4 * n), id = desk.take(4 * n);
  desk.steps(n, (first, last) => raw.amg_match_start(first, last, a.rows, d, w, best, suitor, offer));
  desk.steps(n, (first, last) => raw.amg_match(first, last, a.rows, d, w, best, suitor, offer));
  const count = raw.amg_pairs(n, suitor, w, id);
  desk.drop(best, offer, suitor);
  return { id, count };
}

/** For a smooth vector, of which this takes possession. */
export function matching(given: number): Coarsening {
  let w = given;
  return {
    step(desk, a, d) {
      const { raw } = desk.ctx, { n } = a;
      let id = 0, count = n, current = a, at = w;
      for (let m = 0; m < MATCHINGS && (m === 0 || count > 0); m++) {
        const diagonal = m === 0 ? d : diagonalOf(desk, current).d;
        const got = match(desk, current, diagonal, at);
        if (m === 0) id = got.id; else { raw.amg_compose(n, id, got.id); desk.drop(diagonal); }
        if (m < MATCHINGS - 1 && got.count > 0) {
          const { t, list, cols, next } = tentative(desk, current.n, got.id, got.count, { k: 1, ptr: at });
          const p = smoothed(desk, current, 0, d, 0, got.id, list, cols, t, 1);
          const product = galerkin(desk, current, p, cols);
          desk.drop(t, list, ...p.own, ...product.r.own);
          if (m > 0) desk.drop(at, ...current.own);
          [at, current] = [next, product.next];
        }
        count = got.count;
        if (m > 0) desk.drop(got.id);
      }
      if (current !== a) desk.drop(at, ...current.own);
      const { t, list, cols, next } = tentative(desk, n, id, count, { k: 1, ptr: w });
      const p = cols === 0 ? undefined : smoothed(desk, a, 0, d, 0, id, list, cols, t, 1);
      desk.drop(t, list, id, w);
      w = next;
      return p && { p, cols };
    },
    end: (desk) => desk.drop(w),
  };
}
