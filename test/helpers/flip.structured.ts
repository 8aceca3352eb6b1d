// Structured products the plain way, and schemes to try them with.
import type { Scheme } from "lanewise";

/** Entries of a matrix that a letter keeps: the triangle of u and l, all of g. */
export function keeps(letter: string, i: number, j: number): boolean { return letter === "g" || (letter === "u" ? i <= j : i >= j); }

/** C = A·B, or A·Aᵀ where B is absent, of what the letters keep of the operands; exact where the values are small whole numbers. */
export function structuredReference(target: string, m: number, k: number, n: number, a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const gram = target[1] === "t", left = target[0] as string, right = gram ? left : target[1] as string, c = new Float64Array(m * n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) for (let q = 0; q < k; q++) {
    const x = keeps(left, i, q) ? a[i * k + q] as number : 0, y = gram ? (keeps(left, j, q) ? a[j * k + q] as number : 0) : keeps(right, q, j) ? b[q * n + j] as number : 0;
    c[i * n + j] = (c[i * n + j] as number) + x * y;
  }
  return c;
}

// From scripts/structured.mjs ug 4 34 104; four coefficients −1, 0, 1 to a character.
const UPPER = {
  u: "#>#>4,)#>%&##*)>)#*#$#>64##&>.#-%,#A7,###&##,##&&%$##&#/+##>&#>$)>7##,/)#*2#$##&$###>",
  v: "##'###&##?dY###$#>YY##,Y##,$##,#$#####&Y###&##&%##&&#$###8)>>#####$$###G###>#8)4,#####,,#?&Y###$#,####>>#8))###'#?YY###>#&))##G#&######,",
  w: "##$#)Y*#%###&:(#@###>>P#$5##cYb#$###&>#####&&&(#&&###Z##&###>###$$####,####>#5##,###,,###Y#####$/###>>##),##&&&#$>##&>P##/##>>>#&######,",
};

function decode(text: string, length: number): Int32Array {
  return Int32Array.from({ length }, (_, i) => {
    const digit = Math.floor((text.charCodeAt(i >> 2) - 35) / 3 ** (i & 3)) % 3;
    return digit === 2 ? -1 : digit;
  });
}

const u = decode(UPPER.u, 340), v = decode(UPPER.v, 544), w = decode(UPPER.w, 544);
/** Upper·general in 34 products, 12 of them with a diagonal left factor; and X·Xᵀ, which is the same tensor turned. */
export const upper34: Scheme = { shape: [4, 4, 4], ring: "ZT", rank: 34, target: "ug", u, v, w };
export const gram34: Scheme = { shape: [4, 4, 4], ring: "ZT", rank: 34, target: "gt", u: w, v, w: u };

/** The same with every coefficient of the left factors halved and of the result doubled: over Q. */
export const halved34: Scheme = {
  ...gram34, ring: "Q", w: gram34.w.map((x) => 2 * x),
  denominators: { u: new Int32Array(544).fill(2), v: new Int32Array(544).fill(1), w: new Int32Array(340).fill(1) },
};
