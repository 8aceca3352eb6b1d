// The transforms in plain JavaScript: what ours are checked against, in double precision, and timed beside, in the operand's own type.
import { plainTransform } from '../../bench/peers/plain-wht.mjs';

/** Every run of n elements, in place; a function of its own for every caller, as V8 wants it. */
export function plainRows() {
  const transform = plainTransform(4);
  return (x, n) => {
    for (let start = 0; start < x.length; start += n) transform(x, start, n);
    return x;
  };
}

/** `transform` on a copy of x that is put back before every eighth call, so that sums stay ordinary numbers. */
export function refilled(x, transform) {
  const y = x.slice();
  let calls = 0;
  return () => {
    if (++calls % 8 === 0) y.set(x);
    transform(y);
  };
}

/** Along columns of every `n` rows of `cols`, in place; rows are read along. */
function columns(x, cols, n) {
  for (let top = 0; top < x.length; top += n * cols) {
    for (let h = cols; h < n * cols; h *= 2) {
      for (let block = top; block < top + n * cols; block += 2 * h) {
        for (let i = block; i < block + h; i++) {
          const a = x[i], b = x[i + h];
          x[i] = a + b;
          x[i + h] = a - b;
        }
      }
    }
  }
}

/** Every n×n tile of an image of `cols` columns, in place, times `scale`. */
export function plainTiles() {
  const rows = plainRows(), along = new Function(`return ${columns}`)();
  return (x, cols, n, scale) => {
    rows(x, n);
    along(x, cols, n);
    for (let i = 0; i < x.length; i++) x[i] *= scale;
    return x;
  };
}

/** y = H·x across m rows of n, H given by its m² signs. */
export function plainAcross(signs, m, n, x) {
  const y = new x.constructor(m * n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) {
      const to = i * n, from = j * n;
      if (signs[i * m + j] > 0) for (let c = 0; c < n; c++) y[to + c] += x[from + c];
      else for (let c = 0; c < n; c++) y[to + c] -= x[from + c];
    }
  }
  return y;
}

/** Largest |y − want| over γ(terms)·(the largest sum of |x| over a run of n); NaN counts as infinite. */
export function shareOfBound(y, want, x, n, terms) {
  const u = 2 ** -24;
  let most = 0, worst = 0;
  for (let start = 0; start < x.length; start += n) {
    let sum = 0;
    for (let i = start; i < start + n; i++) sum += Math.abs(x[i]);
    most = Math.max(most, sum);
  }
  const bound = ((terms * u) / (1 - terms * u)) * most;
  for (let i = 0; i < want.length; i++) {
    const error = Math.abs(y[i] - want[i]);
    if (!(error <= worst)) worst = error >= 0 ? error : Infinity;
  }
  return y.length === want.length ? worst / bound : Infinity;
}
