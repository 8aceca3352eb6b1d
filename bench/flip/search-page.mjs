// What docs/flip-search-bars.md says besides its rows.
export const page = {
  titles: {
    speed: 'Flips a second', rank: 'To a rank, over two elements', zt: 'To a rank, over coefficients −1, 0, 1', symmetric: 'With symmetry', structured: 'Structured products', determinism: 'One seed, one walk',
    natives: 'Native programs, by their own walks',
  },
  head: `# Flip-graph search

CPU time of one thread. Every scheme counts only after \`flip.verify\` and a second expansion that shares no code with it; checking is not timed. Times to a rank are medians over seeds,
a seed that misses counting as infinite; what is rare is given as all CPU time, misses included, over hits. The machine is virtual and shared: rates move by 20 to 30 % from run to run,
ratios to programs timed in the same rounds by less. Native programs are built with \`-O3\` or higher for this machine's own instructions; they do not come with the package.
`,
};
