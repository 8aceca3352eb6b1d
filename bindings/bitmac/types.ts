// Public types of the bit-weight family.
import type { Handle, Matrix, Vector } from "../types.js";

/** How a whole number becomes digits: two's complement bits, sign and magnitude bits, modified Booth radix 4, EN-T radix 4, non-adjacent form. */
export type Encoding = "complement" | "sign-magnitude" | "mbe" | "ent" | "naf";
export type Width = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export interface EncodeOptions {
  /** Bits of the values in two's complement, 2 to 8; default 8. Values outside are refused. */
  width?: Width;
}

/** x = Σᵢ digits[i]·weights[i], element by element; digits[i] holds the elements of x row by row. */
export interface Digits { readonly digits: readonly Int8Array[]; readonly weights: Int32Array }

export interface NumPPsOptions extends EncodeOptions {
  /** Count the histogram, the digit positions and the rows too; default false. */
  detail?: boolean;
}

export interface PartialProducts {
  /** Digits that are not 0. */
  readonly total: number;
  /** Of one element; 0 without elements. */
  readonly mean: number;
  /** Elements with 0, 1, 2, … digits that are not 0. */
  readonly histogram?: Uint32Array;
  /** Digits that are not 0 at each position, lowest weight first. */
  readonly perDigit?: Uint32Array;
  /** Mean of each row; a vector is one row. */
  readonly perChannel?: Float64Array;
}

export interface BitGemmOptions {
  /** Default "mbe". The result is the same for all. */
  encoding?: Encoding;
  /** "product" (default): one integer product. "digits": one product for each digit position, summed by weight, as the hardware does. */
  path?: "product" | "digits";
}

export interface BitsOptions {
  /** Two's complement of `width` bits; default true. Unsigned otherwise. */
  signed?: boolean;
  /** Elements are −1 or 1, one bit each (`width` 1). */
  binary?: boolean;
  /** Of the transpose of x; default false. */
  trans?: boolean;
}

/** A matrix of values of few bits, stored as bit planes. */
export interface BitMatrix extends Handle {
  readonly rows: number;
  readonly cols: number;
  readonly width: Width;
  readonly signed: boolean;
  /** Elements are −1 or 1. */
  readonly binary: boolean;
}

export type DenseKind = "systolic-os" | "systolic-ws" | "cube" | "adder-tree" | "matrix-2d";
export type SliceKind = "opt3" | "opt4c" | "opt4e";

/** An array of multiply-accumulate elements: every digit of an operand in one cycle. */
export interface DenseEngineSpec {
  kind: DenseKind;
  /** The element: a whole multiplier and accumulator ("mac", default), carry-save accumulation ("opt1"), reduction by bit weight ("opt2"). */
  pe?: "mac" | "opt1" | "opt2";
  /** Rows of the array: rows of A, or of B where the weights stand still ("systolic-ws"). */
  m: number;
  /** Columns of the array: columns of B. */
  n: number;
  /** Products an element sums in one cycle: needed by "cube" and "adder-tree"; 16 by default for "opt2"; else 1. */
  k?: number;
  /** Default "mbe". */
  encoding?: Encoding;
  /** Default "saed32-readme". */
  constants?: string | CostConstants;
}

/** Columns of elements that take one digit a cycle and skip the zeros. */
export interface SliceEngineSpec {
  kind: SliceKind;
  /** Columns: rows of A that are reduced side by side. */
  columns: number;
  /** Elements of a column: columns of B at a time; default 32. */
  rows?: number;
  /** Default "ent". */
  encoding?: Encoding;
  /** "rtl" (default): groups of four digits with their bubbles, and drains. "ideal": one cycle for each digit that is not 0. */
  rule?: "rtl" | "ideal";
  /** Default "saed32-readme". */
  constants?: string | CostConstants;
}

export type EngineSpec = DenseEngineSpec | SliceEngineSpec;

/** A named set of measured or published constants. What a set does not hold is reported as unknown, never made up. */
export interface CostConstants { readonly name: string; readonly values: Readonly<Record<string, number>> }

export interface GemmShape {
  readonly name: string;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  /** How often the layer runs, such as once for each channel of a depthwise convolution; default 1. */
  readonly repeat?: number;
}

export interface Cost {
  readonly areaUm2?: number;
  /** Of the activations that there are constants for: less than all of it where `unknown` names constants of energy. */
  readonly energyPj?: number;
  /** Frequency of the operating point. */
  readonly mhz?: number;
  /** Multiplications and additions, 2·macs, by the time the cycles take, in 10⁹/s. */
  readonly throughputGops?: number;
  /** Throughput by area, in 10⁹/s/mm². */
  readonly areaEfficiency?: number;
  /** Multiplications and additions by energy, in 10¹²/s/W. */
  readonly energyEfficiency?: number;
  /** Name of the constants. */
  readonly constants: string;
  /** Constants that the set does not hold, by their keys; what needs them is absent. */
  readonly unknown: readonly string[];
}

/** A ratio from the literature, to stand beside ours. Nothing here computes it. */
export interface PublishedRatio {
  readonly quantity: "area efficiency" | "energy efficiency" | "speed-up";
  readonly engine: string;
  readonly against: string;
  readonly ratio: number;
  /** Printed in the abstract of the paper, or told by a reading note of it. */
  readonly source: "abstract" | "note";
  readonly note?: string;
}

/** How many times as good as the base; the same work on both. */
export interface Comparison {
  /** An engine that takes no cycle counts as if it took one; `unknown.cycles` then says so. */
  readonly cycles: number;
  /** Cycles and frequencies. */
  readonly time?: number;
  /** Time, with as much of the other engine as has the area of the base. */
  readonly isoArea?: number;
  /** Of the throughputs by area: with equal work the same number as `isoArea`. */
  readonly areaEfficiency?: number;
  readonly energyEfficiency?: number;
  /** Why a ratio is absent. */
  readonly unknown: Readonly<Record<string, string>>;
  /** What the constants leave out that favours one of the two. */
  readonly caveats: readonly string[];
  readonly published: readonly PublishedRatio[];
}

export interface Utilization { readonly min: number; readonly mean: number; readonly max: number }

export interface EngineReport {
  /** By the rule of the engine. */
  readonly cycles: number;
  /** Without fill, drain and bubbles; synchronisation stays. */
  readonly idealCycles: number;
  /** Cycles a column waits for the slowest one, mean of the columns. */
  readonly syncCycles: number;
  /** Cycles of filling and emptying. */
  readonly drainCycles: number;
  /** Cycles spent on groups of zero digits, mean of the columns. */
  readonly bubbleCycles: number;
  /** Share of the cycles that the least, the mean and the most loaded column (bit-slice) or element (dense) works. */
  readonly utilization: Utilization;
  /** Share of the array that operands are mapped to, mean of the tiles. */
  readonly mapping: number;
  /** m·n·k. */
  readonly macs: number;
  /** Partial products formed. */
  readonly partialProducts: number;
  /** Digits that were 0 and cost nothing. */
  readonly skippedZeroDigits: number;
  readonly carryPropagatingAdds: number;
  /** Additions of three words to two, without carry propagation. */
  readonly compressorOps: number;
  readonly encoderUses: number;
  readonly cost: Cost;
  /** With detail "carry-save". */
  readonly trace?: CarrySaveTrace;
}

/** Both words of every accumulator after every cycle. */
export interface CarrySaveTrace {
  /** Accumulators of the array: their words stand together, cycle after cycle. */
  readonly lanes: number;
  /** Word of accumulator p after cycle t at t·lanes + p. */
  readonly sum: Int32Array;
  readonly carry: Int32Array;
  /** The cycle at which each element of the result is final, m×n row by row, counted from the first input. */
  readonly ready: Int32Array;
}

export interface RunOptions {
  /** "counts" (default) or, for small operands, every cycle of every accumulator. */
  detail?: "counts" | "carry-save";
  /** Receives the product. */
  C?: Matrix<"i32">;
}

export interface LayersOptions {
  /** Standard deviation of drawn operands, default 24.27. */
  sigma?: number;
  /** Default 0. */
  seed?: number;
  /** A of a layer, m×k row by row; drawn where it is absent. */
  operands?: (layer: GemmShape, index: number) => Int8Array;
}

export interface NetworkReport {
  /** Each layer run once. */
  readonly layers: readonly (EngineReport & Required<GemmShape>)[];
  /** All layers as often as they run: sums; shares are means weighted by cycles. */
  readonly total: EngineReport;
  /** As SCALE-Sim writes its reports; default "compute". */
  toCsv(kind?: "compute" | "bandwidth" | "detailed"): string;
  /** Plain data with a format and a version, for JSON.stringify. */
  toJSON(): unknown;
}

export interface Engine {
  readonly spec: EngineSpec;
  run(A: Matrix<"i8">, B: Matrix<"i8">, o?: RunOptions): EngineReport;
  layers(shapes: readonly GemmShape[], o?: LayersOptions): NetworkReport;
  /** The engine in the notation. */
  nest(): LoopNest;
  toString(): string;
}

/** A change of a nest that keeps what it computes. Loops are named by their parts; the last form is any of these, its fields checked when it is applied. */
export type NestStep =
  /** A part becomes two, the second of `size` turns inside the first. */
  | { kind: "splitDim"; dim: string; into: readonly [outer: string, inner: string]; size?: number }
  /** The loops in this order, or every loop `loop` outside the loops `before`. */
  | { kind: "reorder"; order: readonly string[] }
  | { kind: "reorder"; loop: string; before: string }
  /** Turns side by side. What was summed over them one after another becomes a tree of compressors (default) or of adders, or passes from element to element. */
  | { kind: "toSpatial"; loop: string; reduce?: "half_reduce" | "add" | "chain" }
  | { kind: "toTemporal"; loop: string }
  /** OPT1, over all loops something is accumulated over, or these. */
  | { kind: "deferAdd"; loops?: readonly string[] }
  /** OPT2. */
  | { kind: "moveShiftOut" }
  /** OPT3: turns of this loop whose digit is 0 are left out. */
  | { kind: "sparsify"; loop: string }
  /** OPT4: out of all spatial loops that share the digits, or these. */
  | { kind: "hoistEncoder"; loops?: readonly string[] }
  | { kind: "splitDim" | "reorder" | "toSpatial" | "toTemporal" | "deferAdd" | "moveShiftOut" | "sparsify" | "hoistEncoder"; [key: string]: unknown };

/** Of one primitive in one product. */
export interface PrimitiveCount {
  /** Copies in hardware: the spatial loops around it. */
  readonly instances: number;
  /** Cycles in which one of them works: the temporal loops around it; of sparse ones, the mean. */
  readonly activations: number;
  /** Elementary uses, edges included: n − 2 for a half_reduce of n words, n − 1 for an add of n, else one each time. */
  readonly uses: number;
}

/** A matrix product as nested loops with the bit weight as a dimension. Immutable. */
export interface LoopNest {
  /** In canonical form, line for line as it was given. */
  readonly text: string;
  /** `check()` finds nothing. */
  readonly legal: boolean;
  /** What is wrong with it, line by line: a name, a loop, a reduction; or else that it does not compute A·B, found by carrying it out on small operands. */
  check(): readonly { line: number; message: string }[];
  /** A new nest that computes the same, which is proven by carrying it out; OptionError with the reason where the step is not legal. */
  apply(step: NestStep): LoopNest;
  /** Of each primitive: M, N, K, every part that has no size here, and D (digits that are not 0) or NNZ (their mean), without which every digit counts. */
  count(sizes: Readonly<Record<string, number>>): Readonly<Record<string, PrimitiveCount>>;
  /** A·B, m×n row by row, carried out line by line: parts without a size take 2. */
  run(A: Matrix<"i8">, B: Matrix<"i8">): Int32Array;
}

export interface BitMac {
  encode(x: Matrix<"i8"> | Vector<"i8">, e: Encoding, o?: EncodeOptions): Digits;
  numPPs(x: Matrix<"i8"> | Vector<"i8">, e: Encoding, o?: NumPPsOptions): PartialProducts;
  gemm(C: Matrix<"i32">, A: Matrix<"i8">, B: Matrix<"i8">, o?: BitGemmOptions): Matrix<"i32">;
  bits(x: Matrix<"i8"> | Matrix<"u8">, width: Width, o?: BitsOptions): BitMatrix;
  gemmBits(C: Matrix<"i32">, A: BitMatrix, B: BitMatrix): Matrix<"i32">;
  engine(spec: EngineSpec): Engine;
  notation(text: string): LoopNest;
  constants(): readonly CostConstants[];
  constants(name: string): CostConstants;
  compare(base: EngineReport | NetworkReport, other: EngineReport | NetworkReport): Comparison;
}
