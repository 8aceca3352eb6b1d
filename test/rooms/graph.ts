// Who imports whom, read from source text: TypeScript and AssemblyScript alike, which no one parser reads (TypeScript 7 has no API,
// and AssemblyScript decorates functions, a syntax error elsewhere).
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";

/** Path from the project's root → source text. */
export type Tree = ReadonlyMap<string, string>;

export interface Import {
  readonly from: string;
  readonly specifier: string;
  /** The file imported, for a relative specifier that leads to one. */
  readonly to: string | undefined;
  readonly typeOnly: boolean;
  /** Names as the other file knows them; `*` for a namespace, empty for a bare import. */
  readonly names: readonly string[];
}

/** Comments blanked out, string contents kept; templates count as strings. Good enough for code that formats its own regexes sanely. */
export function withoutComments(source: string): string {
  return source.replace(/("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\/[^\n]*|\/\*[^]*?\*\//g, (all: string, text: string | undefined) => text ?? all.replace(/[^\n]/g, " "));
}

/** Contents of strings blanked out too, for searching code alone. */
export function codeOnly(source: string): string {
  return withoutComments(source).replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, (s) => `"${" ".repeat(s.length - 2)}"`);
}

const STATEMENT = /(?:^|[;}\n])\s*(import|export)\s+(type\s+)?((?:[\w$]+\s*,\s*)?(?:\*(?:\s+as\s+[\w$]+)?|\{[^}]*\}|[\w$]+)?)\s*from\s*["']([^"']+)["']/g;
const BARE = /(?:^|[;\n])\s*import\s*["']([^"']+)["']/g;
const DYNAMIC = /\bimport\s*\(\s*["'`]([^"'`]+)["'`]/g;

function namesOf(clause: string): { names: string[]; allTypes: boolean } {
  const inside = /\{([^}]*)\}/.exec(clause)?.[1];
  const items = inside === undefined ? [] : inside.split(",").map((s) => s.trim()).filter((s) => s !== "");
  const names = items.map((s) => s.replace(/^type\s+/, "").split(/\s+as\s+/)[0] as string);
  const rest = clause.replace(/\{[^}]*\}/, "").replace(",", "").trim();
  if (rest !== "") names.push(rest.startsWith("*") ? "*" : "default");
  return { names, allTypes: rest === "" && items.length > 0 && items.every((s) => s.startsWith("type ")) };
}

export function resolve(tree: Tree, from: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const base = posix.normalize(posix.join(posix.dirname(from), specifier));
  return [base, base.replace(/\.js$/, ".ts"), `${base}.ts`, `${base}/index.ts`].find((path) => tree.has(path));
}

export function importsOf(tree: Tree, from: string): Import[] {
  const source = withoutComments(tree.get(from) ?? "");
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean, names: readonly string[]): void => void found.push({ from, specifier, to: resolve(tree, from, specifier), typeOnly, names });
  for (const [, , type, clause, specifier] of source.matchAll(STATEMENT)) {
    const { names, allTypes } = namesOf(clause ?? "");
    add(specifier as string, type !== undefined || allTypes, names);
  }
  for (const [, specifier] of source.matchAll(BARE)) add(specifier as string, false, []);
  for (const [, specifier] of source.matchAll(DYNAMIC)) add(specifier as string, false, ["*"]);
  return found;
}

export function readTree(root: URL, folders: readonly string[], ends: readonly string[] = [".ts"]): Tree {
  const tree = new Map<string, string>();
  for (const folder of folders) for (const entry of readdirSync(new URL(`${folder}/`, root), { recursive: true, withFileTypes: true })) {
    const path = posix.join(entry.parentPath ?? entry.path, entry.name).slice(root.pathname.length);
    if (entry.isFile() && ends.some((end) => path.endsWith(end)) && !/(^|\/)(node_modules|gen)\//.test(path)) tree.set(path, readFileSync(new URL(path, root), "utf8"));
  }
  return tree;
}

/** One cycle of value imports as a list of files, or undefined. */
export function cycle(imports: readonly Import[]): string[] | undefined {
  const next = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports) if (to !== undefined && !typeOnly) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const walk = (at: string, path: string[]): string[] | undefined => {
    if (path.includes(at)) return [...path.slice(path.indexOf(at)), at];
    if (done.has(at)) return undefined;
    for (const to of next.get(at) ?? []) {
      const found = walk(to, [...path, at]);
      if (found) return found;
    }
    done.add(at);
    return undefined;
  };
  for (const from of next.keys()) {
    const found = walk(from, []);
    if (found) return found;
  }
  return undefined;
}
