// Brent's equations of a scheme, every one: (nm)·(mp)·(pn) of them, a term for each product. Z2 and Z3 on bit masks, ZT on two of them, Z and Q exactly.

const cube = (flip, levels) => (levels === 1 ? flip.best(2, 2, 2) : flip.product(cube(flip, levels - 1), flip.best(2, 2, 2)));

/** Terms of the second product twice as large, of its output half: a scheme over Q whose coefficients are not all ±1. */
function scaled(s) {
  const [n, m, p] = s.shape, u = s.u.slice(), ones = (x) => new Int32Array(x.length).fill(1), denominators = { u: ones(s.u), v: ones(s.v), w: ones(s.w) };
  for (let i = n * m; i < 2 * n * m; i++) u[i] *= 2;
  for (let i = p * n; i < 2 * p * n; i++) denominators.w[i] = 2;
  return { ...s, ring: 'Q', u, denominators };
}

const RINGS = { Z2: (flip, s) => flip.reduceRing(s, 'Z2'), Z3: (flip, s) => flip.reduceRing(s, 'Z3'), ZT: (_, s) => s, Z: (_, s) => ({ ...s, ring: 'Z' }), Q: (_, s) => scaled(s) };

function row({ ring, name, shape: [n, m, p], rank, make }) {
  const work = n * m * m * p * p * n * rank;
  return {
    name: `flip.verify/${ring}/${name}`,
    unit: 'Gterm/s',
    work,
    setup({ k: { flip } }) {
      const s = RINGS[ring](flip, make(flip)), broken = { ...s, u: s.u.map((x, i) => (i === 0 ? Number(x === 0) : x)) };
      return {
        run: () => flip.verify(s),
        check() {
          const right = flip.verify(s), wrong = flip.verify(broken);
          if (s.rank !== rank || !right.ok || right.equations * rank !== work) throw new Error(`wrong answer: ${JSON.stringify(right)} of a scheme of rank ${s.rank} that multiplies`);
          if (wrong.ok || wrong.failed === 0) throw new Error('wrong answer: a broken scheme passes');
        },
      };
    },
    variants: 'default',
  };
}

const four = { name: '4x4x4', shape: [4, 4, 4], rank: 49, make: (flip) => cube(flip, 2) }, eight = { name: '8x8x8', shape: [8, 8, 8], rank: 343, make: (flip) => cube(flip, 3) };

export const rows = [...Object.keys(RINGS).map((ring) => row({ ring, ...four })), ...['Z2', 'Z3', 'ZT'].map((ring) => row({ ring, ...eight }))];
