// The Walsh–Hadamard family at work: transforms by themselves, a noisy photo, a sparse spectrum, least squares.
import { imageTable } from './wht/image-table.mjs';
import { lstsqTable } from './wht/lstsq-table.mjs';
import { sparseTable } from './wht/sparse-table.mjs';
import { transformsTable } from './wht/transforms-table.mjs';

export async function* wht(k) {
  yield await transformsTable(k);
  yield await imageTable(k);
  yield await sparseTable(k);
  yield await lstsqTable(k);
}
