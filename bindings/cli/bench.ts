// A short self-check: is the answer right, and how fast is it here? The project's real benches hold ceilings, peers and history.
import { uniform } from "../gallery/index.js";
import { loadSync } from "../index.js";
import type { Kernels } from "../index.js";
import { seconds } from "./clock.js";
import { Failure, JSON_OPTION, UsageError, VARIANT_OPTION, variantOf } from "./command.js";
import type { Command } from "./command.js";
import { runtime } from "./info.js";
import { plainEntry, plainGemm } from "./plain.js";
import { KINDS, SEED } from "./products.js";
import type { Kind, Product } from "./products.js";
import { table } from "./table.js";

interface Row {
  readonly name: string;
  readonly n: number;
  readonly unit: string;
  readonly rate: number;
  /** Rate of a plain JavaScript loop in double precision. */
  readonly plain: number;
  readonly speedup: number;
  readonly samples: number;
  /** Largest sampled error over its bound. */
  readonly error: number;
  readonly ok: boolean;
}

const SIZES = [64, 256, 512];
const SAMPLES = 100;

export const bench: Command = {
  name: "bench",
  usage: "[filter] [--variant V] [--json]",
  summary: "a few products, checked, timed and compared with plain JavaScript; filter is a part of a row's name",
  options: { variant: VARIANT_OPTION, json: JSON_OPTION },
  run(args, out) {
    const [filter = "", ...more] = args.positionals;
    if (more.length > 0) throw new UsageError(`argument ${JSON.stringify(more[0])} is unexpected, expected one filter`);
    const chosen = KINDS.flatMap((kind) => SIZES.map((n) => ({ kind, n, name: `${kind.name}/${n}` }))).filter(({ name }) => name.includes(filter));
    if (chosen.length === 0) throw new UsageError(`filter is ${JSON.stringify(filter)}, expected a part of ${KINDS.map(({ name }) => name).join(", ")} and /${SIZES.join(", /")}`);
    const json = args.flag("json");
    const k = loadSync(variantOf(args));
    const { version, variant } = k;
    if (json) out.line(JSON.stringify({ version, variant, runtime: runtime(), seed: SEED, samples: SAMPLES }));
    const rows: Row[] = [];
    const plain = new Map([...new Set(chosen.map(({ n }) => n))].map((n) => [n, plainRate(n)]));
    for (const { kind, n, name } of chosen) {
      out.progress(`${rows.length + 1}/${chosen.length} ${name}`);
      const row = measure(k, kind, n, name, plain.get(n) as number);
      out.progress("");
      rows.push(row);
      if (json) out.line(JSON.stringify(row));
    }
    k.free();
    if (!json) out.line(`lanewise ${version}, ${variant}, ${runtime()}\n${asTable(rows)}`);
    const wrong = rows.filter(({ ok }) => !ok);
    if (wrong.length > 0) throw new Failure(`wrong answers: ${wrong.map(({ name }) => name).join(", ")}`);
    return true;
  },
};

/** The answer is checked before the clock starts. */
function measure(k: Kernels, kind: Kind, n: number, name: string, plain: number): Row {
  return k.scope((s) => {
    const product = kind.make(k, s, n);
    product.run();
    const error = worstError(product, n, kind.roundoff);
    const rate = giga(n) / seconds(product.run);
    return { name, n, unit: kind.unit, rate, plain, speedup: rate / plain, samples: SAMPLES, error, ok: error <= 1 };
  });
}

function plainRate(n: number): number {
  const a = uniform(n, n, { seed: SEED });
  const b = uniform(n, n, { seed: SEED + 1 });
  const c = new Float64Array(n * n);
  return giga(n) / seconds(() => { plainGemm(c, a, b, n); });
}

/** 10⁹ operations in one product. */
function giga(n: number): number {
  return (2 * n * n * n) / 1e9;
}

/** Over sampled entries, |c − ĉ| against γₙ·(|a|·|b|), once for the kernel and once for the double precision sum it is compared with
 *  (Higham, Accuracy and Stability of Numerical Algorithms, §3.5). Exact sums have to be equal. */
function worstError({ a, b, result }: Product, n: number, roundoff: number): number {
  const gamma = (u: number): number => (n * u) / (1 - n * u);
  const bound = roundoff === 0 ? 0 : gamma(roundoff) + gamma(1 / 2 ** 53);
  const c = result();
  const places = uniform(SAMPLES, 2, { low: 0, high: n, seed: SEED + 2 });
  let worst = 0;
  for (let s = 0; s < SAMPLES; s++) {
    const i = Math.min(n - 1, Math.floor(places[2 * s] as number));
    const j = Math.min(n - 1, Math.floor(places[2 * s + 1] as number));
    const { value, magnitude } = plainEntry(a, b, n, i, j);
    const difference = Math.abs((c[i * n + j] as number) - value);
    const share = difference === 0 ? 0 : difference / (bound * magnitude);
    worst = Number.isNaN(share) ? Infinity : Math.max(worst, share);
  }
  return worst;
}

function asTable(rows: readonly Row[]): string {
  const cells = rows.map(({ name, rate, unit, plain, speedup, error, ok }) => [
    name, rate.toFixed(1), unit, plain.toFixed(2), `${speedup.toFixed(1)}×`, error.toPrecision(2), ok ? "right" : "WRONG",
  ]);
  return table([["", "rate", "", "plain JS", "speed-up", "error/bound", "answer"], ...cells], [1, 3, 4, 5]);
}
