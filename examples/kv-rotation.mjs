// Quantises attention keys to few bits, as they are and after a random rotation of every head: q·k with a rotated q is the same number,
// but the rotation spreads outlier channels over the head, so that one scale serves all of them.
import { load } from "lanewise";

const k = await load();
const tokens = 256, heads = 4, head = 128, dim = heads * head;

// Keys as models make them: most channels small, a few large in every token. Seeded, so that the answers are the same everywhere.
let state = 1;
const uniform = () => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state / 2 ** 31 - 1; };
const gauss = () => uniform() + uniform() + uniform();
const large = new Set([5, 77, 130, 300, 301, 440]);
const keys = Float32Array.from({ length: tokens * dim }, (_, i) => gauss() * (large.has(i % dim) ? 30 : 1));
const query = Float32Array.from({ length: dim }, gauss);

/** Each head of each token rounded to `bits` bits with one scale of its own. */
function quantise(x, bits) {
  const out = x.slice(), most = 2 ** (bits - 1) - 1;
  for (let at = 0; at < out.length; at += head) {
    const part = out.subarray(at, at + head), scale = part.reduce((m, v) => Math.max(m, Math.abs(v)), 0) / most;
    part.forEach((v, i) => { part[i] = Math.round(v / scale) * scale; });
  }
  return out;
}

const scores = (K, q) => k.scope((s) => k.dense.gemv(s.vector("f32", tokens), s.matrix("f32", tokens, dim, K), s.vector("f32", q)).copy());
const rms = (x) => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / x.length);
const error = (got, want) => rms(got.map((v, i) => v - want[i])) / rms(want);

const turn = k.wht.randomized(dim, { seed: 1, block: head });
const rotatedKeys = turn.apply(k.matrix("f32", tokens, dim, keys)).copy();
const rotatedQuery = turn.apply(k.vector("f32", query)).copy();

const want = scores(keys, query);
console.log("rotation alone moves q·k by less than 1e-5:", error(scores(rotatedKeys, rotatedQuery), want) < 1e-5); // rotation alone moves q·k by less than 1e-5: true
const report = (bits) => {
  const plain = error(scores(quantise(keys, bits), query), want), rotated = error(scores(quantise(rotatedKeys, bits), rotatedQuery), want);
  return `int${bits}: error of q·k ${(100 * plain).toFixed(0)} %, rotated ${(100 * rotated).toFixed(0)} %`;
};
console.log(report(8)); // int8: error of q·k 2 %, rotated 0 %
console.log(report(4)); // int4: error of q·k 25 %, rotated 8 %
k.free();
