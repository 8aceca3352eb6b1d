// The store of the schemes that this package found: scripts/data/records.json, one line each: format or structured target, ring, rank, additions, growth,
// how it is found again (recipe), what that took (flips, CPU seconds), and its coefficients.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { lengthsOf, tensorOf } from "../catalog/targets.mjs";

export const ROOT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const FILE = path.join(ROOT, "scripts/data/records.json");
/** Coefficients of the rings that have few; the others say theirs. */
const LETTERS = { ZT: ["0", "1", "-1"], Z3: ["0", "1", "-1"], Z2: ["0", "1"] };

/** How many coefficients a character holds, of `size` different ones. */
const packing = (size) => Math.max(1, Math.floor(Math.log(90) / Math.log(size)));
const factors = (s) => [["u", s.u, s.denominators?.u], ["v", s.v, s.denominators?.v], ["w", s.w, s.denominators?.w]];

/** Coefficients of u, v, w one after another as text, and the alphabet they are counted in: digits to a character from "#" on, the lowest first. */
export function encode(s) {
  const all = factors(s).flatMap(([, x, d]) => Array.from(x, (y, i) => `${s.ring === "Z3" && y === 2 ? -1 : y}${d && d[i] !== 1 ? `/${d[i]}` : ""}`));
  const value = (t) => { const [x, y = 1] = t.split("/").map(Number); return x / y; };
  const letters = LETTERS[s.ring] ?? [...new Set(["0", ...all])].sort((x, y) => Math.abs(value(x)) - Math.abs(value(y)) || value(y) - value(x));
  const per = packing(letters.length), digit = new Map(letters.map((x, i) => [x, i]));
  const digits = Array.from({ length: Math.ceil(all.length / per) }, (_, i) => String.fromCharCode(35 + all.slice(per * i, per * i + per).reduce((sum, x, j) => sum + digit.get(x) * letters.length ** j, 0))).join("");
  return { letters: LETTERS[s.ring] ? undefined : letters.join(), digits };
}

/** The scheme of a record. */
export function decode({ shape, target, ring, rank, letters, digits }) {
  const alphabet = letters?.split(",") ?? LETTERS[ring], size = alphabet.length, per = packing(size), lengths = lengthsOf(shape, target);
  let at = 0;
  const next = () => alphabet[Math.floor((digits.charCodeAt(Math.floor(at / per)) - 35) / size ** (at++ % per)) % size].split("/").map(Number);
  const parts = lengths.map((length) => Array.from({ length: length * rank }, next));
  const [u, v, w] = parts.map((x) => Int32Array.from(x, ([y]) => y)), [du, dv, dw] = parts.map((x) => Int32Array.from(x, ([, d = 1]) => d));
  const whole = [du, dv, dw].every((d) => d.every((y) => y === 1));
  return { shape, ...(target && { target }), ring, rank, u, v, w, ...(!whole && { denominators: { u: du, v: dv, w: dw } }) };
}

/** Exact in whole numbers, by the definition: Σ u⊗v⊗w over a common denominator, entry by entry, over its ring. */
export function right(s) {
  const lengths = lengthsOf(s.shape, s.target), [U, V, W] = lengths, wanted = tensorOf(s.shape, s.target), modulus = { Z2: 2n, Z3: 3n }[s.ring] ?? 0n;
  const scale = factors(s).map(([, , d]) => BigInt((d ?? [1]).reduce((x, y) => { let [a, b] = [x, y]; while (b) [a, b] = [b, a % b]; return (x / a) * y; }, 1)));
  const whole = factors(s).map(([, x, d], i) => Array.from(x, (y, e) => BigInt(y) * scale[i] / BigInt(d?.[e] ?? 1)));
  const sums = new Array(U * V * W).fill(0n), unit = scale[0] * scale[1] * scale[2];
  for (let q = 0; q < s.rank; q++) for (let a = 0; a < U; a++) {
    const x = whole[0][q * U + a];
    if (x !== 0n) for (let b = 0; b < V; b++) {
      const y = x * whole[1][q * V + b];
      if (y !== 0n) for (let c = 0; c < W; c++) sums[(a * V + b) * W + c] += y * whole[2][q * W + c];
    }
  }
  return sums.every((x, e) => { const d = x - BigInt(wanted[e]) * unit; return modulus === 0n ? d === 0n : d % modulus === 0n; });
}

/** One of the many schemes that are the same: the first coefficient of every u and v positive, terms in the order of their coefficients. */
export function normal(s) {
  const lengths = lengthsOf(s.shape, s.target), p = s.ring === "Z2" ? 2 : s.ring === "Z3" ? 3 : 0;
  const least = (x) => p === 3 && x === 2 ? -1 : x;
  const terms = Array.from({ length: s.rank }, (_, q) => {
    const t = factors(s).map(([, x, d], i) => ({ x: Array.from(x.subarray(q * lengths[i], (q + 1) * lengths[i]), least), d: Array.from({ length: lengths[i] }, (_, e) => d?.[q * lengths[i] + e] ?? 1) }));
    for (const i of [0, 1]) if (t[i].x.find((y) => y !== 0) < 0 && p !== 2) for (const f of [t[i], t[2]]) f.x = f.x.map((y) => (y === 0 ? 0 : -y));
    return { t, key: t.map(({ x, d }) => x.map((y, e) => String.fromCharCode(1000 + 2 * Math.abs(y) + (y < 0 ? 1 : 0), d[e])).join("")).join("") };
  }).sort((a, b) => (a.key < b.key ? 1 : a.key > b.key ? -1 : 0));
  const [u, v, w] = [0, 1, 2].map((i) => Int32Array.from(terms.flatMap(({ t }) => t[i].x))), d = [0, 1, 2].map((i) => Int32Array.from(terms.flatMap(({ t }) => t[i].d)));
  return { shape: [...s.shape], ...(s.target && { target: s.target }), ring: s.ring, rank: s.rank, u, v, w, ...(s.denominators && { denominators: { u: d[0], v: d[1], w: d[2] } }) };
}

/** Additions after common ones are taken out and growth, as the package finds them, and for targets whose products recurse over blocks their factor. */
export function measure(flip, s) {
  const blocks = s.target && s.shape[0] > 1 && /^[gul][gult]/.test(s.target) ? { gamma: +flip.gamma(s).factor.toFixed(6) } : {};
  return { additions: flip.reduceAdditions(s).additions, growth: /Z[23]/.test(s.ring) ? 0 : flip.stability(s).growth, ...blocks };
}

/** What counts, in this order; the lower one is better. */
export const score = ({ rank, gamma = 0, additions, growth }) => [rank, gamma, additions, growth];
export function better(x, y) {
  if (y === undefined) return true;
  const a = score(x), b = score(y), at = a.findIndex((e, i) => e !== b[i]);
  return at >= 0 && a[at] < b[at];
}

export function load() { return fs.existsSync(FILE) ? JSON.parse(fs.readFileSync(FILE, "utf8")) : []; }
export function save(records) {
  fs.writeFileSync(FILE, `[\n${records.map((r) => JSON.stringify(r)).join(",\n")}\n]\n`);
}

/** What the package carries: all that fits its room, sizes up to 4 of structured ones. */
export const shipped = ({ target, shape, ship = target === undefined || shape[0] <= 4 }) => ship;
