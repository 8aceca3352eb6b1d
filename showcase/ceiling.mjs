// What the tables' shares refer to: the register loops of bench/ceilings, run between the rows they are compared with.
import { openCeiling } from '../bench/ceiling.mjs';

/** `{run, work, unit}`: one pass of the loop, its operations, and what 10⁹ of them a second are called. Kinds: 'f32', 'f64', 'int8', 'f32-add', 'f64-add'. */
export function ceiling(kind) {
  const { run, work, unit } = openCeiling(kind);
  return { run, work, unit };
}
