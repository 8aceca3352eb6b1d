// Transforms computed by SciPy that lie beside this project while it is being developed.
import fs from "node:fs";
import path from "node:path";
import { loadSync, type WhtOperand } from "lanewise";
import { describe, expect, it } from "vitest";
import { DTYPES } from "../helpers/wht.js";

const file = path.resolve(import.meta.dirname, "../../../shared/data/wht/dense-cases.json");
const present = fs.existsSync(file);
if (!present) console.log("skip wht/shared: ../shared is absent");

describe.skipIf(!present)("fwht against scipy.linalg.hadamard", () => {
  const { cases, matlabDocExample } = JSON.parse(present ? fs.readFileSync(file, "utf8") : "{}") as {
    cases: { n: number; x: number[]; natural: number[]; dyadic?: number[]; sequency?: number[] }[];
    matlabDocExample: { x: number[]; fwht_sequency_over_N: number[] };
  };
  it.each(DTYPES)("%s: natural, dyadic, sequency", (dtype) => {
    const k = loadSync();
    for (const { n, x, ...want } of cases) for (const order of ["natural", "dyadic", "sequency"] as const) {
      if (want[order] !== undefined) expect([...k.wht.fwht(k.vector(dtype, x) as WhtOperand, { order }).view], `${order} ${n}`).toEqual(want[order]);
    }
    k.free();
  });
  it("a documented vector, in sequency order over n", () => {
    const k = loadSync();
    expect([...k.wht.fwht(k.vector("f64", matlabDocExample.x), { order: "sequency", scale: "mean" }).view]).toEqual(matlabDocExample.fwht_sequency_over_N);
    k.free();
  });
});
