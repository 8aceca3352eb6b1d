// node bench/flip-search.mjs [bar…] [--quick] [--seeds N] [--seconds N] [--only TEXT] [--append FILE] [--any-build] [--variant simd|relaxed] [--json] [--history] [--save]
//
// The bars of flip-graph search: flips a second, CPU time to a rank, structured cells, determinism. Bars: speed rank zt symmetric structured determinism natives.
// --quick: few seeds and short limits. --seeds: runs (of rare rows: hits) wanted a row; --seconds: CPU time this process may give to a row; --only: rows whose name has the text.
// --append keeps every run as a JSON line, and counts those already in the file that the same build made (--any-build: whichever), so that long rows may be run in parts.
// FLIP_PEER=name=program,… times native programs beside ours (bench/flip/search-peers.mjs). --save writes docs/data/flip-search and docs/flip-search-bars.md. Exit status 1 when one is short.
import { determinism } from './flip/search-determinism.mjs';
import { natives } from './flip/search-natives.mjs';
import { page } from './flip/search-page.mjs';
import { rank } from './flip/search-rank.mjs';
import { options } from './flip/search-runs.mjs';
import { speed } from './flip/search-speed.mjs';
import { structured } from './flip/search-structured.mjs';
import { symmetric } from './flip/search-symmetric.mjs';
import { zt } from './flip/search-zt.mjs';
import { runBars } from './harness/bars.mjs';

await runBars('flip-search', { speed, rank, zt, symmetric, structured, determinism, natives }, { page, options });
