// Sums of products over slices of length k: plainly, and as if in twice the precision.

export function dot(x: Float64Array, xAt: number, y: Float64Array, yAt: number, k: number): number {
  let s = 0;
  for (let p = 0; p < k; p++) s += (x[xAt + p] as number) * (y[yAt + p] as number);
  return s;
}

/** As if in twice the precision: Dot2 of Ogita, Rump, Oishi 2005 (algorithm 5.3), products split as Veltkamp and Dekker do. */
export function dot2(x: Float64Array, xAt: number, y: Float64Array, yAt: number, k: number): number {
  let s = 0;
  let low = 0;
  for (let p = 0; p < k; p++) {
    const a = x[xAt + p] as number;
    const b = y[yAt + p] as number;
    const h = a * b;
    const ah = a * 134217729 - (a * 134217729 - a);
    const bh = b * 134217729 - (b * 134217729 - b);
    const al = a - ah;
    const bl = b - bh;
    const error = al * bl - (h - ah * bh - al * bh - ah * bl);
    const t = s + h;
    const z = t - s;
    low += s - (t - z) + (h - z) + error;
    s = t;
  }
  const both = s + low;
  return Number.isFinite(both) ? both : dot(x, xAt, y, yAt, k);
}
