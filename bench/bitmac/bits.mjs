// The bars of gemmBits beside dense.gemmInt8 on the same values, both through the public API in interleaved rounds, CPU time of one thread. Answers are compared before a time counts.
import { interleaved } from '../harness/interleaved.mjs';

const SHAPES = [[512, 512, 512], [1024, 1024, 1024], [64, 64, 64], [16, 16, 16], [1, 1024, 1024], [1024, 1024, 1], [4, 4096, 256], [512, 16, 512], [512, 24, 512], [16, 4096, 16], [16, 64, 64], [100, 300, 7]];
/** m, k, n just over what a way is chosen from, or takes at once. */
const EDGES = [[16, 64, 64], [17, 65, 65], [17, 129, 129], [33, 129, 129], [129, 129, 17], [20, 130, 131], [512, 33, 5], [17, 25, 17]];
const SIGNED = [['s1', 's1'], ['s1', 's2'], ['s2', 's1'], ['s2', 's2'], ['s1', 's4'], ['s4', 's1'], ['s2', 's3'], ['s3', 's2'], ['s3', 's3'], ['s4', 's4'], ['s5', 's1'], ['s6', 's2'], ['s7', 's7'], ['s8', 's1'], ['s8', 's8']];
const OTHERS = [['u3', 's2'], ['u2', 'u3'], ['u4', 's1'], ['s1', 'u4'], ['±1', '±1'], ['±1', 's4'], ['u1', 'u1'], ['u5', '±1'], ['u7', 'u6']];

const widthOf = (form) => (form === '±1' ? 1 : Number(form[1]));
const optionsOf = (form) => (form === '±1' ? { binary: true } : { signed: form[0] === 's' });

/** Values of a form, from a small generator of their own. */
function values(length, form, seed) {
  let x = seed;
  const shift = 32 - widthOf(form);
  return Int8Array.from({ length }, () => {
    x = (Math.imul(x, 1664525) + 1013904223) | 0;
    return form === '±1' ? (x << 1 >> 31) | 1 : form[0] === 's' ? (x << 1) >> shift : (x << 1) >>> shift;
  });
}

/** Seconds of gemmBits and of gemmInt8. */
export function pair(k, [m, kk, n], fa, fb, budget) {
  return k.scope((s) => {
    const A = s.matrix('i8', m, kk, values(m * kk, fa, 1)), B = s.matrix('i8', kk, n, values(kk * n, fb, 2)), C = s.matrix('i32', m, n), D = s.matrix('i32', m, n);
    const a = s.use(k.bitmac.bits(A, widthOf(fa), optionsOf(fa))), b = s.use(k.bitmac.bits(B, widthOf(fb), optionsOf(fb)));
    k.dense.gemmInt8(C, A, B);
    k.bitmac.gemmBits(D, a, b);
    const want = C.copy();
    if (D.copy().some((x, i) => x !== want[i])) throw new Error(`wrong answer: ${m}x${kk}x${n} ${fa}·${fb}`);
    return interleaved([() => k.bitmac.gemmBits(D, a, b), () => k.dense.gemmInt8(C, A, B)], budget);
  });
}

const ms = (seconds) => `${(seconds * 1e3).toPrecision(3)} ms`;

export async function bars(k) {
  const rows = [];
  const add = (name, what, ratio, bar) => rows.push({ name, what, ratio, bar });
  const [one, dots] = pair(k, [512, 512, 512], 's1', 's1', { total: 3 });
  add('W1A1 512', `gemmBits ${ms(one)}, gemmInt8 ${ms(dots)}`, dots / one, 3.3);
  for (const [name, shapes, forms] of [['worst of the widths', SHAPES, SIGNED], ['worst of other forms', EDGES, [...SIGNED, ...OTHERS]]]) {
    let worst = { ratio: Infinity };
    for (const shape of shapes) for (const [fa, fb] of forms) {
      // A ratio below one is measured four times more, and longer; the middle one counts.
      const tries = [];
      do {
        const [bits, whole] = pair(k, shape, fa, fb, tries.length ? { total: 0.6, roundMs: 2, least: 9, most: 101 } : { total: 0.1, roundMs: 4, least: 5 });
        tries.push({ ratio: whole / bits, what: `${fa}·${fb} ${shape.join('x')}: ${ms(bits)}, gemmInt8 ${ms(whole)}` });
      } while (tries[0].ratio < 1 && tries.length < 5);
      const middle = tries.sort((x, y) => y.ratio - x.ratio)[tries.length >> 1];
      if (middle.ratio < worst.ratio) worst = middle;
    }
    add(name, worst.what, worst.ratio, 0.97);
  }
  return rows;
}
