// What docs/bitmac-bars.md says besides its rows.
export const page = {
  titles: { numpps: 'Counting partial products', bits: 'Products of bit planes', engine: 'Engines' },
  head: `# Bit weights: rates and ratios

CPU time of one thread, both sides in interleaved rounds of the same run, medians; every answer checked before its time counts. The machine is virtual and shared: rates move by
20 to 30 % from run to run, ratios by less.`,
};
