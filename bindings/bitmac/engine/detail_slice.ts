// Bit-slice engines: columns of elements that take one digit of A a cycle (opt4e four), and skip the zeros.
import { OptionError } from "../../errors.js";
import { compress, word26 } from "./detail_carry.js";
import { Machine, MOST_PLACES, type Problem } from "./detail_machine.js";
import { gapless, type Part, type Schedule, WINDOW, windowed } from "./detail_schedule.js";
import type { SliceSpec, Timing } from "./parts.js";

/** Cycles from the issue of a digit to its accumulator in the public RTL: operand fetch and two operand registers. */
const DEPTH = 3;

/** A column of the array at work on one row of A, and the columns of B that its elements have. */
interface Column { readonly lane: number; readonly row: number; readonly from: number; readonly cols: number; readonly schedule: Schedule; position: number }

export function stepSlice(spec: SliceSpec, problem: Problem): { machine: Machine; timing: Timing } {
  const { m, n, k, a, b } = problem;
  const inputs = spec.kind === "opt4e" ? 4 : 1, ideal = spec.rule === "ideal", delay = ideal ? 0 : DEPTH;
  const machine = new Machine(spec, problem, spec.columns * spec.rows, inputs);
  const { sum, carry, list, uses, product, width, weights } = machine;
  // Of groups with a row for every column, and of those of the last rows, which are fewer: sums over the columns.
  const waits: [number, number] = [0, 0], bubbles: [number, number] = [0, 0], rest = m % spec.columns || 1;
  const perColumn = ([whole, last]: readonly [number, number]): number => whole / spec.columns + last / rest;
  let idealCycles = 0, drain = 0, groups = 0, least = 0, work = 0, most = 0;

  /** The sums of the position a column is at join the results, shifted; its pairs begin anew. */
  function leave(column: Column): void {
    for (let j = 0; j < column.cols; j++) {
      const lane = column.lane + j, at = column.row * n + column.from + j;
      const shifted = weights[column.position]! * word26(machine.add(sum[lane]!, carry[lane]!));
      product[at] = column.position === 0 ? shifted : machine.add(product[at]!, shifted);
      sum[lane] = carry[lane] = 0;
    }
    column.position++;
  }

  function take(column: Column, { position, rows }: Part): void {
    while (column.position < position) leave(column);
    for (let j = 0; j < column.cols; j++) {
      const lane = column.lane + j;
      list[0] = carry[lane]!;
      list[1] = sum[lane]!;
      for (let input = 0; input < inputs; input++) {
        const row = rows[input] ?? -1;
        list[2 + input] = row < 0 ? 0 : machine.digit(a[column.row * k + row]!, position) * b[row * n + column.from + j]!;
        if (row < 0) continue;
        uses.partialProducts++;
        uses.compressorOps++;
      }
      compress(list, 2 + inputs);
      sum[lane] = word26(list[0]!);
      carry[lane] = word26(list[1]!);
    }
  }

  function finish(column: Column, now: number): void {
    while (column.position < width) leave(column);
    for (let j = 0, at = column.row * n + column.from; j < column.cols; j++, at++) machine.final(at, product[at]!, now);
  }

  /** Loads a column; its encoder sees the whole row. */
  function begin(lane: number, row: number, from: number): Column {
    const cols = Math.min(spec.rows, n - from);
    const schedule = (ideal ? gapless : windowed)(k, width, inputs, (r, position) => machine.digit(a[row * k + r]!, position) !== 0);
    uses.encoderUses += k * (spec.kind === "opt3" ? cols : 1);
    uses.skippedZeroDigits += (k * width - schedule.digits) * cols;
    return { lane, row, from, cols, schedule, position: 0 };
  }

  /** No schedule is made that cannot be stepped. */
  function affordable(): void {
    const passes = Math.ceil(n / spec.rows), windows = ideal ? 0 : width * Math.ceil(Math.ceil(k / WINDOW) / inputs) + DEPTH + 1;
    machine.atLeast(passes * Math.ceil(m / spec.columns) * windows);
    const encoded = passes * m * k;
    if (encoded > MOST_PLACES) throw new OptionError(problem.op, "detail", `detail is "carry-save" and the columns encode ${encoded} operands, expected at most ${MOST_PLACES}, or detail "counts"`);
    let digits = 0;
    for (const x of a) for (let i = 0; i < width; i++) if (machine.digit(x, i) !== 0) digits++;
    machine.atLeast((passes * digits) / (inputs * spec.columns));
  }

  function group(first: number, from: number): void {
    const columns = Array.from({ length: Math.min(spec.columns, m - first) }, (_, c) => begin(c * spec.rows, first + c, from));
    const worked = new Float64Array(spec.columns);
    groups++;
    idealCycles += Math.max(...columns.map(({ schedule }) => Math.ceil(schedule.digits / inputs)));
    const size = columns.length === spec.columns ? 0 : 1;
    bubbles[size] += columns.reduce((all, { schedule }) => all + schedule.bubbles, 0);
    // In the ideal a row without digits takes no cycle, and a last digit is in the result when its cycle ends; else the results take it one cycle later.
    const last = ideal ? 1 : 0;
    let open = columns.length;
    for (const column of columns) if (column.schedule.issues.length < last) { finish(column, machine.cycles); open--; }
    for (let t = 0; open > 0; t++) {
      let working = 0;
      columns.forEach((column, c) => {
        const { issues } = column.schedule, at = t - delay;
        if (t < issues.length) { working++; worked[c]!++; }
        for (const part of issues[at] ?? []) take(column, part);
        if (at === issues.length - last) { finish(column, machine.cycles + 1); open--; }
      });
      if (working > 0) waits[size] += columns.length - working;
      else drain++;
      machine.tick();
    }
    least += worked.reduce((x, y) => Math.min(x, y));
    work += worked.reduce((x, y) => x + y);
    most += worked.reduce((x, y) => Math.max(x, y));
  }

  affordable();
  for (let from = 0; from < n; from += spec.rows) for (let first = 0; first < m; first += spec.columns) group(first, from);
  if (!ideal) {
    drain++;
    machine.tick();
  }
  const { cycles } = machine;
  // Nothing but zeros in the ideal: no cycle, and every column worked throughout.
  const share = (worked: number, of: number): number => (of === 0 ? 1 : worked / of);
  return {
    machine,
    timing: {
      cycles, idealCycles, syncCycles: perColumn(waits), drainCycles: drain, bubbleCycles: perColumn(bubbles),
      utilization: { min: share(least, cycles), mean: share(work, spec.columns * cycles), max: share(most, cycles) }, mapping: (m * n) / (machine.lanes * groups),
    },
  };
}
