// Records found again by their commands: those that take some seconds.
import { loadSync } from "lanewise";
import { expect, it } from "vitest";
import { again } from "../../scripts/records/find.mjs";
import { encode, load } from "../../scripts/records/store.mjs";

const CHEAP = 5, { flip } = loadSync();

for (const record of load() as { name: string; seconds: number; digits: string }[]) {
  it.skipIf(record.seconds > CHEAP)(`${record.name} is found again${record.seconds > CHEAP ? ` (left out: ${record.seconds} s)` : ""}`, () => {
    expect(encode(again(flip, record).scheme).digits).toBe(record.digits);
  }, 600_000);
}
