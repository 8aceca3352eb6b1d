// The Walsh–Hadamard transform as a careful programmer writes it over typed arrays, in place. Sums in double precision: rounding
// each to f32 (Math.fround) makes V8's code half as fast.

/** Butterflies of two, one stage a pass: what every tutorial has. */
function radix2(x, start, n) {
  for (let h = 1; h < n; h *= 2) {
    for (let i = start; i < start + n; i += 2 * h) {
      for (let j = i; j < i + h; j++) {
        const a = x[j], b = x[j + h];
        x[j] = a + b;
        x[j + h] = a - b;
      }
    }
  }
}

/** Two stages a pass: half the loads and stores. */
function radix4(x, start, n) {
  let h = 1;
  if (Math.log2(n) % 2 === 1) {
    for (let i = start; i < start + n; i += 2) {
      const a = x[i], b = x[i + 1];
      x[i] = a + b;
      x[i + 1] = a - b;
    }
    h = 2;
  }
  for (; h < n; h *= 4) {
    for (let i = start; i < start + n; i += 4 * h) {
      for (let j = i; j < i + h; j++) {
        const p = j + h, q = p + h, r = q + h;
        const a = x[j], b = x[p], c = x[q], d = x[r];
        const s = a + b, t = a - b, u = c + d, v = c - d;
        x[j] = s + u;
        x[p] = t + v;
        x[q] = s - u;
        x[r] = t - v;
      }
    }
  }
}

/** A fresh function for every caller: one that has seen arrays of two types is slower on each. `integers`: sums of 32 bits that
 *  wrap, without which V8 would watch every one of them for overflow. */
export function plainTransform(radix, { integers = false } = {}) {
  const source = String(radix === 4 ? radix4 : radix2);
  return new Function(`return ${integers ? source.replace(/\b[a-z] [+-] [a-z]\b/g, '($& | 0)') : source}`)();
}

/** Transforms between two refills: the sums stay finite, and the copy is a hundredth of the time. */
const REFILL = 8;

export async function load() {
  return {
    fwht({ x, n, dtype }, mode) {
      const f = plainTransform(mode === 'radix-4' ? 4 : 2, { integers: dtype[0] === 'i' });
      const y = x.slice();
      const transform = () => { for (let start = 0; start < y.length; start += n) f(y, start, n); };
      let calls = 0;
      return {
        run() {
          if (++calls % REFILL === 0) y.set(x);
          transform();
        },
        result() {
          y.set(x);
          transform();
          return y;
        },
      };
    },
  };
}
