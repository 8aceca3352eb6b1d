// The bit-weight family at work: a real network's weights on engines, and the kernels beside plain JavaScript.
import { enginesTable } from './bitmac/engines-table.mjs';
import { kernelsTable } from './bitmac/kernels-table.mjs';

export async function* bitmac(k) {
  yield await enginesTable(k);
  yield await kernelsTable(k);
}
