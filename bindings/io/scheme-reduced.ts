// Perminov's reduced JSON files: the linear maps of a scheme as straight-line programs.
import { OptionError } from "../errors.js";
import type { LinearProgram, Scheme, StraightLine } from "../flip/types.js";
import { lengthsOf } from "../scheme.js";
import { fractionOf } from "../straightline.js";
import { type Fraction, fraction, ONE, plus, times, ZERO } from "./scheme-fraction.js";
import { type Fields, formatHead, formatValue, goTo, readFields, readHead, readValue } from "./scheme-json.js";
import type { Hints } from "./scheme-options.js";
import { type Factor, FACTORS, MOST, Parts } from "./scheme-parts.js";
import type { SchemeText } from "./scheme-text.js";

/** Most coefficients of all steps of a program together, written out over its inputs: what is added to one again counts again. */
const WRITTEN_OUT = 2 ** 24;

type Form = ReadonlyMap<number, Fraction>;
interface Term { readonly index: number; readonly coefficient: number }
type Step = LinearProgram["steps"][number];

/** One map: `inputs` numbers, then one for every fresh form, are what forms are made of. Answers the program and its outputs over the inputs. */
function readProgram(t: SchemeText, fields: Fields, f: Factor, inputs: number, start: number): { program: LinearProgram; rows: Form[] } {
  const steps: Step[] = [], forms: Form[] = [];
  let outputs = 0, written = 0;
  for (const key of [`${f}_fresh`, f]) {
    goTo(t, fields, key, start);
    const fresh = key !== f, known = steps.length;
    outputs = t.list("[", "]", `"${key}"`, (i) => {
      const terms: Term[] = [], form = new Map<number, Fraction>(), limit = inputs + (fresh ? i : known);
      const add = (index: number, value: Fraction | undefined, at: number): void => {
        const sum = value && plus(form.get(index) ?? ZERO, value);
        if (sum === undefined) throw t.fail("the form, written out, does not fit 32 bits", at);
        if (++written > WRITTEN_OUT) throw t.fail(`"${f}", written out, holds more than ${WRITTEN_OUT} coefficients`, at);
        form.set(index, sum);
      };
      t.list("[", "]", `form ${i + 1} of "${key}"`, () => {
        t.skip();
        const from = t.at, parts = readFields(t), after = t.at;
        goTo(t, parts, "index", from);
        const index = t.count("the index", limit - 1);
        goTo(t, parts, "value", from);
        const value = readValue(t);
        if (value.n !== 0) terms.push({ index, coefficient: value.n / value.d });
        t.at = after;
        if (index < inputs) add(index, value, from);
        else for (const [j, x] of forms[index - inputs] as Form) add(j, times(x, value), from);
      });
      steps.push({ out: fresh ? -1 : i, terms });
      forms.push(form);
    });
  }
  return { program: { inputs, outputs, steps }, rows: forms.slice(steps.length - outputs) };
}

export function readReduced(t: SchemeText, fields: Fields, hints: Hints, start: number): StraightLine {
  const { shape, target, ring, rank, guess } = readHead(t, fields, start), L = lengthsOf(shape, target);
  const u = readProgram(t, fields, "u", L.u, start), m = u.program.outputs;
  const v = readProgram(t, fields, "v", L.v, start), w = readProgram(t, fields, "w", m, start);
  for (const [f, { program }, expected] of [["u", u, rank ?? m], ["v", v, m], ["w", w, L.w]] as const) {
    if (program.outputs !== expected) throw t.fail(`"${f}" has ${program.outputs} forms, expected ${expected}`, fields.get(f));
  }
  if (m * (L.u + L.v + L.w) > MOST) throw t.fail(`the scheme, written out, holds more than ${MOST} coefficients`, start);
  const parts = new Parts(hints, (problem) => t.fail(problem, start), ring);
  for (let q = 0; q < m; q++) {
    for (let i = 0; i < L.u; i++) parts.add("u", u.rows[q]?.get(i) ?? ZERO);
    for (let i = 0; i < L.v; i++) parts.add("v", v.rows[q]?.get(i) ?? ZERO);
    for (let i = 0; i < L.w; i++) parts.add("w", w.rows[i]?.get(q) ?? ZERO);
  }
  const scheme = parts.finish(shape, target, guess);
  return { scheme, additions: additionsOf([u.program, v.program, w.program]), u: u.program, v: v.program, w: w.program };
}

function additionsOf(programs: readonly { readonly steps: readonly { readonly terms: readonly unknown[] }[] }[]): number {
  return programs.reduce((sum, p) => p.steps.reduce((count, { terms }) => count + Math.max(0, terms.length - 1), sum), 0);
}

/** A program to be written: exact, and of what was checked before. */
interface Exact { readonly inputs: number; readonly outputs: number; readonly steps: readonly { readonly out: number; readonly terms: readonly (readonly [index: number, value: Fraction])[] }[] }

/** Every map as one form per output. */
function plain(s: Scheme): readonly Exact[] {
  const { rank, denominators: d } = s, L = lengthsOf(s.shape, s.target);
  return FACTORS.map((f) => {
    const l = L[f], [inputs, outputs] = f === "w" ? [rank, l] : [l, rank];
    const steps = Array.from({ length: outputs }, (_, out) => {
      const terms: [number, Fraction][] = [];
      for (let index = 0; index < inputs; index++) {
        const k = f === "w" ? index * l + out : out * l + index, n = s[f][k] as number;
        if (n !== 0) terms.push([index, fraction(n, d?.[f][k] ?? 1) as Fraction]);
      }
      return { out, terms };
    });
    return { inputs, outputs, steps };
  });
}

function exact({ inputs, outputs, steps }: LinearProgram, op: string, f: Factor): Exact {
  return { inputs, outputs, steps: steps.map(({ out, terms }, j) => ({ out, terms: terms.map(({ index, coefficient }) => {
    const [n, d] = fractionOf(coefficient) ?? [NaN, 1], value = fraction(n, d);
    if (value === undefined) throw new OptionError(op, "s", `s.${f}: step ${j} has coefficient ${coefficient}, which is no fraction of 32 bits`);
    return [index, value] as const;
  }) })) };
}

/** A step that others use, or that is no output, is a fresh form; an output that is used becomes a form of that one. */
function formatProgram({ inputs, outputs, steps }: Exact): [fresh: string, forms: string] {
  const used = new Set<number>(steps.flatMap(({ terms }) => terms.map(([index]) => index - inputs))), place = new Map<number, number>(), fresh: string[] = [];
  const outs = new Array<string>(outputs).fill("[]");
  const term = (index: number, { n, d }: Fraction): string => `{"index": ${index}, "value": ${formatValue(n, d)}}`;
  for (const [j, { out, terms }] of steps.entries()) {
    const form = `[${terms.map(([index, value]) => term(place.get(index) ?? index, value)).join(", ")}]`, shared = out < 0 || used.has(j);
    if (shared) place.set(inputs + j, inputs + fresh.push(form) - 1);
    if (out >= 0) outs[out] = shared ? `[${term(place.get(inputs + j) as number, ONE)}]` : form;
  }
  const block = (forms: readonly string[]): string => (forms.length === 0 ? "[]" : `[\n${forms.map((x) => `        ${x}`).join(",\n")}\n    ]`);
  return [block(fresh), block(outs)];
}

/** A scheme as it is, or programs that `straightLineOf` has checked. */
export function formatReduced(x: Scheme | StraightLine, op: string): string {
  const scheme = "scheme" in x ? x.scheme : x, programs = "scheme" in x ? FACTORS.map((f) => exact(x[f], op, f)) : plain(x);
  const nonzeros = FACTORS.reduce((sum, f) => sum + scheme[f].reduce((count, n) => count + (n === 0 ? 0 : 1), 0), 0);
  const blocks = programs.map((program, k) => {
    const f = FACTORS[k] as Factor, [fresh, forms] = formatProgram(program);
    return `    "${f}_fresh": ${fresh},\n    "${f}": ${forms}`;
  });
  const complexity = `{"naive": ${nonzeros - 2 * scheme.rank - lengthsOf(scheme.shape, scheme.target).w}, "reduced": ${additionsOf(programs)}}`;
  return `${formatHead(scheme, complexity)}\n${blocks.join(",\n")}\n}\n`;
}
