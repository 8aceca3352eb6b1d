// Warm rows measure optimised code. V8 compiles wasm twice, quickly at first and again in the background once a function is hot;
// on a busy machine the second pass can come seconds late (a large peer's functions queue before a small one's), and then a row
// would compare an optimised kernel with one that is not. So the second pass is made to happen in the foreground, for ours, the
// peers and the ceilings alike. Cold rows run in processes that never call this.
import v8 from 'node:v8';

/** To be called before the first wasm module of the process is compiled. */
export function optimiseInForeground() {
  const major = Number(process.versions.v8?.split('.')[0]);
  if (process.versions.bun || process.versions.deno || Number.isNaN(major)) return;
  // V8 11 (Node 20) has no such switch. Its optimiser uses no feedback from the first pass, so leaving that out gives the same
  // code; the price is some seconds once when a large peer is loaded.
  v8.setFlagsFromString(major >= 12 ? '--wasm-sync-tier-up' : '--no-liftoff');
}
