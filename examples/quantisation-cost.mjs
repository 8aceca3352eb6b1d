// What a quantisation scale costs on hardware that skips zero digits: the same weights with the scale of their maximum, clipped, and with headroom.
import { load } from "lanewise";
import { normal } from "lanewise/gallery";

const k = await load();
const weights = normal(256, 256, { seed: 1 });
const largest = weights.reduce((max, w) => Math.max(max, Math.abs(w)), 0);
const error = (q, scale) => Math.sqrt(weights.reduce((s, w, i) => s + (w - q[i] * scale) ** 2, 0) / weights.length);

for (const [name, limit] of [["clipped at 2.5", 2.5], ["maximum", largest], ["headroom of 2", 2 * largest]]) {
  const scale = limit / 127;
  const q = weights.map((w) => Math.max(-127, Math.min(127, Math.round(w / scale))));
  const x = k.matrix("i8", 256, 256, q);
  const digits = (encoding) => k.bitmac.numPPs(x, encoding).mean.toFixed(2);
  console.log(`${name}: EN-T ${digits("ent")}, MBE ${digits("mbe")}, sign-magnitude ${digits("sign-magnitude")} digits, error ${error(q, scale).toFixed(3)}`);
  x.free();
}
k.free();
