// Ratios that the literature reports for these engines: to be printed beside ours and never as ours.
import type { PublishedRatio } from "../types.js";

type Row = readonly [quantity: PublishedRatio["quantity"], engine: string, against: string, ratio: number, source: PublishedRatio["source"], note?: string];

const MAC = "the same engine with whole multiply-accumulate elements";
const ISO = "a systolic array of the same area";
const CONFLICT = "differs from the abstract";
const ROWS: readonly Row[] = [
  ["area efficiency", "systolic", MAC, 1.27, "abstract"],
  ["area efficiency", "cube", MAC, 1.28, "abstract"],
  ["area efficiency", "adder-tree", MAC, 1.56, "abstract"],
  ["area efficiency", "matrix-2d", MAC, 1.44, "abstract"],
  ["energy efficiency", "systolic", MAC, 1.04, "abstract"],
  ["energy efficiency", "cube", MAC, 1.56, "abstract"],
  ["energy efficiency", "adder-tree", MAC, 1.49, "abstract"],
  ["energy efficiency", "matrix-2d", MAC, 1.2, "abstract"],
  ["energy efficiency", "bit-slice", "Laconic", 12.1, "abstract"],
  ["area efficiency", "bit-slice", "Laconic", 2.85, "abstract"],
  ["area efficiency", "adder-tree", MAC, 1.58, "note", CONFLICT],
  ["area efficiency", "matrix-2d", MAC, 1.34, "note", CONFLICT],
  ["energy efficiency", "matrix-2d", MAC, 1.11, "note", CONFLICT],
  ["speed-up", "opt4e", ISO, 1.89, "note", "MobileViT"],
  ["speed-up", "opt4e", ISO, 2.02, "note", "ViT"],
  ["speed-up", "opt4e", ISO, 2.16, "note", "GPT-2"],
];

/** arXiv 2503.06342: "abstract" as printed there, "note" from a reading note of the paper, not checked against it. */
export const published: readonly PublishedRatio[] = /* @__PURE__ */ Object.freeze(ROWS.map(([quantity, engine, against, ratio, source, note]) => Object.freeze({ quantity, engine, against, ratio, source, ...note !== undefined && { note } })));
