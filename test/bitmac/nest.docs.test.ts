// The derivations of docs/contracts/bitmac-notation.md, followed as they stand there.
import fs from "node:fs";
import { type LoopNest, loadSync, type NestStep } from "lanewise";
import { describe, expect, it } from "vitest";
import { readNests } from "../../scripts/nests.mjs";
import { bare } from "../helpers/bitmac.nest.js";

const page = fs.readFileSync("docs/contracts/bitmac-notation.md", "utf8");
const sections = page.slice(page.indexOf("## Derivations"), page.indexOf("## Limits")).split("\n### ").slice(1);
const NESTS: Record<string, string> = readNests(), k = loadSync(), made = new Set<string>();

describe("docs/contracts/bitmac-notation.md", () => {
  it.each(sections.map((s) => [s.slice(0, s.indexOf("\n")), s]))("%s", (_, section) => {
    let nest: LoopNest | undefined, name: string | undefined;
    for (const [, text, kind, block] of section.matchAll(/([^]*?)```(\w+)\n([^]*?)```\n/g)) {
      if (text!.trim() !== "") name = /`([\w.-]+)\.nest`/.exec(text!)?.[1];
      if (kind === "steps") {
        for (const line of block!.trim().split("\n")) nest = nest!.apply(JSON.parse(line) as NestStep);
        continue;
      }
      if (nest) expect(nest.text).toBe(block);
      else nest = k.bitmac.notation(block!);
      expect(nest.legal).toBe(true);
      if (!name) continue;
      expect(bare(NESTS[name]!), name).toBe(bare(block!));
      made.add(name);
    }
  });

  it("reach every optimisation", () => {
    for (const name of ["systolic-os.opt1", "systolic-ws.opt1", "systolic-os.opt2", "bit-serial", "opt3", "opt4c", "opt4e"]) expect([...made]).toContain(name);
  });
});
