// Which picture `lanewise emulate --plot` draws, and of what.
import type { Kernels } from "../index.js";
import { choice } from "./choices.js";
import { UsageError } from "./command.js";
import type { Args, Option } from "./command.js";
import { busySpec, histogramSpec, speedupSpec } from "./emulate_plot.js";
import type { Int8Matrix } from "./emulate_read.js";
import { ENCODINGS } from "./emulate_spec.js";
import type { Result } from "./emulate_text.js";

const PICTURES = ["busy", "speedup", "digits"] as const;
type Picture = (typeof PICTURES)[number];

export const PICTURE_OPTION: Option = {
  value: PICTURES.join("|"),
  help: "what --plot draws: how busy the columns of each layer are (default), cycles against the baseline, or of npy files (their default) how many digits the values of A have",
};

/** Checked before any work is done. */
export function pictureOf(args: Args, pair: boolean, compared: boolean): Picture {
  const picture = choice(args, "draw", PICTURES) ?? (pair ? "digits" : "busy");
  if (args.text("plot") === undefined && args.text("draw") !== undefined) throw new UsageError("--draw is for --plot out.svg");
  if (picture === "digits" && !pair) throw new UsageError("--draw digits is for A.npy B.npy");
  if (picture === "speedup" && !compared) throw new UsageError("--draw speedup does not go with --baseline none");
  return picture;
}

export function drawn(k: Kernels, picture: Picture, { about, ours, baseline, compare }: Result, A: Int8Matrix | undefined): object {
  const { engine, report: { layers } } = ours;
  if (picture === "digits" && A !== undefined) return digits(k, about, A);
  if (picture === "speedup" && baseline !== undefined) {
    const bars = layers.map((layer, i) => ({ name: layer.name, speedup: compare(baseline.report.layers[i]!, layer).cycles }));
    return speedupSpec({ title: `Cycles of ${String(baseline.engine)} over those of ${String(engine)}`, subtitle: about, bars });
  }
  return busySpec({ title: String(engine), subtitle: about, layers });
}

function digits(k: Kernels, about: string, { rows, cols, data }: Int8Matrix): object {
  const series = k.scope((s) => {
    const A = s.matrix("i8", rows, cols, data);
    return ENCODINGS.map((name) => ({ name, counts: k.bitmac.numPPs(A, name, { detail: true }).histogram ?? [] }));
  });
  return histogramSpec({ title: `Digits that are not 0 in A, ${rows}×${cols}`, subtitle: about, series });
}
