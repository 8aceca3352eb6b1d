// The network in 8 bits: every sum and every code checked for equality, times of every layer.
import { ceiling } from '../ceiling.mjs';
import { secondsOf } from '../clock.mjs';
import { groups, rowOf, speed, totalOf, within, workOf } from '../rows.mjs';
import { equal, farthest, integerReference, requantised } from './check.mjs';
import { apart } from './float-table.mjs';
import { integerEngine } from './integers.mjs';
import { forward } from './network.mjs';

/** `found`, `most`, `plain`: from the f32 network. */
export async function integerTable(k, { net, first, second, found, most, plain }) {
  const engine = integerEngine(k, net, most);
  const { sums, codes } = run(net, engine, first);
  const quantised = forward(net, first, engine.conv).slice();
  const again = forward(net, second, engine.conv).slice();

  const top = await ceiling('int8');
  const parts = groups(sums), small = groups(codes);
  const all = [...parts, ...small];
  const seconds = await secondsOf([...all.map(({ members }) => () => members.forEach(({ repeat }) => repeat())), () => forward(net, first, engine.conv)]);
  const rows = all.map((part, i) => rowOf(part, {
    seconds: seconds[i], top, plain: part.members.reduce((sum, call) => sum + call.plain, 0),
    check: { ok: part.members.every(({ same }) => same), text: 'exact' },
  }));
  const work = workOf(sums);
  return {
    title: 'The same network in 8 bits: u8 activations, s8 weights, exact i32 sums',
    about: [
      'Weights keep the codes they ship with, zero points and all (those of conv64 ship as floats and are rounded to',
      's8). → u8: gemmInt8Requantized takes the sums to u8 with bias, ReLU and a scale for every channel in the same',
      'call; the scales come from the other pictures of the faces.',
    ],
    rows: [
      ...rows.slice(0, parts.length),
      totalOf('all products', rows.slice(0, parts.length), work, top),
      ...rows.slice(parts.length).map((row) => ({ ...row, what: `${row.what} → u8` })),
      { what: 'whole network', total: true, ...speed({ seconds: seconds.at(-1), plain: plain.whole, work, top }) },
    ],
    checks: [
      { what: 'distance of every descriptor from its f32 self', check: within(farthest(quantised, found), 0.2) },
      apart(quantised, again),
    ],
    notes: [
      'check: every sum equal to a plain integer loop, every code to round-half-even(scale·(sum + bias)).',
      'plain JS: that loop; for the whole network the plain f32 one.',
    ],
  };
}

/** Every call checked: the sums first, then the codes made of the same operands. */
function run(net, engine, images) {
  const sums = [], codes = [];
  let reference;
  engine.probe = (call) => {
    const { layer, m, k, n, repeat, scale, bias } = call;
    if (sums.length === 0) integerReference(call); // the first layer warms the loop up
    if (scale) {
      const { C, seconds } = reference;
      codes.push({ layer, m, k, n, repeat, plain: seconds, same: equal(requantised(C, scale, bias), call.C) });
    } else {
      reference = integerReference(call);
      sums.push({ layer, m, k, n, repeat, plain: reference.seconds, same: equal(reference.C, call.C) });
    }
  };
  forward(net, images, engine.conv);
  engine.probe = undefined;
  return { sums, codes };
}
