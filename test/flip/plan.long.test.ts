// Plans of programs with long chains of sums that are kept: they are ordered and measured without recursing over them.
import { type LinearProgram, loadSync, type StraightLine } from "lanewise";
import { afterAll, expect, it } from "vitest";

const k = loadSync();
afterAll(() => k.free());

const step = (out: number, ...terms: readonly (readonly [number, number])[]): LinearProgram["steps"][number] => ({ out, terms: terms.map(([index, coefficient]) => ({ index, coefficient })) });

/** The sum of the first input and of the others, those added and taken away again and again. Each value is used three times, so that it is worth keeping. */
function chain(length: number, outs: readonly number[]): LinearProgram {
  const steps: LinearProgram["steps"][number][] = [];
  let last = 0;
  for (let j = 0; j < length; j++) {
    const sign = j % 2 === 0 ? 1 : -1;
    steps.push(step(-1, [last, 1], [1, sign], [2, sign], [3, sign]));
    last = 3 + steps.length;
    steps.push(step(-1, [last, 1]), step(-1, [last, 1]));
  }
  if (outs.length === 1) steps.push(step(0, [last, 1]));
  else outs.forEach((out, i) => steps.push(step(out, [i === 0 ? last : i, 1])));
  return { inputs: 4, outputs: outs.length, steps };
}

it.each(["f64", "i32"] as const)("%s: chains of 4000 sums", (dtype) => {
  const scheme = k.flip.standard(1, 4, 1), identity: LinearProgram = { inputs: 4, outputs: 4, steps: [0, 1, 2, 3].map((i) => step(i, [i, 1])) };
  const line: StraightLine = { scheme, additions: 0, u: chain(4000, [0, 1, 2, 3]), v: identity, w: chain(4001, [0]) }, plan = k.flip.plan(line, { strassen: 0 });
  k.scope((s) => {
    const values = (n: number): number[] => Array.from({ length: n }, (_, i) => (i * 7) % 11 - 5), A = s.matrix(dtype, 6, 9, values(54)), B = s.matrix(dtype, 9, 5, values(45)), C = plan.run(s.matrix(dtype, 6, 5), A, B);
    const a = A.copy(), b = B.copy();
    expect([...C.copy()]).toEqual(Array.from({ length: 30 }, (_, e) => Array.from({ length: 9 }, (__, p) => a[Math.floor(e / 5) * 9 + p]! * b[p * 5 + e % 5]!).reduce((x, y) => x + y)));
  });
  expect(plan.errorBound(6, 9, 5, "f64")).toBeLessThan(Infinity);
  plan.free();
});
