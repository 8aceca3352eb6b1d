// Which few interactions of 20 switches matter: a function of 2^20 settings, learnt from well under 1 % of them.
import { load } from "lanewise";

const k = await load();
const sign = (bits) => { let s = 1; for (; bits; bits &= bits - 1) s = -s; return s; };
/** The black box: 3 × (switch 2 and 7 agree), and a few more such terms. */
const measure = (m) => 5 + 3 * sign(m & 0b10000100) - 2 * sign(m & 0b1) + 1.5 * sign(m & 0b11100000000000000000);

let asked = 0;
const spectrum = k.wht.sparse((settings, out) => {
  asked += settings.length;
  settings.forEach((m, i) => { out[i] = measure(m); });
}, { n: 20, sparsity: 4 });
const found = [...spectrum.indices].map((index, i) => [index.toString(2), spectrum.values[i]]).sort((a, b) => b[1] - a[1]);
console.log(found.map(([switches, value]) => `${switches}: ${value.toFixed(1)}`).join(", ")); // 0: 5.0, 10000100: 3.0, 11100000000000000000: 1.5, 1: -2.0
console.log(spectrum.complete, asked < 0.001 * 2 ** 20); // true true
k.free();
