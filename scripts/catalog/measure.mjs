// How good a scheme is besides its rank: additions after common pairs are taken out, and growth.

/** Linear forms (arrays of coefficients ±1) by additions: the pair that most forms share becomes a variable, until none is shared. */
function additionsOf(forms) {
  const sparse = forms.map((form) => new Map([...form].flatMap((x, i) => (x ? [[i, x]] : []))));
  let fresh = forms[0].length, made = 0;
  for (;;) {
    const counts = new Map();
    let best = 1, choice;
    for (const form of sparse) {
      const entries = [...form];
      for (let i = 0; i < entries.length; i++) for (let j = i + 1; j < entries.length; j++) {
        const [[p, x], [q, y]] = entries[i][0] < entries[j][0] ? [entries[i], entries[j]] : [entries[j], entries[i]];
        const key = (p * 4096 + q) * 2 + (x === y ? 0 : 1), count = (counts.get(key) ?? 0) + 1;
        counts.set(key, count);
        if (count > best) { best = count; choice = { p, q, sign: x * y }; }
      }
    }
    if (!choice) break;
    const { p, q, sign } = choice;
    for (const form of sparse) {
      const x = form.get(p), y = form.get(q);
      if (x === undefined || y === undefined || x * y !== sign) continue;
      form.delete(p); form.delete(q);
      form.set(fresh, x);
    }
    fresh++; made++;
  }
  return made + sparse.reduce((sum, form) => sum + Math.max(0, form.size - 1), 0);
}

const forms = (x, length) => Array.from({ length: x.length / length }, (_, q) => x.slice(q * length, q * length + length));

export function additions({ rank, u, v, w }, [U, V, W]) {
  const columns = Array.from({ length: W }, (_, c) => Array.from({ length: rank }, (_, q) => w[q * W + c]));
  return additionsOf(forms(u, U)) + additionsOf(forms(v, V)) + additionsOf(columns);
}

export function growth({ rank, u, v, w }, [U, V, W]) {
  const size = (x, length, q) => x.subarray(q * length, q * length + length).reduce((sum, y) => sum + Math.abs(y), 0);
  const sums = new Float64Array(W);
  for (let q = 0; q < rank; q++) for (let c = 0; c < W; c++) sums[c] += Math.abs(w[q * W + c]) * size(u, U, q) * size(v, V, q);
  return Math.max(...sums);
}
