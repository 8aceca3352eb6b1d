// How the schemes that no paper gave were found: the part of the format that a scheme of the catalogue fills at the start of the walk (the standard
// scheme fills the rest), and the seed with the fewest additions of those tried (`--tune`). Options as in walk.mjs.

const SHORT = { flips: 1e6, after: 10000, above: 2 };

export const FOUND = [
  { name: "2x3x3", shape: [2, 3, 3], rank: 15, seed: 6 },
  { name: "2x3x4", shape: [2, 3, 4], rank: 20, seed: 2 },
  { name: "2x4x4", shape: [2, 4, 4], rank: 26, from: "2x3x4", seed: 6, ...SHORT },
  { name: "2x4x5", shape: [2, 4, 5], rank: 33, from: "2x4x4", seed: 10, ...SHORT },
  { name: "3x3x4", shape: [3, 3, 4], rank: 29, from: "laderman", seed: 29, ...SHORT },
  { name: "3x3x5", shape: [3, 3, 5], rank: 36, from: "3x3x4", seed: 0, ...SHORT },
  { name: "3x4x4", shape: [3, 4, 4], rank: 38, from: "3x3x4", seed: 18, ...SHORT, flips: 3e6 },
];

/** Structured targets, by scripts/structured.mjs: target, size, rank, seed, flips before a plus; X·Xᵀ of a general X is an upper triangle times a general
 *  matrix, turned. */
export const STRUCTURED = [
  ["ug", 3, 17, 1, 20000], ["ug", 4, 34, 104, 50000], ["gt", 3, 17], ["gt", 4, 34], ["sg", 2, 6, 1, 5000], ["sg", 3, 18, 1, 20000], ["wg", 2, 6, 1, 5000],
  ["wg", 3, 18, 1, 20000], ["kg", 3, 15, 1, 20000], ["ut", 4, 19, 1, 20000], ["st", 2, 4, 1, 5000], ["st", 3, 11, 1, 20000], ["wt", 2, 4, 1, 5000], ["wt", 3, 11, 1, 20000],
  ["kt", 2, 1, 1, 5000], ["kt", 3, 6, 1, 5000], ["uu", 4, 19, 1, 20000], ["ul", 3, 13, 1, 20000], ["ul", 4, 27, 1, 20000], ["us", 2, 5, 1, 5000], ["us", 3, 14, 1, 20000],
  ["uw", 2, 5, 1, 5000], ["uw", 3, 14, 1, 20000], ["uk", 3, 11, 1, 20000], ["ss", 2, 6, 1, 5000], ["sw", 2, 6, 1, 5000],
  ["ww", 2, 6, 1, 5000], ["sk", 2, 3, 1, 5000], ["sk", 3, 11, 1, 20000], ["kk", 2, 1, 1, 5000], ["kk", 3, 9, 1, 5000],
].map(([target, n, rank, seed, after]) => ({ name: `${target}-${n}`, target, shape: [n, n, n], rank, seed, after }));
