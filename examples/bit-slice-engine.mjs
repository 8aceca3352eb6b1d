// One layer on engines that skip zero digits: the exact product, the cycles of the hardware, and where they go.
import { load } from "lanewise";
import { gaussianInt8 } from "lanewise/gallery";

const k = await load();
const A = k.matrix("i8", 64, 256, gaussianInt8(64 * 256, { seed: 1, sigma: 12 })), B = k.matrix("i8", 256, 32, gaussianInt8(256 * 32, { seed: 2 }));
const C = k.matrix("i32", 64, 32), plain = k.dense.gemmInt8(k.matrix("i32", 64, 32), A, B).copy();
const engines = [{ kind: "systolic-os", m: 16, n: 32 }, { kind: "opt4c", columns: 16, rows: 32 }, { kind: "opt4e", columns: 16, rows: 32 }].map((spec) => k.bitmac.engine(spec));
const reports = engines.map((engine) => engine.run(A, B, { C }));

console.log("exact", C.copy().every((x, i) => x === plain[i])); // exact true
reports.forEach((r, i) => {
  console.log(`${engines[i]}: ${r.cycles} cycles, of which waiting ${r.syncCycles.toFixed(0)}, bubbles ${r.bubbleCycles.toFixed(0)}, drains ${r.drainCycles}`);
  console.log(`  for a product ${(r.partialProducts / r.macs).toFixed(2)} partial products and ${(r.carryPropagatingAdds / r.macs).toFixed(3)} carry-propagating additions`);
});
k.free();
