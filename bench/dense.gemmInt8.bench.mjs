// C(i32) = A(int8)·B(int8), exact; and the same with the result requantized to int8.
import { productProblem } from './harness/data.mjs';

/** dtype is A's; B is always signed. `bits` 7: B within ±63, so that an engine's 7-bit instruction may be used. */
function row({ dtype, n, packed = false, bits = 8, peers = [{ id: 'ort', mode: 'roundtrip' }, { id: 'ort', mode: 'packed' }, { id: 'plain', mode: 'roundtrip' }] }) {
  const form = [dtype === 'u8' ? 'u8s8' : 's8s8', ...(packed ? ['packed'] : []), ...(bits === 7 ? ['7bit'] : [])].join('-');
  return {
    name: `dense.gemmInt8/${form}/${n}`,
    unit: 'GOP/s',
    work: 2 * n ** 3,
    op: 'gemmInt8',
    problem: () => productProblem({ dtype, m: n, n, k: n, ...(bits === 7 ? { bLimit: 63 } : {}) }),
    setup({ k: kernels, problem: { a, b, verify } }) {
      const A = kernels.matrix(dtype, n, n, a);
      const B = kernels.matrix('i8', n, n, b);
      const C = kernels.matrix('i32', n, n);
      const { dense } = kernels;
      const right = packed ? dense.packInt8(B) : B;
      return {
        run: () => dense.gemmInt8(C, A, right),
        check: () => verify(C.copy()),
        free: () => [A, B, C, right].forEach((handle) => handle.free()),
      };
    },
    peers,
    ceiling: 'int8',
  };
}

function requantized(n) {
  const scale = 1 / 4096;
  return {
    name: `dense.gemmInt8Requantized/s8s8/${n}`,
    unit: 'GOP/s',
    work: 2 * n ** 3,
    problem: () => productProblem({ dtype: 'i8', m: n, n, k: n }),
    setup({ k: kernels, problem: { a, b } }) {
      const A = kernels.matrix('i8', n, n, a);
      const B = kernels.matrix('i8', n, n, b);
      const C = kernels.matrix('i8', n, n);
      const exact = kernels.matrix('i32', n, n);
      const { dense } = kernels;
      return {
        run: () => dense.gemmInt8Requantized(C, A, B, { scale }),
        check() {
          const sums = dense.gemmInt8(exact, A, B).copy(); // itself checked by the rows above
          const got = C.copy();
          for (let i = 0; i < got.length; i++) {
            const want = Math.min(127, Math.max(-128, roundHalfEven(sums[i] * scale)));
            if (got[i] !== want) throw new Error(`wrong answer: entry ${i} is ${got[i]}, expected ${want}`);
          }
        },
        free: () => [A, B, C, exact].forEach((handle) => handle.free()),
      };
    },
    ceiling: 'int8',
  };
}

/** The scale is a power of two, so the product is exact and ties are true ties. */
function roundHalfEven(x) {
  const below = Math.floor(x);
  const rest = x - below;
  return rest === 0.5 ? (below % 2 === 0 ? below : below + 1) : Math.round(x);
}

export const rows = [
  ...[16, 64, 128, 256, 512, 1024].map((n) => row({ dtype: 'i8', n })),
  ...[64, 256, 512, 1024].map((n) => row({ dtype: 'u8', n })),
  ...[256, 1024].map((n) => row({ dtype: 'i8', n, packed: true, peers: [{ id: 'ort', mode: 'packed' }] })),
  ...[256, 1024].map((n) => row({ dtype: 'i8', n, packed: true, bits: 7, peers: [] })),
  ...[256, 1024].map(requantized),
];
