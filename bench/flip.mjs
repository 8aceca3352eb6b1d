// node bench/flip.mjs [bar…] [--variant simd|relaxed] [--large] [--json] [--history] [--save]
//
// The bars of the flip family: schemes checked and lifted, and matrices multiplied by them beside our own classical kernels, both in this run, CPU time of one thread.
// Bars: verify lift strassen odd plans auto gram exact front error; --large: the largest sizes of gram too. --save writes docs/data/flip, docs/flip-bars.md and the figure. Needs ../shared. Exit status 1 when one is short.
import { bars } from './flip/bars.mjs';
import { page } from './flip/page.mjs';
import { runBars } from './harness/bars.mjs';

await runBars('flip', bars, { needs: { name: '../shared/data/flip', url: new URL('../../shared/data/flip/', import.meta.url) }, page });
