// Finds four symmetric circulants A, B, C, D of order n with A² + B² + C² + D² = 4n·I (Williamson 1944, Duke Math. J. 11) and prints
// their first rows as bindings/wht/williamson.ts wants them: bit j set where entry j is −1, j = 0 … (n − 1)/2; the other half mirrors it.
// `node scripts/williamson.mjs 23` · `43 6` · `39 1 5,5,5,9`: order, a multiplier, which restricts the search to rows that are constant on
// the orbits of j → ±multiplier·j, and the four row sums, without which all that there are for 4n are tried in turn. Deterministic;
// less than a second for 23 and 43 6, less than a minute for 39 with its sums.
const [n, multiplier = 1] = process.argv.slice(2, 4).map(Number);
const sums = process.argv[4]?.split(",").map(Number);
if (!(n % 2 === 1) || !(multiplier >= 1)) { console.error("usage: node scripts/williamson.mjs <odd order> [multiplier] [row sums]"); process.exit(2); }
const half = (n - 1) / 2;
const LIMIT = 4 * n + 1e-6;
const fold = (j) => Math.min(j % n, n - (j % n));

/** Orbits of 1 … half; a row is a choice of sign on each, with +1 in front. */
function orbits() {
  const seen = new Set(), all = [];
  for (let j = 1; j <= half; j++) {
    if (seen.has(j)) continue;
    const orbit = [];
    for (let i = j; !seen.has(i); i = fold(i * multiplier)) { seen.add(i); orbit.push(i); }
    all.push(orbit);
  }
  return all;
}

const classes = orbits();
const shifts = classes.map((orbit) => orbit[0]);
/** What a class adds to the eigenvalue at frequency f. */
const waves = classes.map((orbit) => shifts.map((f) => orbit.reduce((sum, j) => sum + 2 * Math.cos(2 * Math.PI * ((j * f) % n) / n), 0)));
/** A linear hash: the key of a sum of autocorrelations is the sum of their keys, exactly (lowbias32, so that weights have no relation). */
function mix(x) {
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}
const weights = shifts.map((_, i) => mix(2 * i + 1) * 256 + (mix(2 * i + 2) & 255));

function row(signs) {
  const a = new Int8Array(n).fill(1);
  classes.forEach((orbit, c) => { if (signs >> c & 1) for (const j of orbit) a[j] = a[n - j] = -1; });
  return a;
}

/** Power spectral density, or undefined where it alone exceeds 4n. */
function density(signs) {
  const power = new Float64Array(shifts.length);
  for (let f = 0; f < power.length; f++) {
    let value = 1;
    for (let c = 0; c < classes.length; c++) value += signs >> c & 1 ? -waves[c][f] : waves[c][f];
    power[f] = value * value;
    if (power[f] > LIMIT) return undefined;
  }
  return power;
}

/** By |row sum|: signs, key of the autocorrelation, and the densities one after another. */
function candidates() {
  const bySum = new Map();
  for (let signs = 0; signs < 2 ** classes.length; signs++) {
    const power = density(signs);
    if (power === undefined) continue;
    const a = row(signs), sum = Math.abs(a.reduce((s, x) => s + x, 0));
    if (!bySum.has(sum)) bySum.set(sum, { signs: [], keys: [], powers: [] });
    const at = bySum.get(sum);
    at.signs.push(signs);
    at.keys.push(shifts.reduce((total, s, i) => total + weights[i] * a.reduce((c, x, j) => c + x * a[(j + s) % n], 0), 0));
    at.powers.push(...power);
  }
  for (const at of bySum.values()) at.powers = Float64Array.from(at.powers);
  return bySum;
}

/** Calls `found` with the pairs whose densities together stay below 4n, until it returns true. For each row of the first list the
 *  frequency where it leaves least is looked up in the second, sorted by every frequency: few rows are left to compare. */
function pairs(first, second, found) {
  if (!first || !second) return false;
  const width = shifts.length, p = first.powers, q = second.powers, count = second.keys.length;
  const sorted = shifts.map((_, f) => Uint32Array.from({ length: count }, (_, y) => y).sort((a, b) => q[a * width + f] - q[b * width + f]));
  for (let i = 0; i < first.keys.length; i++) {
    let tight = 0;
    for (let f = 1; f < width; f++) if (p[i * width + f] > p[i * width + tight]) tight = f;
    next: for (const j of sorted[tight]) {
      if (p[i * width + tight] + q[j * width + tight] > LIMIT) break;
      for (let f = 0; f < width; f++) if (p[i * width + f] + q[j * width + f] > LIMIT) continue next;
      if (found(first.keys[i] + second.keys[j], first.signs[i], second.signs[j])) return true;
    }
  }
  return false;
}

const proper = (rows) => shifts.every((s) => rows.reduce((sum, a) => sum + a.reduce((c, x, j) => c + x * a[(j + s) % n], 0), 0) === 0);

/** Multiplying every index by a unit keeps the equation: of one of the four rows, the first of its images is enough. */
function canonical({ signs, keys, powers }) {
  const units = Array.from({ length: half - 1 }, (_, i) => i + 2).filter((u) => { let [a, b] = [n, u]; while (b) [a, b] = [b, a % b]; return a === 1; });
  const where = new Map(classes.flatMap((orbit, c) => orbit.map((j) => [j, c])));
  const image = (m, u) => classes.reduce((bits, orbit, c) => bits | (m >> where.get(fold(orbit[0] * u)) & 1) << c, 0);
  const kept = signs.flatMap((m, i) => (units.every((u) => image(m, u) >= m) ? [i] : []));
  const width = shifts.length;
  return { signs: kept.map((i) => signs[i]), keys: kept.map((i) => keys[i]), powers: Float64Array.from(kept.flatMap((i) => [...powers.subarray(i * width, (i + 1) * width)])) };
}

function* decompositions() {
  for (let s = 1; s * s <= n; s += 2) for (let t = s; s * s + 3 * t * t <= 4 * n; t += 2) for (let u = t; s * s + t * t + 2 * u * u <= 4 * n; u += 2) {
    const v = Math.sqrt(4 * n - s * s - t * t - u * u);
    if (Number.isInteger(v)) yield [s, t, u, v];
  }
}

function search() {
  const bySum = candidates();
  for (const [s, t, u, v] of sums ? [sums] : decompositions()) {
    const last = bySum.get(v), waiting = new Map();
    let rows;
    if (last) pairs(canonical(last), bySum.get(s), (key, x, y) => { waiting.set(-key, [x, y]); });
    const met = (key, x, y) => {
      const other = waiting.get(key);
      return other !== undefined && proper(rows = [...other, x, y].map(row));
    };
    if (waiting.size > 0 && pairs(bySum.get(t), bySum.get(u), met)) return rows;
  }
  return undefined;
}

const found = search();
if (!found) { console.error(`none of order ${n}`); process.exit(1); }
console.log(`[${n}, [${found.map((a) => `0x${a.slice(0, half + 1).reduce((bits, x, j) => bits + (x < 0 ? 2 ** j : 0), 0).toString(16)}`).join(", ")}]],`);
