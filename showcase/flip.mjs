// The flip family at work: schemes checked and lifted, searched, then multiplying matrices.
import { multiplyTable } from './flip/multiply-table.mjs';
import { schemesTable } from './flip/schemes-table.mjs';
import { searchTable } from './flip/search-table.mjs';

export async function* flip(k) {
  yield await schemesTable(k);
  yield await searchTable(k);
  yield await multiplyTable(k);
}
