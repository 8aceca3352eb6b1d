import { ShapeError } from "../errors.js";
import { MOST, nearest, plan } from "./plan.js";

/** A ⊗ B of square matrices of orders a and b. */
function kronecker(A: Int8Array, a: number, B: Int8Array, b: number): Int8Array {
  const n = a * b, H = new Int8Array(n * n);
  for (let i = 0; i < n; i++) {
    const left = Math.floor(i / b) * a, right = (i % b) * b;
    for (let j = 0, at = i * n; j < a; j++) {
      const s = A[left + j]!;
      for (let c = 0; c < b; c++) H[at++] = s * B[right + c]!;
    }
  }
  return H;
}

function sylvester(n: number): Int8Array {
  let H = new Int8Array([1]);
  for (let m = 1; m < n; m *= 2) H = kronecker(new Int8Array([1, 1, 1, -1]), 2, H, m) as typeof H;
  return H;
}

/** A Hadamard matrix of order n as n² entries ±1, row-major: H·Hᵀ = n·I.
 *
 *  Shapes    n = 1, 2 or 4k such that n is a product of orders q + 1 (q ≡ 3 mod 4 a prime power; Paley I), 2(q + 1) (q ≡ 1 mod 4;
 *            Paley II), 92, 156, 172 (Williamson) and a power of two (Sylvester). All multiples of 4 up to 112 are; 116 is the first that
 *            is not. n is at most 32768, so that the n² entries fit an array everywhere.
 *  Effects   returns a plain array of its own; nothing is cached.
 *  Cost      n² entries; a power of a small prime costs more per entry than a prime.
 *  Accuracy  exact, the same matrix everywhere. Of several constructions the one with the fewest cores counts, then the largest core,
 *            then Paley I before II before Williamson; the Kronecker product has the largest core on the left and the power of two,
 *            in natural order, on the right. Powers of two are always Sylvester's: symmetric, natural order of `fwht`.
 *  Throws    ShapeError, which names the nearest constructible orders.
 *  Source    Sylvester 1867; Paley 1933; Williamson 1944; Baumert, Golomb & Hall 1962; Horadam, Hadamard Matrices and Their
 *            Applications, §2.1.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  console.log(k.wht.hadamardMatrix(4).join(" ")); // 1 1 1 1 1 -1 1 -1 1 1 -1 -1 1 -1 -1 1
 *  try { k.wht.hadamardMatrix(94); } catch (e) { console.log(e.message); } // wht.hadamardMatrix: n is 94, expected a constructible order (nearest: 92 and 96) */
export function hadamardMatrix(n: number): Int8Array {
  const op = "wht.hadamardMatrix";
  if (!Number.isInteger(n) || n < 1 || n > MOST) throw new ShapeError(op, "n", `n is ${String(n)}, expected a whole number from 1 to ${MOST}`);
  const factors = plan(n);
  if (!factors) throw new ShapeError(op, "n", `n is ${n}, expected a constructible order (nearest: ${nearest(n).join(" and ")})`);
  let H: Int8Array = new Int8Array([1]), m = 1;
  for (const { order, core } of factors) {
    const F = core ? core(order) : sylvester(order);
    H = m === 1 ? F : kronecker(H, m, F, order);
    m *= order;
  }
  return H;
}
