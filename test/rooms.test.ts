// The house keeps its rooms: every import of assembly/ and bindings/ is read and held against the rules and against docs/rooms.md.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { importsOf, readTree, type Tree } from "./rooms/graph.js";
import * as rules from "./rooms/rules.js";

const root = new URL("../", import.meta.url);
const tree = readTree(root, ["assembly", "bindings"]);
const page = readFileSync(new URL("docs/rooms.md", root), "utf8");

describe("rooms", () => {
  it("reads the tree", () => {
    expect(tree.size).toBeGreaterThan(30);
    expect(importsOf(tree, "bindings/kernels.ts").length).toBeGreaterThan(3);
    expect(rules.resolved(tree)).toEqual([]);
  });
  it("kernels: core imports nothing, families core and themselves, across only by port.ts", () => expect(rules.kernels(tree)).toEqual([]));
  it("kernels never allocate, grow, throw, log or keep state", () => expect(rules.pureKernels(tree)).toEqual([]));
  it("bindings: families apart, one composer, plain and cli on the public surface, no dependency", () => expect(rules.bindings(tree)).toEqual([]));
  it("exports, memory and buffers are touched where they may be", () => expect(rules.reservedWords(tree)).toEqual([]));
  it("imports do not go round", () => expect(rules.acyclic(tree)).toEqual([]));
  it("docs/rooms.md lists the same edges", () => expect(rules.documented(tree, page)).toEqual([]));
  it("no file of 300 lines", () => expect(rules.short(readTree(root, ["assembly", "bindings", "test", "bench", "scripts", "showcase"], [".ts", ".mjs"]))).toEqual([]));
});

/** A house in order; each case breaks one thing in it. */
const sound: Readonly<Record<string, string>> = {
  "assembly/core/lanes.ts": "export function f(): void {}",
  "assembly/dense/gemm.ts": 'import { f } from "../core/lanes";\nexport { g } from "./tile";',
  "assembly/dense/tile.ts": "// throw new Error, let x\nexport function g(): void {}",
  "assembly/dense/port.ts": 'export { g } from "./gemm";',
  "assembly/dense/abi/gemm.ts": 'import { g } from "../gemm";',
  "assembly/flip/apply.ts": 'import { g } from "../dense/port";',
  "assembly/index.ts": 'export * from "./dense/abi/gemm";',
  "bindings/types.ts": 'import type { Dense } from "./dense/types.js";',
  "bindings/errors.ts": 'export class E extends Error { override message = "memory.buffer, .exports"; }',
  "bindings/memory/arena.ts": 'import { E } from "../errors.js";\nmemory.buffer; memory.grow(1);',
  "bindings/abi.ts": 'import { E } from "./errors.js";\ninstance.exports;',
  "bindings/dense/types.ts": "export interface Dense { x: 1 }",
  "bindings/dense/index.ts": 'import { A } from "../memory/arena.js";\nimport type { Dense } from "./types.js";',
  "bindings/flip/index.ts": 'import { A } from "../memory/arena.js";',
  "bindings/kernels.ts": 'import { d } from "./dense/index.js";\nimport { h } from "./flip/index.js";\nimport { r } from "./abi.js";',
  "bindings/load.ts": 'import { k } from "./kernels.js";',
  "bindings/index.ts": 'export { load } from "./load.js";\nexport type { T } from "./types.js";',
  "bindings/plain.ts": 'import { load } from "./load.js";\nimport type { T } from "./types.js";',
  "bindings/cli/main.ts": 'import { load } from "../index.js";\nimport { parseArgs } from "node:util";',
};
const soundPage = `
## assembly/
| room | holds | may import |
|---|---|---|
| \`core\` | x | nothing |
| \`dense\` | x | \`core\` |
| \`flip\` | x | \`core\`, \`dense/port\` |
| \`abi.ts\`, \`index.ts\` | x | \`dense/abi\` |
\`flip\` → \`dense\`: the leaf multiply.
## bindings/
| room | holds | may import |
|---|---|---|
| \`types.ts\`, \`errors.ts\` | x | types of families |
| \`memory/\` | x | \`errors\` |
| \`abi.ts\` | x | \`errors\` |
| \`dense/\`, \`flip/\` | x | \`memory\` |
| \`kernels.ts\` | x | all of the above |
| \`load.ts\`, \`index.ts\` | x | the above |
| \`plain.ts\` | x | \`load\`, \`types\` |
| \`cli/\` | x | \`index\` |
`.replace("`dense/port`", "`dense`");

const everyRule = (t: Tree, p: string): string[] => [rules.resolved, rules.kernels, rules.pureKernels, rules.bindings, rules.reservedWords, rules.acyclic, rules.short].flatMap((rule) => rule(t)).concat(rules.documented(t, p));
const broken = (path: string, source: string): string[] => everyRule(new Map(Object.entries({ ...sound, [path]: source })), soundPage);

describe("the rules, on a small tree", () => {
  it("find nothing wrong in a sound one", () => expect(everyRule(new Map(Object.entries(sound)), soundPage)).toEqual([]));

  it.each([
    ["a missing file", "bindings/load.ts", 'import { k } from "./kernel.js";', "no such file"],
    ["core importing a family", "assembly/core/lanes.ts", 'import { g } from "../dense/tile";', "core imports nothing"],
    ["a family past the port", "assembly/flip/apply.ts", 'import { g } from "../dense/gemm";\nimport { h } from "../dense/port";', "only through assembly/dense/port.ts"],
    ["an edge not allowed", "assembly/dense/tile.ts", 'import { g } from "../flip/apply";', "no edge of spine rule 2"],
    ["the root past abi/", "assembly/index.ts", 'export * from "./dense/gemm";', "<family>/abi only"],
    ["a kernel importing bindings", "assembly/dense/tile.ts", 'import { x } from "../../bindings/load.js";', "kernels import kernels only"],
    ["a throwing kernel", "assembly/dense/tile.ts", 'function f(): void { throw new Error("x"); }', "throws"],
    ["a global", "assembly/dense/tile.ts", "let count = 0;", "mutable global"],
    ["a growing kernel", "assembly/dense/tile.ts", "function f(): void { memory.grow(1); }", "grows memory"],
    ["families importing each other", "bindings/flip/index.ts", 'import { d } from "../dense/index.js";', "do not import each other"],
    ["... even types", "bindings/flip/index.ts", 'import type { Dense } from "../dense/types.js";', "do not import each other"],
    ["a second composer", "bindings/load.ts", 'import { k } from "./kernels.js";\nimport { d } from "./dense/index.js";', "only composer"],
    ["plain past the surface", "bindings/plain.ts", 'import { A } from "./memory/arena.js";', "public surface only"],
    ["plain taking an unexported name", "bindings/plain.ts", 'import { load, secret } from "./load.js";', "public surface only"],
    ["a namespace of internals", "bindings/cli/main.ts", 'import * as k from "../kernels.js";', "public surface only"],
    ["a re-export of internals", "bindings/cli/main.ts", 'export * from "../kernels.js";', "public surface only"],
    ["a dynamic import of internals", "bindings/cli/main.ts", 'const k = await import("../kernels.js");', "public surface only"],
    ["a dependency", "bindings/dense/index.ts", 'import left from "left-pad";', "no dependencies"],
    ["node: outside cli", "bindings/load.ts", 'import { k } from "./kernels.js";\nimport "node:fs";', "no dependencies"],
    ["exports read elsewhere", "bindings/dense/index.ts", "instance.exports.gemm();", "touches wasm exports"],
    ["memory read elsewhere", "bindings/dense/index.ts", "new Uint8Array(ctx.memory.buffer);", "touches linear memory"],
    ["a raw export by a computed name", "bindings/dense/index.ts", "ctx.raw[`gemm_${dtype}`]();", "by a computed name"],
    ["top-level await", "bindings/dense/index.ts", "const x = await load();", "awaits at top level"],
    ["a cycle", "bindings/errors.ts", 'import { A } from "./memory/arena.js";', "imports go round: "],
    ["a long file", "bindings/errors.ts", "\n".repeat(300), "split before 300"],
    ["an edge that the page lacks", "bindings/memory/arena.ts", 'import { r } from "../abi.js";', "does not list memory → abi"],
    ["a room that the page lacks", "bindings/attic/old.ts", 'import { E } from "../errors.js";', "not in docs/rooms.md"],
    ["an edge that nobody uses", "assembly/flip/apply.ts", "", "which no file uses"],
  ])("find %s", (_, path, source, message) => {
    expect(broken(path, source).join("\n")).toContain(message);
  });

  it("read every form of import", () => {
    const source = `import a from "./a.js"; import * as b from './b.js';\nimport c, { d as e, type F } from "./c.js";\nimport type { G } from "./g.js";
      import { type H, type I } from "./h.js";\nimport {\n  j,\n  k,\n} from "./j.js";\nexport * from "./l.js";\nexport * as m from "./m.js";\nexport type { N } from "./n.js";
      import "./o.js";\n// import { no } from "./no.js";\nconst s = "import { no } from './no.js'";\n/* import "./no.js"; */ const p = () => import("./p.js");`;
    const found = importsOf(new Map([["x.ts", source]]), "x.ts");
    expect(found.map((i) => i.specifier.slice(2, 3)).sort().join("")).toBe("abcghjlmnop");
    expect(found.filter((i) => i.typeOnly).map((i) => i.specifier)).toEqual(["./g.js", "./h.js", "./n.js"]);
    expect(found.find((i) => i.specifier === "./c.js")?.names).toEqual(["d", "F", "default"]);
  });
});
