// lanewise flip search: what it finds, files it starts from and writes, checkpoints, interrupts, wrong usage.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { loadSync, type Scheme } from "lanewise";
import { formatScheme, parseScheme } from "lanewise/io";
import { afterAll, describe, expect, it } from "vitest";
import { folder, lanewise, refusal, root } from "./command.js";

const k = loadSync();
afterAll(() => k.free());

const file = (name: string): string => path.join(folder, name);
const get = (name: string): Scheme => parseScheme(fs.readFileSync(file(name)));
const search = (...args: string[]): { status: number | null; stdout: string; stderr: string } => lanewise("flip", "search", ...args);
const lines = (text: string): Record<string, unknown>[] => text.trimEnd().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
const shown = (s: Scheme): string => JSON.stringify([s.shape, s.ring, [...s.u], [...s.v], [...s.w]]);

describe("lanewise flip search", () => {
  it("finds a scheme, writes it, and is the library", () => {
    const { status, stdout, stderr } = search("3x3x3", "--ring", "Z2", "--target", "best", "--seed", "5", "-o", "s.json", "--flips", "1e8");
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^s\.json: 3×3×3 over Z2, rank 23 from 27, best known 23; [\d.]+ M flips, [\d.]+ M flips\/s, [\d.]+ s\n$/);
    expect(shown(get("s.json"))).toBe(shown(k.flip.search(k.flip.standard(3, 3, 3, "Z2"), { flips: 1e8, seed: 5, target: 23 }).best));
  });

  it("tells every better rank as JSON lines, then all", () => {
    const { status, stdout } = search("2x2x2", "--json", "--target", "7", "--flips", "1e7", "-o", "two.exp");
    const rows = lines(stdout), last = rows.pop();
    expect(status).toBe(0);
    expect(rows.map(({ rank }) => rank)).toEqual([8, 7]);
    expect(last).toMatchObject({ shape: [2, 2, 2], ring: "ZT", rank: 7, from: 8, known: { rank: 7 }, reached: true, target: 7, output: "two.exp", format: "exp", interrupted: false });
    expect(k.flip.verify(get("two.exp"))).toMatchObject({ ok: true });
  });

  it("exits 1 where the target is not reached, and has the best all the same", () => {
    const { status, stdout, stderr } = search("2x2x2", "--target", "6", "--flips", "1e6", "--to", "exp");
    expect([status, stderr]).toEqual([1, ""]);
    expect(parseScheme(stdout).rank).toBe(7);
    expect(search("2x2x2", "--target", "6", "--flips", "1e6").stdout).toMatch(/rank 7 from 8, best known 7, target 6 not reached;/);
    expect(search("2x2x2", "--time", "0.3").status).toBe(0);
  });

  it("starts from files and structured targets", () => {
    fs.writeFileSync(file("start.json"), formatScheme(k.flip.extend(k.flip.best(2, 2, 2), 2), "perminov-json"));
    expect(search("start.json", "--ring", "Z2", "--target", "11", "--flips", "1e7").stdout).toMatch(/^2×2×3 over Z2, rank 11 from 11/);
    expect(search("gt:2", "--ring", "Z2", "--flips", "2e6", "--json").stdout).toMatch(/"structure":"gt"/);
    expect(search("none.json").stderr).toMatch(/^lanewise flip: FILE cannot be read/);
  });

  it("lifts, climbs, moves through formats, looks for fewer additions", () => {
    const { stdout } = search("3x3x3", "--lift", "--target", "23", "-o", "lifted.json", "--flips", "1e8");
    expect(stdout).toMatch(/3×3×3 over ZT, rank 23 from 27/);
    expect(k.flip.verify(get("lifted.json"))).toMatchObject({ ok: true });
    expect(search("2x2x4", "--ring", "Z2", "--adaptive", "--target", "14", "--flips", "5e7").status).toBe(0);
    expect(search("2x2x3", "--ring", "Z2", "--meta", "0.5", "--min-dims", "2x2x2", "--max-dims", "3x3x3", "--target", "11", "--flips", "5e7").status).toBe(0);
    expect(lines(search("2x2x2", "--lift", "--minimise", "additions", "--flips", "1e6", "--json").stdout).at(-1)).toMatchObject({ rank: 7, ring: "ZT", additions: expect.any(Number) as number });
    expect(search("2x2x2", "--minimise", "growth", "--flips", "1e6").stdout).toMatch(/rank 7 from 8, best known 7, growth 12;/);
  });

  it("saves checkpoints, and goes on from them as if it had never stopped", () => {
    const whole = ["3x3x4", "--ring", "Z2", "--seed", "3"];
    expect(search(...whole, "--flips", "4e6", "-o", "whole.json").status).toBe(0);
    expect(search(...whole, "--flips", "1e6", "--checkpoint", "c.json").status).toBe(0);
    const { status, stdout } = search("--resume", "c.json", "--flips", "4e6", "-o", "parts.json", "--json");
    expect(status).toBe(0);
    expect(lines(stdout).at(-1)).toMatchObject({ from: 36, checkpoint: "c.json" });
    expect(shown(get("parts.json"))).toBe(shown(get("whole.json")));
    expect(search("3x3x3", "--lift", "--flips", "1e6", "--checkpoint", "l.json").status).toBe(0);
    expect(search("--resume", "l.json", "--flips", "1e8", "--target", "23").stdout).toMatch(/3×3×3 over ZT, rank 23/);
    fs.writeFileSync(file("bad.json"), "{}");
    expect(refusal(1, "flip", "search", "--resume", "bad.json")).toBe("lanewise flip: bad.json is no checkpoint of flip search, expected one written by --checkpoint");
    const saved = JSON.parse(fs.readFileSync(file("c.json"), "utf8")) as Record<string, unknown>;
    for (const [key, value] of [["start", undefined], ["start", { shape: 5 }], ["options", undefined], ["options", null], ["state", undefined], ["state", { version: 1 }]] as const) {
      fs.writeFileSync(file("bad.json"), JSON.stringify({ ...saved, [key]: value }));
      expect(refusal(1, "flip", "search", "--resume", "bad.json")).toMatch(/bad\.json is no checkpoint of flip search/);
    }
    fs.writeFileSync(file("harmed.json"), fs.readFileSync(file("c.json"), "utf8").replace('\\"rounds\\":', '\\"rounds\\":-'));
    expect(refusal(1, "flip", "search", "--resume", "harmed.json")).toMatch(/^lanewise flip: harmed\.json: flip\.steps: resume /);
  });

  it("goes on with a symmetric search where it stopped", () => {
    const whole = ["4x4x4", "--symmetry", "C3", "--seed", "2", "--json"];
    expect(search(...whole, "--flips", "7e6", "-o", "sym.json").status).toBe(0);
    expect(search(...whole, "--flips", "5e6", "--checkpoint", "sc.json").status).toBe(0);
    const last = lines(search("--resume", "sc.json", "--flips", "7e6", "-o", "sym2.json", "--json").stdout).at(-1)!;
    expect(last["flips"]).toBeGreaterThanOrEqual(7e6);
    expect(last["perSecond"]).toBeGreaterThan(0);
    expect(shown(get("sym2.json"))).toBe(shown(get("sym.json")));
  });

  it("refuses files that cannot be written before it walks, and outlives a checkpoint that cannot be later", async () => {
    fs.mkdirSync(file("away"));
    expect(refusal(1, "flip", "search", "3x3x3", "--time", "60", "-o", "nowhere/s.json")).toMatch(/^lanewise flip: s\.json cannot be written: ENOENT/);
    expect(refusal(1, "flip", "search", "3x3x3", "--time", "60", "--checkpoint", "nowhere/c.json")).toMatch(/^lanewise flip: the checkpoint cannot be written: ENOENT/);
    expect(refusal(1, "flip", "search", "3x3x3", "--time", "60", "--checkpoint", "away")).toMatch(/the checkpoint cannot be written: away is a directory/);
    const child = spawn(process.execPath, [path.join(root, "dist/cli.js"), "flip", "search", "3x3x3", "--time", "60", "--json", "--checkpoint", "away/c.json", "-o", "kept.json"], { cwd: folder });
    let warned = "";
    child.stderr.on("data", (part: Buffer) => { warned += part.toString(); });
    const over = new Promise<number | null>((done) => { child.on("close", done); });
    await new Promise<void>((seen) => { child.stdout.once("data", () => { seen(); }); });
    fs.rmdirSync(file("away"));
    child.kill("SIGINT");
    expect(await over).toBe(1);
    expect(warned).toMatch(/^lanewise flip: the checkpoint cannot be written: ENOENT.*\n$/);
    expect(k.flip.verify(get("kept.json"))).toMatchObject({ ok: true });
  });

  it("prints what its file has no place for any more, and refuses before the walk what never has", async () => {
    fs.mkdirSync(file("gone"));
    const child = spawn(process.execPath, [path.join(root, "dist/cli.js"), "flip", "search", "3x3x3", "--time", "60", "--json", "-o", "gone/s.json"], { cwd: folder });
    let text = "";
    const over = new Promise<number | null>((done) => { child.on("close", done); });
    await new Promise<void>((seen) => { child.stdout.on("data", (part: Buffer) => { text += part.toString(); seen(); }); });
    fs.rmdirSync(file("gone"));
    child.kill("SIGINT");
    expect(await over).toBe(1);
    expect(k.flip.verify(parseScheme(text.trimEnd().split("\n").at(-1)!))).toMatchObject({ ok: true });
    expect(refusal(1, "flip", "search", "2x2x2", "--ring", "Z2", "--time", "60", "-o", "s.exp")).toMatch(/exp files do not tell that this scheme is of ring Z2/);
    expect(refusal(1, "flip", "search", "gt:2", "--ring", "Z2", "--time", "60", "--to", "maple")).toMatch(/maple files hold general products/);
  });

  it("looks at the clock often where flips are slow", () => {
    expect(lines(search("10x10x10", "--ring", "ZT", "--time", "0.001", "--json").stdout).at(-1)!["flips"]).toBeLessThan(5e5);
  });

  it("takes every option of a walk", () => {
    const { stdout } = search("3x3x3", "--ring", "Z2", "--flips", "4e5", "--split", "3", "--patience", "0", "--restarts", "best", "--distance", "0", "--plus", "5000,9000", "--path-limit", "90000", "--walkers", "2", "--pool", "2", "--checkpoint", "all.json");
    expect(stdout).toMatch(/^3×3×3 over Z2, rank/);
    expect((JSON.parse(fs.readFileSync(file("all.json"), "utf8")) as { options: unknown }).options).toEqual({ flips: 4e5, seed: 0, splitAfter: 3, patience: 0, restarts: "best", distance: 0, plusAfter: [5000, 9000], pathLimit: 90000, walkers: 2, pool: 2 });
  });

  it("ends at an interrupt with what it has", async () => {
    const child = spawn(process.execPath, [path.join(root, "dist/cli.js"), "flip", "search", "3x3x3", "--ring", "Z2", "--time", "60", "--json", "--checkpoint", "stop.json", "-o", "stopped.json"], { cwd: folder });
    let text = "";
    const over = new Promise<number | null>((done) => { child.on("close", done); });
    await new Promise<void>((seen) => { child.stdout.on("data", (part: Buffer) => { text += part.toString(); seen(); }); });
    child.kill("SIGINT");
    expect(await over).toBe(0);
    expect(lines(text).at(-1)).toMatchObject({ interrupted: true, output: "stopped.json" });
    expect(k.flip.verify(get("stopped.json"))).toMatchObject({ ok: true });
    expect(search("--resume", "stop.json", "--target", "23", "--time", "60").status).toBe(0);
  });

  it("exits 2 on wrong usage, before it walks", () => {
    const no = (...args: string[]): string => refusal(2, "flip", "search", ...args);
    expect(no()).toMatch(/what to search is missing, expected NxMxP as in 3x4x5, target:n as in gt:4, or FILE/);
    expect(no("3x0x3")).toMatch(/the format is "3x0x3", expected sizes from 1 to 128/);
    expect(no("gg:3")).toMatch(/target is "gg"/);
    expect(no("3x3x3", "4x4x4")).toMatch(/argument "4x4x4" is unexpected/);
    expect(no("3x3x3", "--threads", "2")).toMatch(/--threads is 2, expected 1: a search runs on one thread/);
    expect(no("3x3x3", "--plus", "5")).toMatch(/--plus is "5", expected two whole numbers as in 5000,100000/);
    expect(no("3x3x3", "--plus", "9,5")).toMatch(/plusAfter is 5, expected a whole number from 9/);
    expect(no("3x3x3", "--walkers", "65")).toMatch(/walkers is 65, expected a whole number from 1 to 64/);
    expect(no("3x3x3", "--target", "low")).toMatch(/--target is "low", expected best or a number/);
    expect(no("gt:3", "--target", "best")).toMatch(/--target is "best", and no rank is known for gt 3, expected a number/);
    expect(no("3x3x3", "--time", "0")).toMatch(/--time is 0, expected more than 0 seconds/);
    expect(no("3x3x3", "--min-dims", "2x2x2")).toMatch(/--min-dims goes with --meta P/);
    expect(no("3x3x3", "--meta", "0.5", "--max-dims", "9")).toMatch(/--max-dims is "9", expected NxMxP/);
    expect(no("3x3x3", "--meta", "2")).toMatch(/meta\.probability is 2, expected a number from 0 to 1/);
    expect(no("3x3x3", "--meta", "1", "--adaptive")).toMatch(/meta and adaptive both/);
    expect(no("3x3x3", "--minimise", "rank")).toMatch(/--minimise is "rank", expected additions or growth/);
    expect(no("3x3x3", "--ring", "Z2", "--lift")).toMatch(/lift is true and start\.ring is Z2/);
    expect(no("3x3x3", "--ring", "Q")).toMatch(/start is over Q/);
    expect(no("3x3x4", "--symmetry", "C3")).toMatch(/--symmetry goes with n×n×n, this is 3×3×4/);
    expect(no("3x3x3", "--symmetry", "C2")).toMatch(/--symmetry is "C2", expected C3 or C3xZ2/);
    expect(no("3x3x3", "-o", "x.dat")).toMatch(/-o x\.dat does not tell the format/);
    expect(no("3x3x3", "--json", "--to", "exp")).toMatch(/--json does not go with a scheme that is printed, expected -o OUT/);
    expect(no("3x3x3", "--index", "1")).toMatch(/--index is for a FILE, the start is 3x3x3/);
    expect(no("3x3x3", "--tries", "5")).toMatch(/--tries does not go with flip search/);
    expect(no("3x3x3", "--resume", "c.json")).toMatch(/"3x3x3" does not go with --resume/);
    expect(no("--resume", "c.json", "--seed", "2")).toMatch(/--seed does not go with --resume: the checkpoint says what is searched/);
    expect(refusal(2, "flip", "best", "2x2x2", "--lift")).toMatch(/--lift does not go with flip best/);
  });
});
