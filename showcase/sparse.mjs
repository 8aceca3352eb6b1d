// The sparse family at work: model problems by several methods, then real matrices where there are any.
import { modelTable } from './sparse/model-table.mjs';
import { realTable } from './sparse/real-table.mjs';

export async function* sparse(k) {
  yield await modelTable(k);
  const real = await realTable(k);
  if (real !== undefined) yield real;
}
