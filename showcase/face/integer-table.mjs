// The network in 8 bits: every sum and every code checked for equality, times of every layer.
import { groups, timedRows, totalOf, within, workOf } from '../rows.mjs';
import { apart, equal, farthest, integerReference, requantised } from './check.mjs';
import { integerEngine } from './integers.mjs';
import { forward } from './network.mjs';

/** `found`, `most`, `plainWhole`: from the f32 network. */
export async function integerTable(k, { net, first, second, found, most, plainWhole }) {
  const engine = integerEngine(k, net, most);
  const { sums, codes } = run(net, engine, first);
  const quantised = forward(net, first, engine.conv).slice();
  const again = forward(net, second, engine.conv).slice();

  const exact = (members) => ({ ok: members.every(({ same }) => same), text: 'exact' });
  const parts = groups(sums), small = groups(codes).map((group) => ({ ...group, what: `${group.what} → u8` }));
  const { rows, speed, wholeSeconds } = await timedRows('int8', [...parts, ...small], () => forward(net, first, engine.conv), exact);
  const work = workOf(sums);
  // In the network a layer that hands on codes is computed by the second kind of call only.
  const part = (members) => members.filter(({ layer }) => !most.has(layer)).length / members.length;
  const used = rows.reduce((ms, row, i) => ms + row.ms * (i < parts.length ? part(parts[i].members) : 1), 0);
  return {
    title: 'The same network in 8 bits: u8 activations, s8 weights, exact i32 sums',
    about: 'Weights keep the codes they ship with, zero points and all (those of conv64 ship as floats and are rounded to s8). '
      + '→ u8: gemmInt8Requantized takes the sums of the same operands to u8 with bias, ReLU and a scale for every channel in one call; '
      + 'the scales come from the other pictures of the faces.',
    rows: [
      ...rows.slice(0, parts.length),
      totalOf('all products', rows.slice(0, parts.length), work, speed),
      ...rows.slice(parts.length),
      { what: 'im2col, floats ↔ codes', total: true, ms: wholeSeconds * 1e3 - used },
      { what: 'whole network', total: true, ...speed(wholeSeconds, plainWhole, work) },
    ],
    checks: [
      { what: 'distance of every descriptor from its f32 self', check: within(farthest(quantised, found), 0.1) },
      apart(quantised, again),
    ],
    note: 'check: every sum equal to a plain integer loop, every code to round-half-even(scale·(sum + bias)). vs JS: that loop; '
      + 'the whole network against the plain f32 one.',
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
      codes.push({ layer, m, k, n, repeat, plain: reference.seconds, same: equal(requantised(reference.C, scale, bias), call.C) });
    } else {
      reference = integerReference(call);
      sums.push({ layer, m, k, n, repeat, plain: reference.seconds, same: equal(reference.C, call.C) });
    }
  };
  forward(net, images, engine.conv);
  engine.probe = undefined;
  return { sums, codes };
}
