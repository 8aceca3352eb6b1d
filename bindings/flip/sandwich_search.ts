import * as check from "../check.js";
import { OptionError } from "../errors.js";
import { schemeOf } from "../scheme.js";
import { type Aim, Bases, type Move } from "./bases.js";
import { Random } from "./random.js";
import { general } from "./rings.js";
import { sandwich } from "./sandwich.js";
import type { SandwichOptions, Scheme } from "./types.js";

type Score = readonly [number, number];
const MOST_STEPS = 10_000;
const NONE: Score = [Infinity, Infinity];

/** A total order, so that no climb goes in circles. */
function better(x: Score, y: Score): boolean { return x[0] < y[0] || (x[0] === y[0] && x[1] < y[1]); }

/** The same algorithm in bases where it has fewer coefficients, or loses fewer digits: hill climbing over sandwiches.
 *
 *  Shapes    `minimise`: "nnz" (default) the coefficients that are not 0, which are the additions of the plain algorithm; "growth" and "frobenius" as
 *            `stability` has them; Z2 and Z3 know "nnz" only. `tries` climbs (default 20), of which the first starts at s and every other at the best
 *            so far after a few random steps; `seed` (default 0) is a whole number below 2^53.
 *  Effects   none. The same options give the same result on every engine.
 *  Cost      a climb tries all of 2·(n² + m² + p² − n − m − p) elementary matrices I ± E_ij until none helps, over Q also doubled rows; a step takes
 *            rank·(the two other dimensions) operations, with "growth" rank·p·n more.
 *  Accuracy  steps are found in doubles, the result is one exact `sandwich` of s: right if s is. Never worse than s, which comes back if nothing
 *            better is found; ZT stays ternary at every step that is kept.
 *  Throws    OptionError, UnsupportedError (structured), and as verify for what is no scheme.
 *  Source    Dumas, Pernet & Sedoglavic 2025, arXiv 2506.19405 (the Frobenius measure and the orbit); the climb is ours.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const { flip } = loadSync(), one = Int32Array.of(1, 0, 0, 1);
 *  const far = flip.sandwich(flip.standard(2, 2, 2, "Z"), Int32Array.of(2, 1, 1, 1), one, Int32Array.of(1, 3, 0, 1));
 *  console.log(flip.stability(far).growth, flip.stability(flip.sandwichSearch(far, { minimise: "growth" })).growth); // 98 2 */
export function sandwichSearch(s: Scheme, o?: SandwichOptions): Scheme {
  const op = "flip.sandwichSearch", from = general(op, "s", schemeOf(op, "s", s)), given = check.options(op, o, ["minimise", "tries", "seed"]);
  const aim = check.choice<Aim>(op, "minimise", given?.minimise, ["nnz", "growth", "frobenius"], "nnz");
  const tries = check.integer(op, "tries", given?.tries, 1, 1e6, 20), seed = check.integer(op, "seed", given?.seed, 0, Number.MAX_SAFE_INTEGER, 0);
  const { ring, shape } = from;
  if (aim !== "nnz" && (ring === "Z2" || ring === "Z3")) throw new OptionError(op, "minimise", `minimise is "${aim}", expected "nnz" (s.ring is ${ring})`);
  const factors = ring === "Z2" ? [1] : [1, -1], moves: Move[] = [];
  ([0, 1, 2] as const).forEach((dim) => {
    for (let i = 0; i < shape[dim]; i++) for (let j = 0; j < shape[dim]; j++) for (const c of i !== j ? factors : ring === "Q" && aim !== "nnz" ? [2, 0.5] : []) moves.push({ dim, i, j, c });
  });
  const random = new Random(seed), draw = (n: number): number => random.below(n), here = new Bases(from);
  const start = here.score(aim);
  let best = start, found = here.matrices.map((x) => x.slice());
  const done: Move[] = [];
  for (let turn = 0; turn < tries && moves.length > 0; turn++) {
    if (turn > 0) for (let steps = 1 + draw(6); steps > 0; steps--) { const move = moves[draw(moves.length)] as Move; here.apply(move); done.push(move); }
    let now = here.allowed ? here.score(aim) : NONE;
    // Once around without success ends the climb, and so do steps without end, as over Q.
    for (let failures = 0, at = draw(moves.length); failures < moves.length && done.length < MOST_STEPS; failures++, at = (at + 1) % moves.length) {
      const move = moves[at] as Move;
      here.apply(move);
      const score = here.allowed ? here.score(aim) : NONE;
      if (better(score, now)) { now = score; done.push(move); failures = -1; } else here.undo(move);
    }
    if (better(now, best)) {
      best = now;
      found = here.matrices.map((x) => x.slice());
    } else while (done.length > 0) here.undo(done.pop() as Move);
    done.length = 0;
  }
  const [x, y, z] = found.map((m) => Int32Array.from(m)) as [Int32Array, Int32Array, Int32Array];
  const result = sandwich(from, x, y, z);
  // The climb was in doubles.
  return result === null || better(start, new Bases(result).score(aim)) ? from : result;
}
