// Problems of the transform rows: seeded operands, and the answer by plain butterflies.
import { plainTransform } from '../peers/plain-wht.mjs';
import { random } from './data.mjs';

const roundoff = { f32: 2 ** -24, f64: 2 ** -53 };

/** `{dtype, n, x, verify(y)}`: x holds `batch` transforms of n, one after another. `verify` takes them in natural order, at `at(i)`. */
export function transformProblem({ dtype, n, batch = 1 }) {
  const float = dtype in roundoff;
  const x = random(dtype, n * batch, 1);
  const want = float ? Float64Array.from(x) : x.slice(); // integers wrap alike
  const transform = plainTransform(4, { integers: !float });
  for (let start = 0; start < want.length; start += n) transform(want, start, n);
  const bound = float ? tolerance(x, n, roundoff[dtype]) : 0;
  return { dtype, n, batch, x, verify: (y, at = (i) => i) => verify(y, want, bound, at) };
}

/** 2·γ(log₂n + 1)·Σ|xᵢ| with the largest of the sums: the bound of the contract, doubled for a peer's other order of rounding. */
function tolerance(x, n, u) {
  let most = 0;
  for (let start = 0; start < x.length; start += n) {
    let sum = 0;
    for (let i = start; i < start + n; i++) sum += Math.abs(x[i]);
    most = Math.max(most, sum);
  }
  return 2 * (Math.log2(n) + 2) * u * most;
}

function verify(y, want, bound, at) {
  if (y.length !== want.length) throw new Error(`the answer has ${y.length} entries, expected ${want.length}`);
  for (let i = 0; i < want.length; i++) {
    if (!(Math.abs(y[i] - want[at(i)]) <= bound)) throw new Error(`wrong answer: entry ${i} is ${y[i]}, expected ${want[at(i)]}`);
  }
}

/** Every eighth transform of floats takes back what eight of them grow by, a power of two, so that numbers stay ordinary; its factor
 *  is fused. Integers wrap. */
export function steady(dtype, n, transform, options = {}) {
  if (!(dtype in roundoff)) return () => transform(options);
  const back = { ...options, scale: n ** -4 };
  let calls = 0;
  return () => transform(++calls % 8 === 0 ? back : options);
}
