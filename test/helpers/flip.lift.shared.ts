// Published schemes that lie beside this project while it is being developed. In Node only.
import fs from "node:fs";
import type { Scheme } from "lanewise";

const folder = new URL("../../../shared/data/flip/schemes/", import.meta.url);

/** Files whose layout is read here: full JSON, and structured schemes of numerator, denominator pairs. */
export function sharedSchemes(who: string): string[] {
  if (!fs.existsSync(folder)) {
    console.log(`skip ${who}: ../shared is absent`);
    return [];
  }
  const structured = fs.readdirSync(new URL("structured/", folder)).filter((f) => f.endsWith(".npy")).map((f) => `structured/${f}`);
  return [...fs.readdirSync(folder).filter((f) => f.endsWith(".json") && !f.includes("_reduced")), ...structured];
}

function fractions(list: readonly (number | string)[]): { num: Int32Array; den: Int32Array } {
  const pairs = list.map((x) => typeof x === "number" ? [x, 1] : [...x.split("/").map(Number), 1] as [number, number]);
  return { num: Int32Array.from(pairs, ([n]) => n!), den: Int32Array.from(pairs, ([, d]) => d!) };
}

export function sharedScheme(name: string): Scheme {
  const file = new URL(name, folder);
  if (name.endsWith(".json")) {
    const { n, m, z2, ...rest } = JSON.parse(fs.readFileSync(file, "utf8")) as { n: [number, number, number]; m: number; z2: boolean; u: number[][]; v: number[][]; w: number[][] };
    const [u, v, w] = [rest.u, rest.v, rest.w].map((f) => fractions(f.flat())) as [ReturnType<typeof fractions>, ReturnType<typeof fractions>, ReturnType<typeof fractions>];
    return { shape: n, ring: z2 ? "Z2" : "Q", rank: m, u: u.num, v: v.num, w: w.num, ...(!z2 && { denominators: { u: u.den, v: v.den, w: w.den } }) };
  }
  const [, target, digits, rank] = /(\w+)-(\d)\d\d-rank(\d+)/.exec(name) as unknown as [string, string, string, string];
  const n = Number(digits), r = Number(rank), bytes = fs.readFileSync(file), start = 10 + bytes.readUInt16LE(8);
  const size = (letter: string): number => letter === "g" ? n * n : letter === "k" ? n * (n - 1) / 2 : n * (n + 1) / 2;
  const lengths = [size(target[0]!), size(target[1] === "t" ? target[0]! : target[1]!), target[1] === "t" ? n * (n + 1) / 2 : n * n].map((x) => x * r);
  const all = Array.from({ length: 2 * lengths.reduce((a, b) => a + b) }, (_, i) => Number(bytes.readBigInt64LE(start + 8 * i)));
  let at = 0;
  const [u, v, w] = lengths.map((length) => {
    const part = all.slice(2 * at, 2 * (at + length));
    at += length;
    return { num: Int32Array.from(part.filter((_, i) => i % 2 === 0)), den: Int32Array.from(part.filter((_, i) => i % 2 === 1)) };
  }) as [ReturnType<typeof fractions>, ReturnType<typeof fractions>, ReturnType<typeof fractions>];
  return { shape: [n, n, n], target, ring: "Q", rank: r, u: u.num, v: v.num, w: w.num, denominators: { u: u.den, v: v.den, w: w.den } };
}
