// Orders of Hadamard matrices: which are constructible, by which field, and that the carried rows are what the search prints.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { loadSync } from "lanewise";
import { afterAll, describe, expect, it } from "vitest";
import { firstSkew } from "../helpers/wht.hadamard.js";

const k = loadSync();
afterAll(() => k.free());
const H = (n: number): Int8Array => k.wht.hadamardMatrix(n);

/** Multiples of 4 below 1000 that no product of Sylvester's and Paley's matrices reaches (the list of the literature). */
const beyondPaley = [
  92, 116, 156, 172, 184, 188, 232, 236, 260, 268, 292, 324, 356, 372, 376, 404, 412, 428, 436, 452, 472, 476, 508, 520, 532, 536, 584, 596, 604, 612, 652, 668,
  712, 716, 732, 756, 764, 772, 808, 836, 852, 856, 872, 876, 892, 904, 932, 940, 944, 952, 956, 964, 980, 988, 996,
];
const williamson = [92, 156, 172];

function constructible(n: number): boolean {
  try { return H(n).length === n * n; } catch { return false; }
}

/** Q·Qᵀ = q·I − J and the sign of its symmetry, which decide Paley's construction. */
function paleyOrder(n: number): "I" | "II" | undefined {
  const M = H(n), at = (i: number, j: number): number => M[i * n + j] as number;
  let skew = true, symmetric = true;
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) {
    if (at(i, j) !== -at(j, i)) skew = false;
    if (at(i, j) !== at(j, i)) symmetric = false;
  }
  return skew ? "I" : symmetric ? "II" : undefined;
}

describe("hadamardMatrix", () => {
  it("reaches every multiple of 4 below 1000 but those known to need more", () => {
    const missing = Array.from({ length: 249 }, (_, i) => 4 * i + 4).filter((n) => !constructible(n));
    expect(missing).toEqual(beyondPaley.filter((n) => !williamson.some((w) => n === w || n === 2 * w)));
  });

  it("is orthogonal at every order to 260", () => {
    for (let n = 4; n <= 260; n += 4) if (constructible(n)) expect(firstSkew(H(n)), `order ${n}`).toBe(-1);
  });

  it.each([28, 244, 344])("Paley I of order %i over a proper prime power: skew apart from the diagonal", (n) => {
    expect(firstSkew(H(n))).toBe(-1);
    expect(paleyOrder(n)).toBe("I");
  });
  it.each([[52, 25], [100, 49], [340, 169], [580, 289]])("Paley II of order %i over GF(%i): symmetric", (n) => {
    expect(firstSkew(H(n))).toBe(-1);
    expect(paleyOrder(n)).toBe("II");
  });

  it("powers of two are Sylvester's; a product has the power of two on the right", () => {
    const S = H(64);
    S.forEach((s, at) => { let x = (at >> 6) & at & 63, p = 0; for (; x; x &= x - 1) p ^= 1; expect(s).toBe(1 - 2 * p); });
    const [A, B] = [H(20), H(80 / 4 * 2)];
    B.forEach((s, at) => { const [i, j] = [Math.floor(at / 40), at % 40]; expect(s).toBe((A[(i >> 1) * 20 + (j >> 1)] as number) * (i & j & 1 ? -1 : 1)); });
  });

  it("is the same matrix twice, and the caller's to change", () => {
    const first = H(28);
    first.fill(0);
    expect(firstSkew(H(28))).toBe(-1);
  });

  it.each([["23"], ["43", "6"]])("scripts/williamson.mjs %s prints the rows carried", (...args) => {
    const { stdout, status } = spawnSync(process.execPath, ["scripts/williamson.mjs", ...args], { encoding: "utf8" });
    expect(status).toBe(0);
    expect(readFileSync("bindings/wht/williamson.ts", "utf8")).toContain(stdout.trim());
  });
});
