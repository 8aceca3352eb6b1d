// What is refused, and how it is said: text that is no nest, nests without meaning, steps that are not legal, sizes.
import { isKernelError, type LoopNest, loadSync, type NestStep } from "lanewise";
import { describe, expect, it } from "vitest";
import { readNests } from "../../scripts/nests.mjs";
import { PLAIN } from "../helpers/bitmac.nest.js";

const NESTS: Record<string, string> = readNests(), k = loadSync();
const nest = (text: string): LoopNest => k.bitmac.notation(text);

function thrown(run: () => unknown): { code: string; message: string; position?: number; arg?: string } {
  try { run(); } catch (e) {
    if (!isKernelError(e)) throw e;
    expect(e.op).toBe("bitmac.notation");
    return e as never;
  }
  return expect.fail("nothing was thrown");
}

describe("text that is no nest", () => {
  it.each<[string, string]>([
    ["for M temporal\n", "line 1, column 15: the text ends, expected a line inside the loop"],
    ["for M temporal\nfor N temporal\n  sync(M)", "line 2, column 1: expected a line further to the right, inside the loop"],
    ["for M temporal\n  for N temporal\n    sync(M)\n   sync(M)", "line 4, column 4: 3 spaces, expected 2"],
    ["for M temporal\n\tsync(M)", "line 2, column 1: a tab, expected spaces"],
    ["  sync(M)\n sync(M)", "line 2, column 2: 1 spaces, expected 2"],
    ["# no\n\nfor M sideways", 'line 3, column 7: "sideways", expected "temporal" or "spatial"'],
    ["for m temporal", 'line 1, column 5: "m", expected a part of a dimension, such as MP'],
    ["for C temporal", 'line 1, column 5: "C", expected a part of a dimension, such as MP'],
    ["for M temporal in", "line 1, column 18: the line ends, expected a value, such as pp"],
    ["for M temporal in nz more", 'line 1, column 22: "more", expected the end of the line'],
    ["M = MT(4) * MP", 'line 1, column 7: "(", expected "*": the first part takes what is left, so it has no size'],
    ["M = MT * MP(0)", 'line 1, column 13: "0", expected a size, 1 or more'],
    ["M = MT * MP(16", 'line 1, column 15: the line ends, expected ")"'],
    ["M = MT", 'line 1, column 7: the line ends, expected "*" and another part'],
    ["Q = QT * QP(3)", 'line 1, column 1: "Q", expected "M" or "N" or "K" or "BW"'],
    ["for M temporal\n  N = NT * NP", "line 2, column 3: dimensions are split before the first loop"],
    ["for M temporal\n  sync(M)\nN = NT * NP", "line 3, column 1: dimensions are split before the first loop"],
    ["s = half_reduce(w)", 'line 1, column 5: "half_reduce", expected two words made by half_reduce: s, c = half_reduce(…)'],
    ["s, c = add(w)", 'line 1, column 8: "add", expected one value made by add'],
    ["s = multiply(w)", 'line 1, column 5: "multiply", expected "encode" or "map" or "shift" or "half_reduce" or "add" or "accumulate" or "sparse"'],
    ["add = shift(w)", 'line 1, column 1: "add", expected for, a value, C[m, n], sync or a dimension'],
    ["code = encode(A[k, m])", 'line 1, column 17: "k", expected "m"'],
    ["code = encode(C[m, n])", 'line 1, column 15: "C", expected "A" or "B"'],
    ["code = encode(A[m, k], booth)", 'line 1, column 24: "booth", expected complement, sign-magnitude, mbe, ent, naf'],
    ["code = encode(A[m, k], mbe ent)", 'line 1, column 28: "ent", expected ")"'],
    ["pp = map(B[k, n])", 'line 1, column 17: ")", expected ","'],
    ["w = shift(pp over K)", 'line 1, column 14: "over", expected ")"'],
    ["C[m, n] = accumulate(w)", 'line 1, column 23: ")", expected "over"'],
    ["nz = sparse(code over K, M)", 'line 1, column 24: ",", expected ")"'],
    ["p = add(s, c over k)", 'line 1, column 19: "k", expected a part of a dimension, such as MP'],
    ["K = KT * D(4)", 'line 1, column 10: "D", expected a part of a dimension, such as MP'],
    ["for NNZ temporal", 'line 1, column 5: "NNZ", expected a part of a dimension, such as MP'],
    ["😀 = shift(w)", 'line 1, column 1: "😀", expected for, a value, C[m, n], sync or a dimension'],
    ["for M temporal\n\u00a0 sync(M)", "line 2, column 1: another kind of space, expected spaces"],
    [`sync(${"K, ".repeat(200)}K)`, 'line 1, column 388: ",", expected at most 128 names'],
    ["p = add(s; c)", 'line 1, column 10: ";", expected ")"'],
  ])("%j", (text, message) => {
    const e = thrown(() => nest(text));
    expect(e.message).toBe(`bitmac.notation: ${message}`);
    expect(e.code).toBe("format");
    expect(e.position).toBe(Number(/\d+/.exec(message)![0]));
  });

  it("is too deep", () => expect(thrown(() => nest(Array.from({ length: 3000 }, (_, i) => `${" ".repeat(i)}for M temporal`).join("\n"))).message)
    .toBe("bitmac.notation: line 129, column 129: a loop inside 128 others, expected fewer"));

  it("is no string", () => expect(thrown(() => k.bitmac.notation(3 as never)).message).toBe("bitmac.notation: text is number, expected a string"));
});

/** A nest that is right, with one thing changed. */
const broken = (from: string, to: string, name = "opt3"): string => { expect(NESTS[name]).toContain(from); return `# ${name}\n${NESTS[name]!.replace(from, to)}`; };

describe("nests without meaning", () => {
  it.each<[string, string, string[]]>([
    ["empty", "", ["1 no line makes C[m, n]"]],
    ["unknown part", PLAIN.replace("for K", "for KT"), ["3 no dimension has a part KT", "4 A[m, k] needs the loops K around it", "6 B[k, n] needs the loops K around it", "8 there is no loop K around this line and w does not depend on it",
      "8 accumulate over K stands outside the loop K: it takes one value after another, inside the loop"]],
    ["loop over a split dimension", "K = KT * KP(4)\n" + PLAIN, ["4 K is split: loop over KT, KP", "5 A[m, k] needs the loops KT, KP around it", "7 B[k, n] needs the loops KT, KP around it"]],
    ["the same loop twice", PLAIN.replace("for BW", "for K"), ["5 a loop K stands around this one already", "6 code depends on BW: neither a loop around this line nor reduced here", "7 shift needs the loops BW around it",
      "8 there is no loop BW around this line and w does not depend on it", "8 accumulate over BW stands outside the loop BW: it takes one value after another, inside the loop"]],
    ["a dimension split twice", broken("N = NT * NP(32)", "M = NT * NP(32)"), ["3 M is split twice", "6 no dimension has a part NT", "8 no dimension has a part NP", "16 B[k, n] needs the loops N around it", "20 C[m, n] needs the loops N around it"]],
    ["a part twice", broken("N = NT * NP(32)", "N = NT * MP(32)"), ["3 MP is the name of another part", "8 no dimension has a part NP"]],
    ["a missing loop", PLAIN.replace("for N temporal", "for NP temporal"), ["2 no dimension has a part NP", "6 B[k, n] needs the loops N around it", "8 C[m, n] needs the loops N around it"]],
    ["used before it is made", PLAIN.replace("shift(pp)", "shift(ww)"), ["7 ww is used before it is made"]],
    ["digits for a word", PLAIN.replace("shift(pp)", "shift(code)"), ["7 code is digits, expected a word"]],
    ["a word for digits", PLAIN.replace("w = shift(pp)", "w = map(B[k, n], pp)"), ["7 pp is a word, expected digits"]],
    ["the encoded operand multiplied", PLAIN.replace("map(B[k, n]", "map(A[m, k]"), ["6 map multiplies the operand that is not encoded, not A"]],
    ["encode inside BW", PLAIN.replace("      code = encode(A[m, k], mbe)\n      for BW temporal\n", "      for BW temporal\n        code = encode(A[m, k], mbe)\n"), ["5 encode makes every digit at once: it stands outside the loop BW"]],
    ["made twice", broken("t = add(s, c)", "s = add(s, c)"), ["18 s is made already, on line 17", "19 t is used before it is made"]],
    ["encoded twice", broken("nz = sparse(code over KW)", "nz = sparse(code over KW)\n            dig = encode(B[k, n], ent)"),
      ["15 B[k, n] needs the loops KW around it", "15 encode makes every digit at once: it stands outside the loop BW", "15 an operand is encoded already, on line 11"]],
    ["not reduced over BW", broken("C[m, n] = add(w over BW)", "C[m, n] = add(t)"), ["20 t depends on BW: neither a loop around this line nor reduced here"]],
    ["not reduced over K", PLAIN.replace("accumulate(w over K, BW)", "accumulate(w over BW)"), ["8 C[m, n] is not reduced over K"]],
    ["reduced over a loop that is not there", broken("C[m, n] = add(w over BW)", "C[m, n] = add(w over BW, KT)"), ["20 there is no loop KT around this line and w does not depend on it"]],
    ["reduced twice", PLAIN.replace("over K, BW", "over K, BW, K"), ["8 a loop is reduced twice"]],
    ["read before it is complete", broken("s, c = half_reduce(pp over KT, KW)", "s, c = half_reduce(pp over KT, KW)\n              u = add(s, c)"), ["18 s is complete only after the loop KT", "18 c is complete only after the loop KT"]],
    ["add inside its loop", PLAIN.replace("accumulate(", "add("), ["8 add over K stands inside the loop K: it takes all values at once, after the loop", "8 add over BW stands inside the loop BW: it takes all values at once, after the loop"]],
    ["a tree over time", PLAIN.replace("        C[m, n] = accumulate(w over K, BW)", "      s, c = half_reduce(w over BW)\n      p = add(s, c)\n      C[m, n] = accumulate(p over K)"),
      ["8 half_reduce over BW takes all its words in one cycle, and the loop BW is temporal: let it run inside"]],
    ["a spatial sparse loop", broken("for KW temporal in nz", "for KW spatial in nz"), ["15 a spatial loop cannot leave out turns"]],
    ["sparse in sparse", "for M temporal\n  for K temporal\n    code = encode(A[m, k], ent)\n    nz = sparse(code over BW)\n    for N temporal in nz\n      for BW temporal in nz\n        pp = map(B[k, n], code)\n        w = shift(pp)\n        C[m, n] = accumulate(w over K, BW)",
      ["5 nz depends on BW: neither a loop around this line nor reduced here", "5 nz holds indices of BW, not of N", "6 a sparse loop stands around this one already"]],
    ["no sync", broken("    sync(MP)\n", ""), ["15 the loops MP take different times here: sync(MP) must follow directly"]],
    ["sync for nothing", broken("sync(MP)", "sync(MP, KT)"), ["21 no spatial loop KT ends directly before this line"]],
    ["a word read before its sync", broken("          sync(KL)\n          t = add(s, c)\n", "          t = add(s, c)\n          sync(KL)\n", "opt4e"), ["20 the loops KL take different times here: sync(KL) must follow directly", "24 no spatial loop KL ends directly before this line"]],
    ["one sync for everything", `${broken("          sync(KL)\n", "", "opt4e").replace("    sync(MP)\n", "")}sync(KL, MP)\n`,
      ["20 the loops KL take different times here: sync(KL) must follow directly", "20 the loops MP take different times here: sync(MP) must follow directly", "26 no spatial loop KL ends directly before this line", "26 no spatial loop MP ends directly before this line"]],
    ["bit weights joined before their sync", "for M temporal\n  for N temporal\n    for K temporal\n      code = encode(A[m, k], ent)\n    for BW spatial\n      nz = sparse(code over K)\n      for K temporal in nz\n        pp = map(B[k, n], code)\n        s, c = half_reduce(pp over K)\n      t = add(s, c)\n      w = shift(t)\n    C[m, n] = add(w over BW)\n    sync(BW)\n",
      ["7 the loops BW take different times here: sync(BW) must follow directly", "13 no spatial loop BW ends directly before this line"]],
    ["C reduced over its own indices", PLAIN.replace("over K, BW", "over M, N, K, BW"), ["8 accumulate over M, N sums different elements of C[m, n]"]],
    ["a pair reduced over one column", broken("half_reduce(w over BW, K)", "half_reduce(w over BW, K, NP)", "matrix-2d.opt1").replace("NP(16)", "NP(1)"), ["13 half_reduce over NP sums different elements of C[m, n]"]],
    ["too many parts", `K = KA${Array.from({ length: 35 }, (_, i) => ` * K${i}`).join("")}\n${PLAIN.replace("for K ", "for KA ").replace("over K", "over KA")}`, []],
    ["too many turns", `K = KA * KB(65536) * KC(65536)\n${PLAIN}`, ["1 the parts of K have more than 2147483648 turns together", "4 K is split: loop over KA, KB, KC", "5 A[m, k] needs the loops KA, KB, KC around it",
      "7 B[k, n] needs the loops KA, KB, KC around it"]],
    ["a value of some turns", broken("s, c = half_reduce(pp over KT, KW)", "u = shift(pp)").replace("t = add(s, c)", "t = add(u over KT, KW)"), ["18 u is made for some turns of KW only: reduce it inside that loop"]],
    ["not the product", PLAIN.replace("w = shift(pp)", "w = add(pp)"), []],
  ])("%s", (_, text, faults) => {
    const n = nest(text), found = n.check().map((f) => `${f.line} ${f.message}`);
    expect(n.legal).toBe(false);
    if (faults.length > 0) expect(found).toEqual(faults);
    else expect(found[0]).toMatch(/^8 C is not A·B: for \d+×\d+ by \d+×\d+ it has -?\d+ at row \d+, column \d+, expected -?\d+$|^1 K has 36 parts, at most 32 are possible$/);
    for (const run of [() => n.count({ M: 1, N: 1, K: 1 }), () => n.run(k.matrix("i8", 1, 1), k.matrix("i8", 1, 1)), () => n.apply({ kind: "deferAdd" })]) {
      const e = thrown(run);
      expect(e.code).toBe("format");
      expect(e.position).toBe(n.check()[0]!.line);
      expect(e.message).toContain(`: line ${n.check()[0]!.line}: ${n.check()[0]!.message}`);
    }
    (n.check() as unknown[]).length = 0;
    expect(n.legal).toBe(false);
  });

  it("are counted by the lines of the text that was given", () => {
    const text = `# a comment\n\n${PLAIN}`.replace("  w = shift(pp)", "  w = shift(ww)   # and another");
    expect(nest(text).check()[0]!.line).toBe(9);
    expect(nest(text).text).toBe(text.replace("   # and", "  # and"));
  });
});

describe("steps that are not legal", () => {
  const plain = nest(PLAIN), of = (name: string): LoopNest => nest(NESTS[name]!), onB = nest(PLAIN.replace("A[m, k]", "X").replace("B[k, n]", "A[m, k]").replace("X", "B[k, n]"));
  it.each<[string, LoopNest, NestStep, string]>([
    ["deferAdd", of("systolic-os.opt1"), { kind: "deferAdd" }, "deferAdd: add does not stand inside a temporal K loop: nothing is accumulated word by word over it"],
    ["deferAdd", of("systolic-os.mac"), { kind: "deferAdd", loops: ["MP"] }, "deferAdd: add does not stand inside a temporal MP loop: nothing is accumulated word by word over it"],
    ["deferAdd", plain, { kind: "deferAdd", loops: ["BW"] }, "deferAdd: the digits of one product are all that is accumulated: there is no K loop to defer over"],
    ["moveShiftOut", plain, { kind: "moveShiftOut" }, "moveShiftOut: shifted products are added, not compressed: deferAdd first"],
    ["moveShiftOut", of("systolic-os.mac"), { kind: "moveShiftOut" }, "moveShiftOut: only BW is reduced here: there are no products of one bit weight to compress together"],
    ["moveShiftOut", of("cube.opt1"), { kind: "moveShiftOut" }, "moveShiftOut: products of different bit weights are compressed together: BW stands inside the loop KP, reorder it outside first"],
    ["moveShiftOut", of("cube.opt2"), { kind: "moveShiftOut" }, "moveShiftOut: the shift stands behind the compressor already"],
    ["sparsify", plain, { kind: "sparsify", loop: "K" }, "sparsify: encode stands inside the loop K: which digits are 0 must be known before it begins"],
    ["sparsify", of("systolic-os.mac"), { kind: "sparsify", loop: "BW" }, "sparsify: the loop BW is spatial: its turns take one time, whatever their digits"],
    ["sparsify", of("opt3"), { kind: "sparsify", loop: "KW" }, "sparsify: the loop KW is sparse already"],
    ["sparsify", of("bit-serial"), { kind: "sparsify", loop: "MT" }, "sparsify: encode stands inside the loop MT: which digits are 0 must be known before it begins"],
    ["sparsify", nest(PLAIN.replace(/for K[^]*/, "for K temporal\n      code = encode(A[m, k], mbe)\n    for K temporal\n      for BW temporal\n        pp = map(B[k, n], code)\n        w = shift(pp)\n        C[m, n] = accumulate(w over K, BW)\n")), { kind: "sparsify", loop: "K" }, "sparsify: BW stands inside the loop K: one turn has digits of every weight"],
    ["sparsify", of("cube.opt2").apply({ kind: "toTemporal", loop: "BW" }), { kind: "sparsify", loop: "BW" }, "sparsify: s is needed of every turn of BW, also where the digit is 0"],
    ["hoistEncoder", of("opt3"), { kind: "hoistEncoder", loops: ["MP"] }, "hoistEncoder: code depends on M, the loop MP turns over it"],
    ["hoistEncoder", onB, { kind: "hoistEncoder", loops: ["N"] }, "hoistEncoder: code depends on N, the loop N turns over it"],
    ["hoistEncoder", of("opt4c"), { kind: "hoistEncoder" }, "hoistEncoder: code is made outside every loop that shares it"],
    ["hoistEncoder", of("opt4c"), { kind: "hoistEncoder", loops: ["NP"] }, "hoistEncoder: code is not made inside the loops NP"],
    ["reorder", plain, { kind: "reorder", loop: "K", before: "BW" }, "reorder: no loop K stands inside a loop BW"],
    ["reorder", plain, { kind: "reorder", order: ["M", "Q"] }, "reorder: there is no loop Q"],
    ["reorder", plain, { kind: "reorder", order: ["M", "K", "M"] }, "reorder: a loop stands twice in M, K, M"],
    ["reorder", of("opt3"), { kind: "reorder", loop: "KW", before: "KT" }, "reorder: nz depends on KT: neither a loop around this line nor reduced here"],
    ["toSpatial", of("opt3"), { kind: "toSpatial", loop: "KW" }, "toSpatial: the loop KW is sparse: its turns take the time their digits need"],
    ["toSpatial", of("opt3"), { kind: "toSpatial", loop: "MP" }, "toSpatial: the loop MP is spatial already"],
    ["toSpatial", of("opt3"), { kind: "toSpatial", loop: "KT" }, 'toSpatial: the values of KT come one after another in the loop KW: reduce is "half_reduce", expected "chain"'],
    ["toTemporal", of("opt3"), { kind: "toTemporal", loop: "KT" }, "toTemporal: the loop KT is temporal already"],
    ["splitDim", plain, { kind: "splitDim", dim: "X", into: ["XT", "XP"], size: 2 }, "splitDim: there is no loop X"],
    ["splitDim", plain, { kind: "splitDim", dim: "M", into: ["N", "MP"], size: 2 }, "splitDim: N is the name of another part"],
    ["splitDim", plain, { kind: "splitDim", dim: "M", into: ["MP", "MP"], size: 2 }, "splitDim: into holds MP, MP, expected two names"],
    ["splitDim", of("opt3"), { kind: "splitDim", dim: "KW", into: ["KV", "KW"], size: 2 }, "splitDim: the loop KW is sparse: split it before"],
    ["splitDim", of("systolic-os.mac"), { kind: "splitDim", dim: "MP", into: ["MQ", "MP"], size: 5 }, "splitDim: MP has 16 turns, which 5 does not divide"],
    ["splitDim", nest(`K = KT * KP(65536)\n${PLAIN.replace(/for K [^]*/, "for KT temporal\n     for KP temporal\n      code = encode(A[m, k], mbe)\n      for BW temporal\n        pp = map(B[k, n], code)\n        w = shift(pp)\n        C[m, n] = accumulate(w over KT, KP, BW)\n")}`), { kind: "splitDim", dim: "KT", into: ["KS", "KT"], size: 65536 }, "splitDim: the parts of K have more than 2147483648 turns together"],
    ["hoistEncoder", plain, { kind: "hoistEncoder", loops: ["N", "TYPO"] }, "hoistEncoder: there is no loop TYPO"],
    ["deferAdd", plain, { kind: "deferAdd", loops: ["K", "TYPO"] }, "deferAdd: there is no loop TYPO"],
    ["reorder", plain, { kind: "reorder", order: ["K", "N"], loop: "K", before: "N" } as never, "order is given beside loop and before, expected one of the two forms"],
    ["step", plain, null as never, "step is null, expected an object"],
    ["step", plain, 5 as never, "step is number, expected an object"],
    ["kind", plain, { kind: "unroll" } as never, 'kind is "unroll", expected one of "splitDim", "reorder", "toSpatial", "toTemporal", "deferAdd", "moveShiftOut", "sparsify", "hoistEncoder"'],
    ["field", plain, { kind: "sparsify", loop: "K", by: 3 }, "unknown option by, expected one of kind, loop"],
    ["field", plain, { kind: "toSpatial", loop: 3 }, "loop is number, expected the name of a part"],
    ["field", plain, { kind: "splitDim", dim: "M", into: ["C", "MP"] }, 'into is "C", expected the name of a part'],
    ["field", plain, { kind: "splitDim", dim: "M", into: "MP" }, "into is string, expected a list of names"],
    ["field", plain, { kind: "splitDim", dim: "M", into: ["MT", "MP"], size: 1.5 }, "size is 1.5, expected a whole number from 0 to 2147483647"],
  ])("%s %#", (_, from, step, message) => {
    const e = thrown(() => from.apply(step));
    expect(e.code).toBe("option");
    expect(e.message.startsWith(`bitmac.notation: ${message}`), e.message).toBe(true);
  });
});

describe("sizes and operands", () => {
  const open = nest(`M = MT * MP\n${PLAIN.replace("for M temporal", "for MT temporal").replace("  for N temporal", "  for MP temporal\n   for N temporal").replace(/^ {4}/gm, "     ")}`);
  it.each<[Record<string, number>, string]>([
    [null as never, "sizes is null, expected an object"],
    [{}, "sizes lacks M, N, K, MP"],
    [{ M: 1, K: 1 }, "sizes lacks N, MP"],
    [{ M: 1, N: 1, K: 1, MP: 0 }, "MP is 0, expected a whole number from 1 to 2147483647"],
    [{ M: 1.5, N: 1, K: 1, MP: 1 }, "M is 1.5, expected a whole number from 0 to 2147483647"],
    [{ M: 1, N: 1, K: 1, MP: 1, BW: 4 }, "unknown option BW, expected one of M, N, K, MP, D, NNZ"],
    [{ M: 1, N: 1, K: 1, MP: 1, D: 5 }, "D is 5, expected a whole number from 0 to 4"],
    [{ M: 1, N: 1, K: 1, MP: 1, NNZ: 4.5 }, "NNZ is 4.5, expected a number from 0 to 4"],
    [{ M: 1, N: 1, K: 1, MP: 1, NNZ: 1, D: 1 }, "NNZ is given beside D, expected one of them"],
  ])("%j", (sizes, message) => {
    expect(open.check()).toEqual([]);
    const e = thrown(() => open.count(sizes));
    expect(e.message).toBe(`bitmac.notation: ${message}`);
    expect(e.code).toBe("option");
  });

  it("operands that do not fit, are no int8, or are too large", () => k.scope((s) => {
    const A = s.matrix("i8", 3, 4), plain = nest(PLAIN);
    expect(thrown(() => plain.run(A, A)).message).toBe("bitmac.notation: B.rows is 3, expected 4 (A is 3×4)");
    expect(thrown(() => plain.run(s.matrix("f32", 3, 4) as never, A)).code).toBe("dtype");
    const large = s.matrix("i8", 300, 300), e = thrown(() => plain.run(large, large));
    expect(e.code).toBe("shape");
    expect(e.message).toBe("bitmac.notation: A is 300×300, B 300×300: 351000000 lines to carry out, at most 4194304 are (bitmac.gemm has no such bound)");
  }));
});
