// How often the parts of an engine are used in one product: counted on the nest of the engine.
import { count } from "../nest/count.js";
import { engineStudy, partSizes } from "../nest/engine.js";
import { layout, sizesOf } from "../nest/layout.js";
import { type FullSpec, isSlice, type Uses } from "./parts.js";

/** `digits`: digits of A that are not 0, each element counted once. Dense engines work on every digit. */
export function usesOf(spec: FullSpec, m: number, n: number, k: number, digits: number): Uses {
  const study = engineStudy(spec), given = partSizes(spec), sizes = sizesOf(study, m, n, k), sparse = isSlice(spec);
  const counts = count(study, layout(study, sizes, (part, size) => given[part] ?? size), sizes, sparse ? digits : undefined);
  const partialProducts = counts.map!.uses;
  return {
    partialProducts,
    skippedZeroDigits: sparse ? m * n * k * sizes.BW - partialProducts : 0,
    carryPropagatingAdds: counts.add!.uses + (counts.accumulate?.uses ?? 0),
    compressorOps: counts.half_reduce!.uses,
    encoderUses: counts.encode!.uses,
  };
}
