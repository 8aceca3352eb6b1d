// Files of schemes through the public API: every format written and read back, in every runtime; typed errors from damaged ones.
import { isKernelError } from "lanewise";
import { formatScheme, parseScheme, parseSchemes, parseStraightLine, type Scheme, type SchemeFormat } from "lanewise/io";
import { equal, ok, same } from "./assert.js";
import { type Suite, test } from "./suite.js";

/** Strassen 1969; c is C transposed. */
const TEXT = `(a11 + a22)*(b11 + b22)*(c11 + c22)
(a21 + a22)*(b11)*(c12 - c22)
(a11)*(b12 - b22)*(c21 + c22)
(a22)*(-b11 + b21)*(c11 + c12)
(a11 + a12)*(b22)*(-c11 + c21)
(-a11 + a21)*(b11 + b12)*(c22)
(a12 - a22)*(b21 + b22)*(c11)
`;
const FORMATS: readonly SchemeFormat[] = ["perminov-json", "perminov-txt", "reduced-json", "mathematica", "exp", "maple", "alphatensor-npz", "flip-cpd-npy"];

/** Terms summed up at every (a, b, c): 1 where c[i][k] takes a[i][j]·b[j][k], else 0. */
function isProduct({ shape: [n, m, p], rank, u, v, w, denominators: d }: Scheme): boolean {
  for (let a = 0; a < n * m; a++) for (let b = 0; b < m * p; b++) for (let c = 0; c < p * n; c++) {
    let sum = 0;
    for (let q = 0; q < rank; q++) {
      const [x, y, z] = [q * n * m + a, q * m * p + b, q * p * n + c];
      sum += (u[x]! / (d?.u[x] ?? 1)) * (v[y]! / (d?.v[y] ?? 1)) * (w[z]! / (d?.w[z] ?? 1));
    }
    const wanted = a % m === Math.floor(b / p) && b % p === Math.floor(c / n) && c % n === Math.floor(a / m) ? 1 : 0;
    if (Math.abs(sum - wanted) > 1e-9) return false;
  }
  return true;
}

const there = (s: Scheme, format: SchemeFormat): Scheme => parseScheme(formatScheme(s, format), undefined, { shape: s.shape });

function formats(): void {
  const strassen = parseScheme(TEXT), thirds = parseScheme(TEXT.replace(/\(a/g, "(3*a").replace(/\n/g, "/3\n"));
  equal(formatScheme(strassen, "exp"), TEXT, "written as it was");
  for (const s of [strassen, thirds]) {
    ok(isProduct(parseScheme(formatScheme(s, "perminov-json"))) === isProduct(s), "the same product");
    for (const format of FORMATS) {
      const back = there(s, format);
      equal(back.ring, s.ring, `${format}: ring`);
      for (const f of ["u", "v", "w"] as const) same(back[f], s[f], `${format}: ${f}`);
      for (const f of ["u", "v", "w"] as const) same(back.denominators?.[f] ?? new Int32Array(), s.denominators?.[f] ?? new Int32Array(), `${format}: denominators of ${f}`);
    }
  }
  ok(isProduct(strassen), "Strassen's is the product");
  equal(parseStraightLine(formatScheme(strassen, "reduced-json")).additions, 18, "additions");
}

function damaged(): void {
  const strassen = parseScheme(TEXT);
  for (const format of FORMATS) {
    const whole = formatScheme(strassen, format);
    for (let cut = 0; cut < whole.length - 2; cut += 1 + (cut >> 4)) {
      let refused = false;
      try { parseScheme(whole.slice(0, cut), format, { shape: strassen.shape }); } catch (e) { refused = isKernelError(e) && (e.code === "format" || e.code === "option"); }
      // Lines of exp are terms: fewer of them are a scheme as well.
      ok(refused || format === "exp" || format === "maple", `${format} cut after ${cut}`);
    }
  }
}

export const suite: Suite = {
  name: "io.scheme",
  cases: [
    test("every format, written and read back", formats),
    test("what is cut short is refused", damaged),
    test("several schemes", async () => {
      const txt = formatScheme(parseScheme(TEXT), "perminov-txt"), all = await parseSchemes(`2\n${txt}${txt}`);
      ok(all.length === 2 && all.every(isProduct), "both of them");
    }),
  ],
};
