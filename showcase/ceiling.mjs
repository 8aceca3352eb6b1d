// What a register loop reaches here, measured in this run; every share in the tables refers to it.
import { ceiling as measure } from '../bench/ceiling.mjs';

/** `{gf, unit}`: 10⁹ operations a second. `kind` is 'f32', 'f64' or 'int8'. */
export async function ceiling(kind) {
  return measure(kind, { rounds: 3, minMs: 15, warmMs: 100 });
}
