// The named sets of constants: areas, frequencies and powers as published, and the operating point chosen from them. docs/contracts/bitmac-cost.md lists every key.
import * as check from "../../check.js";
import { OptionError } from "../../errors.js";
import type { CostConstants } from "../types.js";

/** A synthesised design: elements, [MHz, cell area, area with nets] of every run that met its timing, [ns, mW] where power is reported. */
type Design = readonly [name: string, elements: number, points: readonly (readonly [mhz: number, area: number, netArea?: number])[], power?: readonly (readonly [ns: number, mw: number])[]];

// SAED32 RVT, TT, 0.85 V, 25 °C, areas in µm²: tables of the README of the authors' RTL (wqzustc/High-Performance-Tensor-Processing-Engines), powers from its synthesis reports.
const README: readonly Design[] = [
  ["pe.mac", 1, [[500, 1481], [600, 1666]], [[2, 0.2235]]],
  ["pe.opt1", 1, [[666, 1446], [769, 1482], [833, 1609], [870, 1668], [900, 1780]], [[1.5, 0.4125], [1.11, 0.5537]]],
  ["systolic-os.mac", 256, [[154, 376683, 595737]], [[6.5, 27.6]]],
  ["systolic-os.opt1", 256, [[200, 324494, 517038], [250, 326586, 524974], [322, 362483, 575546]], [[3.1, 56.4]]],
  ["systolic-ws.mac", 256, [[182, 276541, 415393]]],
  ["systolic-ws.opt1", 256, [[222, 288081, 474076], [250, 315124, 522276], [286, 299176, 507686], [303, 311258, 524171]]],
  ["cube.mac", 512, [[154, 494745, 774395], [159, 498012, 778476]]],
  ["cube.opt1", 512, [[250, 524725, 864067]]],
  ["systolic-ws.opt2", 64, [[740, 67171, 85677]]],
  ["systolic-ws.opt2", 128, [[740, 126542, 165432]]],
  ["systolic-ws.opt2", 256, [[690, 230216, 311363]], [[1.45, 70.9]]],
  ["systolic-ws.opt2", 512, [[666, 462716, 648634]]],
  ["opt4c", 16, [[714, 11788, 15118], [1000, 12955, 16545], [1724, 15854, 19913]]],
  ["opt4c", 32, [[714, 23670, 31861], [1000, 26548, 35820], [1250, 29914, 39558], [1666, 30690, 40638], [1694, 30877, 40865]]],
];

// Powers of the other designs at their operating points, from the same reports; there is none of opt4c.
const REPORTS: readonly Design[] = [
  ["systolic-ws.mac", 256, [], [[5.5, 18.987]]],
  ["systolic-ws.opt1", 256, [], [[3.3, 40.084]]],
  ["cube.mac", 512, [], [[6.3, 34.135]]],
  ["cube.opt1", 512, [], [[4, 58.373]]],
];

// SMIC 28 nm, what is known of the paper without its tables; the frequencies follow from its ratios.
const PAPER: Readonly<Record<string, number>> = {
  "systolic-os.mac.areaUm2": 246, "systolic-os.mac.mhz": 1000, "systolic-ws.mac.areaUm2": 246, "systolic-ws.mac.mhz": 1000,
  "opt4c.areaUm2": 81.27, "opt4c.mhz": 2000, "opt4e.areaUm2": 246, "opt4e.mhz": 2000,
  "pe.mac/1@1000.areaUm2": 367, "pe.mac/1@1500.areaUm2": 707, "pe.mac.delayNs": 1.95, "pe.opt1.delayNs": 0.92,
  "pe.mac.accumulatorAreaShare": 0.614, "pe.mac.accumulatorDelayShare": 0.746,
  "pe.opt1.areaRatio1000to1500": 1.14, "opt3.areaRatio1500to2000": 1.09, "opt3.peakMhz": 2500, "opt4c.delayNs": 0.29, "opt4e.delayNs": 0.4,
};

/** Every point under its name, and of each design the one of most cycles per area and second as its operating point. */
function flatten(designs: readonly Design[]): Record<string, number> {
  const values: Record<string, number> = {};
  const best: Record<string, number> = {};
  for (const [name, elements, points, power = []] of designs) {
    for (const [mhz, area, netArea] of points) {
      const at = `${name}/${elements}@${mhz}`;
      values[`${at}.areaUm2`] = area;
      if (netArea !== undefined) values[`${at}.netAreaUm2`] = netArea;
      if (elements * mhz / area <= (best[name] ?? 0)) continue;
      best[name] = elements * mhz / area;
      Object.assign(values, { [`${name}.elements`]: elements, [`${name}.mhz`]: mhz, [`${name}.areaUm2`]: area });
    }
    for (const [ns, mw] of power) {
      values[`${name}/${elements}@${ns}ns.mw`] = mw;
      values[`${name}.energyPjPerElementCycle`] = mw * ns / elements;
    }
  }
  return values;
}

const NAMES = ["saed32-readme", "saed32-reports", "paper-28nm"] as const;
const built = new Map<string, CostConstants>();

function named(name: (typeof NAMES)[number]): CostConstants {
  let set = built.get(name);
  if (set === undefined) {
    const values = name === "paper-28nm" ? PAPER : flatten(name === "saed32-readme" ? README : [...README, ...REPORTS]);
    built.set(name, set = Object.freeze({ name, values: Object.freeze(values) }));
  }
  return set;
}

/** Copies of users' sets, which are checked and frozen. */
const owned = new WeakSet<object>();
/** Within these, whatever is formed of constants and counts is finite. */
const LEAST = 1e-30, MOST = 1e30;

/** The set of a name, or the user's own: checked, and a frozen copy. */
export function constantsOf(op: string, constants: unknown): CostConstants {
  if (constants === null || typeof constants !== "object") return named(check.choice(op, "constants", constants, NAMES, NAMES[0]));
  if (owned.has(constants) || NAMES.some((known) => built.get(known) === constants)) return constants as CostConstants;
  const { name, values } = constants as Partial<CostConstants>;
  if (typeof name !== "string" || name === "") throw new OptionError(op, "constants", `constants.name is ${name === "" ? '""' : check.kindOf(name)}, expected a name`);
  if ((NAMES as readonly string[]).includes(name)) throw new OptionError(op, "constants", `constants.name is "${name}", expected another name than that of a set of the package`);
  const proto: unknown = values === null || typeof values !== "object" ? undefined : Object.getPrototypeOf(values);
  if (proto === undefined || (proto !== null && Object.getPrototypeOf(proto) !== null)) throw new OptionError(op, "constants", `constants.values is ${check.kindOf(values)}, expected a plain object of numbers`);
  const entries = Object.entries(values!);
  for (const [key, value] of entries) {
    if (typeof value === "number" && value >= LEAST && value <= MOST) continue;
    throw new OptionError(op, "constants", `constants.values["${key}"] is ${typeof value === "number" ? value : check.kindOf(value)}, expected a number from ${LEAST} to ${MOST}`);
  }
  const copy = Object.freeze({ name, values: Object.freeze(Object.fromEntries(entries)) });
  owned.add(copy);
  return copy;
}

/** The constants behind the costs: one set by its name, or all that come with the package.
 *
 *  Effects   none; the sets are frozen. A set of one's own, given as `constants` of an engine, may start from the values of one of these.
 *  Throws    OptionError, for a name that is not there.
 *  Source    the README of the authors' RTL and its synthesis reports (SAED32, an educational library); a reading note of Wu et al. 2025 (28 nm).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const { values } = k.bitmac.constants("saed32-readme");
 *  console.log(values["systolic-os.opt1.mhz"], values["systolic-os.opt1.areaUm2"]); // 322 362483 */
export function constants(): readonly CostConstants[];
export function constants(name: string): CostConstants;
export function constants(name?: string): CostConstants | readonly CostConstants[] {
  return name === undefined ? NAMES.map(named) : named(check.choice("bitmac.constants", "name", name, NAMES, NAMES[0]));
}
