const WARM_MS = 60;
const ROUNDS = 5;
const ROUND_MS = 40;

/** Median time of one call, after a warm-up. */
export function seconds(body: () => void): number {
  let calls = 0;
  const warm = performance.now();
  let spent = 0;
  for (; spent < WARM_MS; spent = performance.now() - warm) {
    body();
    calls++;
  }
  const perRound = Math.max(1, Math.round((ROUND_MS * calls) / spent));
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    for (let i = 0; i < perRound; i++) body();
    return (performance.now() - start) / perRound / 1000;
  });
  return times.sort((x, y) => x - y)[ROUNDS >> 1] as number;
}
