// What the sparse encoder of a bit-slice column issues for one row of A.
/** Digits of one position that an element takes in one cycle: for every input the row of B, or −1 for nothing. */
export interface Part { readonly position: number; readonly rows: readonly number[] }
/** One entry a cycle. `bubbles`: cycles that windows without digits cost. */
export interface Schedule { readonly issues: readonly (readonly Part[])[]; readonly bubbles: number; readonly digits: number }

/** Rows of B that the encoder looks at together. */
export const WINDOW = 4;

/** Position by position; windows of four rows go round the inputs, and one without digits costs a cycle of its input. */
export function windowed(k: number, positions: number, inputs: number, some: (row: number, position: number) => boolean): Schedule {
  const issues: Part[][] = [];
  let bubbles = 0, digits = 0;
  for (let position = 0; position < positions; position++) {
    const queues: number[][] = Array.from({ length: inputs }, () => []), counts = new Array<number>(inputs).fill(0);
    for (let from = 0; from < k; from += WINDOW) {
      const input = (from / WINDOW) % inputs, queue = queues[input]!, before = queue.length;
      for (let row = from; row < Math.min(from + WINDOW, k); row++) if (some(row, position)) queue.push(row);
      counts[input]! += queue.length - before;
      if (queue.length === before) queue.push(-1);
    }
    const length = Math.max(...queues.map((q) => q.length));
    for (let c = 0; c < length; c++) issues.push([{ position, rows: queues.map((q) => q[c] ?? -1) }]);
    bubbles += length - Math.max(...counts);
    digits += counts.reduce((x, y) => x + y);
  }
  return { issues, bubbles, digits };
}

/** Without windows: every input takes a digit in every cycle, where need be of two positions. */
export function gapless(k: number, positions: number, inputs: number, some: (row: number, position: number) => boolean): Schedule {
  const issues: Part[][] = [];
  let digits = 0;
  for (let position = 0; position < positions; position++) for (let row = 0; row < k; row++) {
    if (!some(row, position)) continue;
    if (digits++ % inputs === 0) issues.push([]);
    const issue = issues[issues.length - 1]!, last = issue[issue.length - 1];
    if (last?.position === position) (last.rows as number[]).push(row);
    else issue.push({ position, rows: [row] });
  }
  return { issues, bubbles: 0, digits };
}
