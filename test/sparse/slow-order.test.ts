// Orders of what is too large for every day.
import { loadSync } from "lanewise";
import { expect, it } from "vitest";
import { countFill, grid, isPermutation, matrixOf } from "../helpers/sparse.order.js";

it("nested dissection of a 48×48×48 mesh fills less than METIS does", () => {
  const k = loadSync(), p = grid(48, 48, 48);
  k.scope((s) => {
    const perm = k.sparse.ordering(matrixOf(s, p), "nd");
    expect(isPermutation(perm, p.rows)).toBe(true);
    // METIS 5 through CHOLMOD: 31.8 million.
    expect(countFill(p, perm)).toBeLessThan(30e6);
  });
}, 120000);
