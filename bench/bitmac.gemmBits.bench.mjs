// C(i32) = A·B for matrices of few bits, beside our own integer product of the same values.

/** Signed values of `width` bits. */
function values(length, width, seed) {
  let x = seed;
  return Int8Array.from({ length }, () => {
    x = (Math.imul(x, 1664525) + 1013904223) | 0;
    return (x << 1) >> (32 - width);
  });
}

function row({ n, a, b }) {
  const work = 2 * n ** 3, problem = () => ({ x: values(n * n, a, 1), y: values(n * n, b, 2) });
  const operands = (k, { x, y }) => ({ A: k.matrix('i8', n, n, x), B: k.matrix('i8', n, n, y), C: k.matrix('i32', n, n) });
  const whole = {
    work,
    setup({ k, problem }) {
      const { A, B, C } = operands(k, problem);
      return { run: () => k.dense.gemmInt8(C, A, B), check() {}, free: () => [A, B, C].forEach((handle) => handle.free()) };
    },
  };
  return {
    name: `bitmac.gemmBits/w${b}a${a}/${n}`,
    unit: 'GOP/s',
    work,
    problem,
    setup({ k, problem }) {
      const { A, B, C } = operands(k, problem), bitsA = k.bitmac.bits(A, a), bitsB = k.bitmac.bits(B, b);
      return {
        run: () => k.bitmac.gemmBits(C, bitsA, bitsB),
        check() {
          const want = k.dense.gemmInt8(C, A, B).copy(), got = k.bitmac.gemmBits(C, bitsA, bitsB).copy();
          if (got.some((v, i) => v !== want[i])) throw new Error('wrong answer: not the integer product');
        },
        free: () => [A, B, C, bitsA, bitsB].forEach((handle) => handle.free()),
      };
    },
    beside: { 'own gemmInt8': whole },
    ceiling: 'int8',
    variants: 'default',
  };
}

export const rows = [[1, 1], [1, 2], [2, 1], [2, 2], [1, 4], [4, 1], [3, 3], [4, 4], [8, 8]].map(([a, b]) => row({ n: 512, a, b }));
