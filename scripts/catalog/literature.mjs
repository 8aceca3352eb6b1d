// Classical schemes, typed in from their papers in the notation of the papers: products of linear forms, entries of C as sums of products.

export const LITERATURE = [
  {
    name: "winograd", shape: [2, 2, 2], source: "Winograd 1971, Linear Algebra Appl. 4: Strassen's rank with 15 additions",
    products: ["(a11)(b11)", "(a12)(b21)", "(a11+a12-a21-a22)(b22)", "(a22)(b11-b12-b21+b22)", "(a21+a22)(b12-b11)", "(a21+a22-a11)(b11-b12+b22)", "(a11-a21)(b22-b12)"],
    entries: ["m1+m2", "m1+m6+m5+m3", "m1+m6+m7-m4", "m1+m6+m7+m5"],
  },
  {
    name: "strassen", shape: [2, 2, 2], source: "Strassen 1969, Numer. Math. 13",
    products: ["(a11+a22)(b11+b22)", "(a21+a22)(b11)", "(a11)(b12-b22)", "(a22)(b21-b11)", "(a11+a12)(b22)", "(a21-a11)(b11+b12)", "(a12-a22)(b21+b22)"],
    entries: ["m1+m4-m5+m7", "m3+m5", "m2+m4", "m1+m3-m2+m6"],
  },
  {
    name: "laderman", shape: [3, 3, 3], source: "Laderman 1976, Bull. Amer. Math. Soc. 82",
    products: [
      "(a11+a12+a13-a21-a22-a32-a33)(b22)", "(a11-a21)(b22-b12)", "(a22)(b12-b11+b21-b22-b23-b31+b33)", "(a21-a11+a22)(b11-b12+b22)", "(a21+a22)(b12-b11)",
      "(a11)(b11)", "(a31-a11+a32)(b11-b13+b23)", "(a31-a11)(b13-b23)", "(a31+a32)(b13-b11)", "(a11+a12+a13-a22-a23-a31-a32)(b23)",
      "(a32)(b13-b11+b21-b22-b23-b31+b32)", "(a32-a13+a33)(b22+b31-b32)", "(a13-a33)(b22-b32)", "(a13)(b31)", "(a32+a33)(b32-b31)",
      "(a22-a13+a23)(b23+b31-b33)", "(a13-a23)(b23-b33)", "(a22+a23)(b33-b31)", "(a12)(b21)", "(a23)(b32)", "(a21)(b13)", "(a31)(b12)", "(a33)(b33)",
    ],
    entries: [
      "m6+m14+m19", "m1+m4+m5+m6+m12+m14+m15", "m6+m7+m9+m10+m14+m16+m18", "m2+m3+m4+m6+m14+m16+m17", "m2+m4+m5+m6+m20", "m14+m16+m17+m18+m21",
      "m6+m7+m8+m11+m12+m13+m14", "m12+m13+m14+m15+m22", "m6+m7+m8+m9+m23",
    ],
  },
];

/** Terms "+a12", "-m3" of a sum: sign, letter and number. */
const sum = (text) => [...text.matchAll(/([+-]?)([abm])(\d+)/g)].map(([, sign, , number]) => ({ sign: sign === "-" ? -1 : 1, number }));

/** `{rank, u, v, w}` of an entry above; w in the order of C transposed. */
export function fromPaper({ shape: [n, m, p], products, entries }) {
  const rank = products.length, u = new Int32Array(rank * n * m), v = new Int32Array(rank * m * p), w = new Int32Array(rank * p * n);
  products.forEach((product, q) => {
    const [left, right] = product.slice(1, -1).split(")(");
    for (const { sign, number: [i, j] } of sum(left)) u[q * n * m + (i - 1) * m + (j - 1)] = sign;
    for (const { sign, number: [j, k] } of sum(right)) v[q * m * p + (j - 1) * p + (k - 1)] = sign;
  });
  entries.forEach((entry, c) => {
    for (const { sign, number } of sum(entry)) w[(number - 1) * p * n + (c % p) * n + Math.floor(c / p)] = sign;
  });
  return { rank, u, v, w };
}
