// node bench/bitmac.mjs [bar…] [--variant simd|relaxed] [--json] [--history] [--save]
//
// The bars of the bit-weight family: counting digits, products of bit planes beside our own int8 product, engines counted. CPU time of one thread, both sides in this run.
// Bars: numpps bits engine. --save writes docs/data/bitmac and docs/bitmac-bars.md. Exit status 1 when one is short.
import { bars as bits } from './bitmac/bits.mjs';
import { bars as engine } from './bitmac/engine.mjs';
import { bars as numpps } from './bitmac/numpps.mjs';
import { page } from './bitmac/bars-page.mjs';
import { runBars } from './harness/bars.mjs';

await runBars('bitmac', { numpps, bits, engine }, { page });
