// The dense family at real work: a face recognition network, layer by layer, in f32 and in 8 bits.
import { floatTable } from './face/float-table.mjs';
import { readInput } from './face/input.mjs';
import { integerTable } from './face/integer-table.mjs';

export async function* dense(k) {
  const input = await readInput();
  const { table, ...found } = await floatTable(k, input);
  yield table;
  yield await integerTable(k, { ...input, ...found });
}
