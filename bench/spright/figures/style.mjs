// What all figures share: ground, ink, axes, series, the line under the title.

export const ink = '#1f2733';
export const faint = '#6b7686';
export const blue = '#1d4ed8';
export const paleBlue = '#7ea2f5';
export const oranges = ['#f0b58c', '#e8762d', '#9a3f0a'];
export const grey = '#8a94a6';
export const teal = '#159a80';
/** Of ordered values, such as n: light to dark. */
export const ramp = ['#9db8f7', '#6f95f2', '#3f6de8', '#1d4ed8', '#12307f'];

/** Machine and runs of a result. */
export function origin({ cpu, cpuid, engine, commit, date, runs }, timed = false) {
  const where = timed ? `${cpu}${cpuid ? ` (family/model ${cpuid})` : ''}, ${engine}, one thread` : `${runs} runs a point`;
  return `${where}, commit ${commit || 'unknown'}, ${date.slice(0, 10)}`;
}

/** Lines of at most `most` characters: what is long would widen the figure. */
function wrap(text, most) {
  const lines = [''];
  for (const word of text.split(' ')) {
    if (lines.at(-1).length + 1 + word.length > most) lines.push(word);
    else lines.push(`${lines.pop()} ${word}`.trim());
  }
  return lines;
}

/** A whole specification: layers, or a facet, under a title. */
export const frame = ({ title, subtitle, values, ...rest }) => ({
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  background: '#ffffff',
  padding: 18,
  title: { text: title, anchor: 'start', fontSize: 17, fontWeight: 600, color: ink, offset: 14, subtitle: subtitle.flatMap((line) => wrap(line, rest.facet ? 96 : 72)), subtitleFontSize: 12, subtitleColor: faint, subtitlePadding: 5 },
  data: { values },
  ...rest,
  config: {
    font: 'Inter, system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif',
    view: { stroke: null },
    axis: { labelColor: faint, titleColor: faint, labelFontSize: 11, titleFontSize: 12, titleFontWeight: 400, labelPadding: 6, titlePadding: 10 },
    legend: { labelColor: ink },
  },
});

/** Small multiples, one a value of `field`, in the order of `values`. */
export const panels = (field, values, columns, spec, more = {}) => ({
  facet: { field, type: 'nominal', title: null, sort: values, header: { labelFontSize: 13, labelFontWeight: 600, labelColor: ink, labelAnchor: 'start', labelPadding: 8 } },
  columns,
  spacing: 28,
  spec,
  ...more,
});

export const colorOf = (field, series, symbolType = 'stroke') => ({
  field, type: 'nominal', title: null,
  scale: { domain: series.map(([name]) => name), range: series.map(([, color]) => color) },
  legend: { orient: 'bottom', direction: 'horizontal', columns: series.length, labelLimit: 0, symbolType, symbolOpacity: 1, ...(symbolType === 'stroke' ? { symbolStrokeWidth: 3, symbolSize: 220 } : { symbolSize: 80 }), labelFontSize: 12, columnPadding: 18, offset: 10 },
});

const rulesOff = { grid: false, domainColor: '#c3cad4', tickColor: '#c3cad4' };
const gridOn = { gridColor: '#e8ecf1', domain: false, ticks: false };

export const linearX = (field, title, values) => ({ field, type: 'quantitative', title, scale: { domain: [values[0], values.at(-1)], nice: false, padding: 6 }, axis: { values, labelExpr: "replace(format(datum.value, '.4~'), '-', '−')", ...rulesOff } });
export const logX = (field, title, more = {}) => ({ field, type: 'quantitative', title, scale: { type: 'log', nice: false, padding: 8, ...more.scale }, axis: { ...rulesOff, labelOverlap: 'greedy', ...more.axis } });
export const logY = (field, title, more = {}) => ({ field, type: 'quantitative', title, scale: { type: 'log', nice: false, padding: 8, ...more.scale }, axis: { ...gridOn, labelOverlap: 'greedy', ...more.axis } });
/** A rate as per cent. */
export const rateY = (field, title) => ({ field, type: 'quantitative', title, scale: { domain: [0, 1], nice: false, padding: 4 }, axis: { values: [0, 0.25, 0.5, 0.75, 1], format: '.0%', ...gridOn } });

/** Line, its 95 % limits if there are some, and points on white rims. */
export const curve = ({ x, y, color, limits = false, filter = 'true', dash }) => [
  ...(limits ? [{ transform: [{ filter }], mark: { type: 'rule', strokeWidth: 1, opacity: 0.45 }, encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color } }] : []),
  { transform: [{ filter }], mark: { type: 'line', strokeCap: 'round', strokeWidth: 2.25, ...(dash ? { strokeDash: dash } : {}) }, encoding: { x, y, color } },
  { transform: [{ filter }], mark: { type: 'point', filled: true, size: 34, opacity: 1, stroke: '#ffffff', strokeWidth: 1 }, encoding: { x, y, color } },
];

/** Two digits, no exponent. */
export const short = (x) => (x >= 99.5 ? x.toFixed(0) : x.toPrecision(2));
export const percent = (share) => `${short(100 * share)} %`;
