// Dense arrays: operands pass from element to element or reach all at once; sums stay in the elements, or pass down chains of them.
import { compress } from "./detail_carry.js";
import { Element } from "./detail_element.js";
import { Machine, type Problem } from "./detail_machine.js";
import { DenseTally } from "./detail_tally.js";
import type { DenseSpec, Timing } from "./parts.js";

/** Steps on the wires of every element, from 1; 0 is nothing. A step is a chunk of k, or a row of A where B stands still. */
interface Wires { readonly a: Int32Array; readonly b: Int32Array }

/** Registers between the operands of an element and its accumulator. */
function depth({ kind, pe, k }: DenseSpec): number {
  return pe === "opt2" ? 6 : kind === "adder-tree" ? 32 - Math.clz32(k - 1) : 0;
}

export function stepDense(spec: DenseSpec, problem: Problem): { machine: Machine; timing: Timing } {
  const { m, n, k } = problem, { kind, pe } = spec;
  const still = kind === "systolic-ws", cube = kind === "cube" && pe !== "opt2", pairs = pe === "opt1";
  const deep = cube ? spec.k : 1, places = cube ? 1 : spec.k, steps = still ? m : Math.ceil(k / spec.k);
  const skew = kind === "adder-tree" || kind === "matrix-2d" ? 0 : 1, delay = depth(spec);
  const machine = new Machine(spec, problem, spec.m * spec.n * deep, places);
  const element = new Element(machine, pe, places);
  const tally = new DenseTally(spec.m * spec.n);
  const { lanes, sum, carry, list, product } = machine;
  // From an element to that of the next row of results, of the next column, and the next of its chain: the array's own rows where B stands still.
  const [down, right, along] = still ? [0, 1, spec.n] : [spec.n * deep, deep, 1];
  const present = (at: number): number => (at >= 0 && at < steps ? at + 1 : 0);
  const wired = (): Wires => ({ a: new Int32Array(lanes), b: new Int32Array(lanes) });

  /** B into the array, along its columns behind an input register until each holds its own, counted from 1; or two cycles for each weight of an element's buffer. */
  function load(cols: number, weights: number): Int32Array {
    const held = new Int32Array(cols + 1);
    if (pe === "opt2") {
      for (let cycle = 0; cycle < 2 * Math.min(spec.k, weights); cycle++) machine.tick();
      return held.map((_, j) => j);
    }
    for (let next = cols; !held.every((h, j) => j === 0 || h === j); next--) {
      held.copyWithin(1, 0);
      held[0] = Math.max(0, next);
      machine.tick();
    }
    return held;
  }

  /** What an accumulator holds after its inputs. The head of a chain begins with nothing, or a whole sum with what the result is so far; the foot adds to its own
   *  what comes down, unless B stands still, where it gives it away. */
  function accumulate(lane: number, step: number, at: number, head: boolean, keeps: boolean): void {
    if (!pairs) {
      const own = element.total(), buffer = still && step > 0, above = !head ? sum[lane - along]! : buffer ? product[at]! : 0;
      const value = element.taken > 0 && (!head || buffer) ? machine.add(above, own) : above + own;
      if (!keeps) sum[lane] = value;
      else if (step > 0) sum[lane] = machine.add(sum[lane]!, value);
      return;
    }
    if (still || cube) element.join(head ? 0 : sum[lane - along]!, head ? 0 : carry[lane - along]!);
    else element.join(sum[lane]!, carry[lane]!);
    // The first sum of a tile replaces what the foot of a cube's chain holds, as in the RTL, which takes one; later ones are joined to it pair by pair.
    if (cube && keeps && step > 1) {
      list[2] = sum[lane]!;
      list[3] = carry[lane]!;
      compress(list, 4);
    }
    if (cube && keeps && step === 0) return;
    sum[lane] = list[0]!;
    carry[lane] = list[1]!;
  }

  /** Results from (row, col) on; where B stands still, its rows from `row` to `end`, in chains of `chain`. */
  function tile(row: number, col: number, rows: number, cols: number, chain: number, end: number): void {
    machine.clear();
    tally.tile((still ? end - row : rows * k) * cols);
    const held = still ? load(cols, end - row) : undefined, base = still ? (spec.m - chain) * spec.n : 0;
    const wires = Array.from({ length: delay + 1 }, wired);
    for (let t = 0, open = still ? m * cols : rows * cols; open > 0; t++) {
      const now = wires[0]!, taken = wires[delay]!, next = wired();
      if (present(t) > 0) tally.ideal++;
      for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) for (let c = chain - 1; c >= 0; c--) {
        const lane = base + i * down + j * right + c * along, step = taken.a[lane]!, foot = c === chain - 1;
        const line = still ? step - 1 : row + i, at = line * n + col + j, from = still ? row + c * spec.k : (step - 1) * spec.k + c;
        element.read(line, held ? col + held[j + 1]! - 1 : col + j, step > 0 && (still || step === taken.b[lane]) ? from : end, end);
        accumulate(lane, step, at, c === 0, foot && !still);
        if (step > 0 && (foot || still)) tally.work[Math.floor(lane / deep)]!++;
        if (foot && (still ? step > 0 : step === steps)) {
          const value = pairs ? machine.add(sum[lane]!, carry[lane]!) : sum[lane]!;
          machine.final(at, still && pairs ? machine.add(product[at]!, value) : value);
          open--;
        }
        next.a[lane] = skew && j > 0 ? now.a[lane - right]! : present(t - skew * i - c);
        next.b[lane] = skew && i > 0 ? now.b[lane - down]! : present(t - skew * j - c);
      }
      wires.unshift(next);
      wires.pop();
      machine.tick();
    }
  }

  const tall = still ? spec.m * spec.k : spec.m, height = still ? k : m;
  for (let row = 0; row < height; row += tall) for (let col = 0; col < n; col += spec.n) {
    const rows = Math.min(tall, height - row), cols = Math.min(spec.n, n - col);
    if (still) tile(row, col, 1, cols, Math.ceil(rows / spec.k), row + rows);
    else tile(row, col, rows, cols, deep, k);
  }
  return { machine, timing: tally.timing(machine.cycles, lanes * places * (still ? 1 : steps)) };
}
