// Hensel lifting: a scheme over two or three elements to the integers, each step a linear system whose matrix is factored once a call.

function row({ from, shape, make = (flip) => flip.best(...shape) }) {
  return {
    name: `flip.lift/${from}/${shape.join('x')}`,
    unit: 'calls/s',
    work: 1e9,
    setup({ k: { flip } }) {
      const s = flip.reduceRing(make(flip), from);
      return {
        run: () => flip.lift(s),
        check() {
          const lifted = flip.lift(s);
          if (lifted === null || lifted.ring === from || lifted.rank !== s.rank || !flip.verify(lifted).ok) throw new Error('wrong answer: it does not multiply');
          const back = flip.reduceRing(lifted, from);
          if (!['u', 'v', 'w'].every((f) => back[f].every((x, i) => x === s[f][i]))) throw new Error(`wrong answer: another scheme over ${from}`);
        },
      };
    },
    variants: 'default',
  };
}

const squared = (flip) => flip.product(flip.best(2, 2, 2), flip.best(2, 2, 2));

export const rows = ['Z2', 'Z3'].flatMap((from) => [
  ...[[2, 2, 2], [3, 3, 3], [3, 4, 5]].map((shape) => row({ from, shape })),
  row({ from, shape: [4, 4, 4], make: squared }),
]);
