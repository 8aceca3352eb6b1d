/** y = a·x^slope by least squares of the logarithms: {slope, factor, r2}. */
export function powerLaw(points) {
  const n = points.length;
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)]);
  const mean = (i) => logs.reduce((sum, p) => sum + p[i], 0) / n;
  const [mx, my] = [mean(0), mean(1)];
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (const [x, y] of logs) {
    xx += (x - mx) ** 2;
    xy += (x - mx) * (y - my);
    yy += (y - my) ** 2;
  }
  const slope = xy / xx;
  return { slope, factor: Math.exp(my - slope * mx), r2: (xy * xy) / (xx * yy) };
}
