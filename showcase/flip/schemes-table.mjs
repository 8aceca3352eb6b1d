// Schemes of the catalogue: verified against their definition, and lifted back to the integers from what they are modulo 2.
import { secondsOf } from '../clock.mjs';
import { plainVerify } from './plain.mjs';

const name = ({ shape, rank }) => `${shape.join('×')}:${rank}`;

export async function schemesTable(k) {
  const { flip } = k;
  const wrong = (s) => { const u = s.u.slice(); u[0] = 1 - u[0]; return { ...s, u }; };
  const whole = [[3, 3, 3], [4, 4, 4], [8, 8, 8]].map((shape) => flip.best(...shape));
  const halves = [[3, 3, 3], [3, 4, 4], [3, 3, 5]].map((shape) => flip.best(...shape)).map((s) => ({ s, two: flip.reduceRing(s, 'Z2') }));
  const lifted = halves.map(({ two }) => flip.lift(two));
  const { frobenius, growth } = flip.stability(whole[1]);

  const runs = [...whole.map((s) => () => flip.verify(s)), ...halves.map(({ two }) => () => flip.lift(two)), () => plainVerify(whole[2])];
  const seconds = await secondsOf(runs, { rounds: 1, minMs: 5, warmMs: 20 });
  const verifyRow = (s, i) => ({
    what: 'verify', shape: name(s), check: { ok: flip.verify(s).ok && !flip.verify(wrong(s)).ok, text: `${flip.verify(s).equations} sums` },
    ms: seconds[i] * 1e3, ...(i === 2 ? { speedup: seconds[6] / seconds[2] } : {}),
  });
  const liftRow = ({ s, two }, i) => ({
    what: 'lift from Z2', shape: name(two), check: { ok: lifted[i] !== null && plainVerify(lifted[i]), text: `${s.rank} terms, ${lifted[i]?.ring ?? 'none'}` }, ms: seconds[3 + i] * 1e3,
  });
  return {
    title: 'Matrix multiplication schemes: verified and lifted',
    about: 'A scheme says how n×m by m×p goes with fewer products. verify expands it exactly against the definition; lift finds integer coefficients for a scheme that '
      + 'is only known modulo 2.',
    heads: { what: 'operation', shape: 'scheme' },
    rows: [...whole.map(verifyRow), ...halves.map(liftRow)],
    checks: [{ what: 'plain JavaScript finds the same schemes right', check: { ok: whole.every(plainVerify), text: whole.map(name).join(', ') } }],
    note: `check: the scheme is right, and one changed coefficient is noticed; what was lifted is right over the integers. ${name(whole[1])}: growth ${growth}, Frobenius ${frobenius.toFixed(0)}.`,
  };
}
