// The rules between rooms (docs/rooms.md), each a function from a tree to the list of its violations.
import { codeOnly, cycle, type Import, importsOf, type Tree } from "./graph.js";
import { allowedBy, familyEdges } from "./page.js";

export const families: readonly string[] = ["dense", "bitmac", "wht", "flip", "sparse"];
/** Kernels of these families may use another's, through its port.ts. */
const edges: readonly string[] = ["flip → dense", "bitmac → dense", "sparse → dense", "wht → dense"];

const sideOf = (path: string): string => path.split("/")[0] as string;
/** `assembly/dense/gemm.ts` → `dense`; `bindings/load.ts` → `load`; `bindings/source.workerd.ts` → `source`. */
export const roomOf = (path: string): string => (path.split("/")[1] as string).replace(/\..*$/, "");

function all(tree: Tree): Import[] {
  return [...tree.keys()].flatMap((path) => importsOf(tree, path));
}

const says = (i: Import, why: string): string => `${i.from} imports ${i.specifier}: ${why}`;

export function resolved(tree: Tree): string[] {
  return all(tree).filter((i) => i.specifier.startsWith(".") && i.to === undefined && !/\/gen\/|\.wasm$|\.json$/.test(i.specifier)).map((i) => says(i, "no such file"));
}

export function kernels(tree: Tree): string[] {
  return all(tree).filter((i) => sideOf(i.from) === "assembly").flatMap((i) => {
    if (i.to === undefined || sideOf(i.to) !== "assembly") return [says(i, "kernels import kernels only")];
    const [from, to, depth] = [roomOf(i.from), roomOf(i.to), i.from.split("/").length];
    if (from === to) return [];
    if (depth === 2) return i.to.split("/").length === 2 || /^assembly\/\w+\/abi\//.test(i.to) ? [] : [says(i, "the root exports <family>/abi only")];
    if (from === "core") return [says(i, "core imports nothing")];
    if (to === "core") return [];
    if (!edges.includes(`${from} → ${to}`)) return [says(i, `${from} → ${to} is no edge of spine rule 2`)];
    return i.to === `assembly/${to}/port.ts` ? [] : [says(i, `only through assembly/${to}/port.ts`)];
  });
}

const never: readonly (readonly [RegExp, string])[] = [
  [/\bthrow\b/, "throws"], [/\bmemory\.grow\b/, "grows memory"], [/\bheap\.|\bnew\s+[A-Z]|\b__new\b/, "allocates"],
  [/\bconsole\.|\btrace\(/, "logs"], [/^(?:export\s+)?let\s/m, "keeps a mutable global"], [/\bStaticArray\b/, "keeps static data"],
];

export function pureKernels(tree: Tree): string[] {
  return [...tree].filter(([path]) => sideOf(path) === "assembly").flatMap(([path, source]) => never.filter(([pattern]) => pattern.test(codeOnly(source))).map(([, what]) => `${path} ${what}: kernels are pure functions of pointers and sizes`));
}

export function bindings(tree: Tree): string[] {
  const index = tree.get("bindings/index.ts") === undefined ? [] : importsOf(tree, "bindings/index.ts");
  const isPublic = (i: Import): boolean => i.to !== undefined && (roomOf(i.to) === "index" || (i.names.length > 0 && i.names.every((name) => index.some((x) => x.to === i.to && x.names.includes(name)))));
  return all(tree).filter((i) => sideOf(i.from) === "bindings").flatMap((i) => {
    const from = roomOf(i.from);
    if (i.to === undefined) {
      if (i.specifier.startsWith(".")) return [];
      if (from === "cli" && /^(node:|lanewise)/.test(i.specifier)) return [];
      if (from === "codegen" && i.specifier === "binaryen") return []; // an optional peer, at build time only
      return [says(i, "no dependencies at run time, and node: only in cli/")];
    }
    if (sideOf(i.to) !== "bindings") return [says(i, "bindings import bindings only")];
    const to = roomOf(i.to);
    if (from === to) return [];
    if (families.includes(to)) {
      if (families.includes(from)) return [says(i, "families do not import each other; kernels.ts injects what crosses")];
      if (from !== "kernels" && !i.typeOnly) return [says(i, "kernels.ts is the only composer")];
    }
    if (from === "plain" && to === "check") return []; // the argument checks, so that its errors read like all others
    if ((from === "plain" || from === "cli") && !["io", "gallery"].includes(to) && !isPublic(i)) return [says(i, "plain and cli use the public surface only")];
    return [];
  });
}

/** What only some files may say, in code (not in comments or strings). */
const reserved: readonly (readonly [RegExp, RegExp, string])[] = [
  [/\bWebAssembly\.(Instance|instantiate)\(|\.exports\b/, /^bindings\/(abi|features|unpack)\.ts$/, "touches wasm exports (only abi.ts, the probe of features.ts and the decoder of unpack.ts)"],
  [/\bmemory\.(buffer|grow)\b|\bnew WebAssembly\.Memory\b/, /^bindings\/(memory\/.*|load|unpack)\.ts$/, "touches linear memory (only memory/, load.ts that makes it, and unpack.ts with one of its own)"],
  [/\.buffer\b/, /^bindings\/((memory|io|cli|gallery)\/.*|unpack\.ts)$/, "reads a buffer (only memory/ knows addresses; io, cli, gallery and unpack.ts read bytes of their own)"],
  [/\bimport\s*\(/, /^bindings\/cli\//, "imports dynamically"],
  [/\braw\s*\[/, /^$/, "looks a raw export up by a computed name (docs/decisions/0005)"],
  [/^(?!.*\basync\b)(?:export\s+)?(?:(?:const|let)\s.*=\s*)?await\b/m, /^$/, "awaits at top level"],
];

export function reservedWords(tree: Tree): string[] {
  return [...tree].filter(([path]) => sideOf(path) === "bindings").flatMap(([path, source]) => reserved.filter(([word, where]) => !where.test(path) && word.test(codeOnly(source))).map(([, , what]) => `${path} ${what}`));
}

export function short(tree: Tree): string[] {
  return [...tree].map(([path, source]) => [path, source.split("\n").length - 1] as const).filter(([, lines]) => lines >= 300).map(([path, lines]) => `${path} has ${lines} lines: split before 300`);
}

export function acyclic(tree: Tree): string[] {
  const found = cycle(all(tree));
  return found ? [`imports go round: ${found.join(" → ")}`] : [];
}

/** Edges of the tree that the page does not list, and edges between families that it lists but nobody uses. */
export function documented(tree: Tree, page: string): string[] {
  const missing = (["assembly", "bindings"] as const).flatMap((side) => {
    const allowed = allowedBy(page, side, families);
    return all(tree).filter((i) => i.to !== undefined && sideOf(i.from) === side && sideOf(i.to) === side).flatMap((i) => {
      const [from, to] = [roomOf(i.from), roomOf(i.to as string)];
      const may = allowed.get(from);
      if (from === to) return may ? [] : [`${i.from}: the room ${from} is not in docs/rooms.md`];
      if (!may) return [`${i.from}: the room ${from} is not in docs/rooms.md`];
      return may.has(to) || [...may].some((m) => (i.to as string).startsWith(`${side}/${m}/`)) ? [] : [says(i, `docs/rooms.md does not list ${from} → ${to}`)];
    });
  });
  const used = new Set(all(tree).filter((i) => i.to !== undefined && sideOf(i.from) === "assembly").map((i) => `${roomOf(i.from)} → ${roomOf(i.to as string)}`));
  const unused = familyEdges(page).filter((edge) => !used.has(edge)).map((edge) => `docs/rooms.md lists ${edge}, which no file uses`);
  return [...new Set([...missing, ...unused])];
}
