// Area, time and energy of a product on an engine, as far as the constants tell.
import type { Cost, CostConstants } from "../types.js";
import { constantsOf } from "./constants.js";
import { isSlice, type FullSpec, type Timing, type Uses } from "./parts.js";

/** What the constant for one activation is multiplied by. */
const ACTIVATIONS: Readonly<Record<string, (cycles: number, elements: number, uses: Uses) => number>> = {
  energyPjPerElementCycle: (cycles, elements) => cycles * elements,
  energyPjPerPartialProduct: (_c, _e, uses) => uses.partialProducts,
  energyPjPerEncoderUse: (_c, _e, uses) => uses.encoderUses,
  energyPjPerCompressorOp: (_c, _e, uses) => uses.compressorOps,
  energyPjPerCarryPropagatingAdd: (_c, _e, uses) => uses.carryPropagatingAdds,
};

/** What costs were made of, for comparing them. */
export const origins: WeakMap<Cost, { readonly design: string; readonly values: CostConstants["values"] }> = /* @__PURE__ */ new WeakMap();

/** What must be said of ratios between designs, or of one beside others. */
export function caveatsOf(constants: string, one: string, other?: string): readonly string[] {
  const lone = constants.startsWith("saed32-") && (one === "opt4c") !== (other === "opt4c");
  return lone ? [`${constants} has opt4c as one column by itself and arrays as whole arrays: what joins columns is left out, which favours opt4c`] : [];
}

/** Multipliers of a dense array, or the elements of all columns. */
export function elementsOf(spec: FullSpec): number {
  return isSlice(spec) ? spec.columns * spec.rows : spec.m * spec.n * spec.k;
}

export function designOf(spec: FullSpec): string {
  return isSlice(spec) ? spec.kind : `${spec.kind}.${spec.pe}`;
}

/** Area grows with the elements, from the array that was measured; energy is the sum of the activations that the set has a constant for. */
export function costOf(op: string, spec: FullSpec, macs: number, { cycles }: Pick<Timing, "cycles">, uses: Uses): Cost {
  const { name, values } = constantsOf(op, spec.constants);
  const design = designOf(spec);
  const elements = elementsOf(spec);
  const constant = (key: string): number | undefined => values[`${design}.${key}`];
  const measured = constant("areaUm2"), mhz = constant("mhz");
  const terms = Object.entries(ACTIVATIONS).filter(([key]) => constant(key) !== undefined);
  // Energy by element and cycle is all of it; of the others each is a part.
  const [whole, ...parts] = Object.keys(ACTIVATIONS);
  const energy = terms.length === 0 ? [whole!] : constant(whole!) === undefined ? parts : [];
  const unknown = ["areaUm2", "mhz", ...energy].filter((key) => constant(key) === undefined).map((key) => `${design}.${key}`);

  const areaUm2 = measured === undefined ? undefined : measured / (constant("elements") ?? 1) * elements;
  const throughputGops = mhz === undefined || cycles === 0 ? undefined : 2 * macs / cycles * mhz / 1000;
  const energyPj = terms.length === 0 ? undefined : terms.reduce((sum, [key, count]) => sum + constant(key)! * count(cycles, elements, uses), 0);
  const cost: Cost = {
    ...areaUm2 !== undefined && { areaUm2 },
    ...energyPj !== undefined && { energyPj },
    ...mhz !== undefined && { mhz },
    ...throughputGops !== undefined && { throughputGops },
    ...areaUm2 !== undefined && throughputGops !== undefined && { areaEfficiency: throughputGops / areaUm2 * 1e6 },
    ...energyPj !== undefined && energyPj > 0 && { energyEfficiency: 2 * macs / energyPj },
    constants: name, unknown,
  };
  origins.set(cost, { design, values });
  return cost;
}
