// Straight-line programs put together and transposed.
import type { LinearProgram } from "./types.js";

export interface Term { readonly index: number; readonly coefficient: number }

/** A program from `parts`, sums of inputs and earlier parts, and from a sum for each output (an empty one is zero and takes no step).
 *  A part that is ± an output becomes that output, negated if need be. */
export function assemble(inputs: number, parts: readonly (readonly Term[])[], sums: readonly (readonly Term[])[]): LinearProgram {
  const names = parts.map(() => -1), signs = parts.map(() => 1);
  const rest = [...sums.keys()].filter((out) => {
    const [only, ...more] = sums[out]!, part = only === undefined || more.length > 0 ? -1 : only.index - inputs;
    if (only === undefined) return false;
    if (names[part] !== -1 || Math.abs(only.coefficient) !== 1) return true;
    names[part] = out;
    signs[part] = only.coefficient;
    return false;
  });
  const signed = (terms: readonly Term[], by: number): Term[] => terms.map(({ index, coefficient }) => ({ index, coefficient: by * coefficient * (signs[index - inputs] ?? 1) }));
  const steps = [...parts.map((terms, j) => ({ out: names[j]!, terms: signed(terms, signs[j]!) })), ...rest.map((out) => ({ out, terms: signed(sums[out]!, 1) }))];
  return { inputs, outputs: sums.length, steps };
}

/** The program of the transposed matrix: every edge is reversed. It takes as many additions, plus outputs − inputs of the transpose.
 *  Source: Tellegen's principle; Bürgisser, Clausen & Shokrollahi 1997, Algebraic Complexity Theory, §13.1. */
export function adjoint({ inputs, outputs, steps }: LinearProgram): LinearProgram {
  /** What flows back into each input and step, from outputs and from parts (which count on from the outputs). */
  const flows: Term[][] = Array.from({ length: inputs + steps.length }, () => []), parts: Term[][] = [];
  for (let j = steps.length - 1; j >= 0; j--) {
    const { out, terms } = steps[j]!, flow = flows[inputs + j]!;
    if (out >= 0) flow.push({ index: out, coefficient: 1 });
    if (flow.length === 0) continue;
    const alias = flow.length === 1 && Math.abs(flow[0]!.coefficient) === 1 ? flow[0]! : undefined;
    const node = alias ?? { index: outputs + parts.push(flow) - 1, coefficient: 1 };
    for (const { index, coefficient } of terms) flows[index]!.push({ index: node.index, coefficient: node.coefficient * coefficient });
  }
  return assemble(outputs, parts, flows.slice(0, inputs));
}
