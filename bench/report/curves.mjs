// Which rows make a figure, and its Vega-Lite specification: rate against n, one panel an engine, the ceiling as a rule.

const blue = '#1d4ed8';
const colors = {
  'lanewise relaxed': blue,
  lanewise: blue,
  'lanewise s8·s8': blue,
  'lanewise simd': '#7ea2f5',
  'lanewise u8·s8': '#7ea2f5',
  'tfjs wasm': '#e8762d',
  'onnxruntime-web': '#159a80',
  'onnxruntime-web s8·s8': '#159a80',
  'onnxruntime-web u8·s8': '#7cc7b7',
  'jax-js': '#a45bd6',
  'ndarray-gemm': '#b58a4c',
  'plain JS': '#8a94a6',
};

/** `series` maps a line of history to named points: [label, value]. `pattern` has n as its group. */
export const figures = [
  {
    file: 'gemm-f32',
    title: 'f32 matrix product, n × n × n, operands resident',
    pattern: /^dense\.gemm\/f32\/nn\/(\d+)$/,
    series: ({ variant, value, peers }) => [[`lanewise ${variant}`, value], ['tfjs wasm', peers['tfjs resident']], ['onnxruntime-web', peers['ort packed']],
      ['jax-js', peers['jax resident']], ['ndarray-gemm', peers['ndarray roundtrip']], ['plain JS', peers['plain roundtrip']]],
  },
  {
    file: 'gemm-f64',
    title: 'f64 matrix product, n × n × n, operands resident',
    pattern: /^dense\.gemm\/f64\/nn\/(\d+)$/,
    series: ({ variant, value, peers }) => [[`lanewise ${variant}`, value], ['onnxruntime-web', peers['ort packed']],
      ['jax-js', peers['jax resident']], ['ndarray-gemm', peers['ndarray roundtrip']], ['plain JS', peers['plain roundtrip']]],
  },
  {
    file: 'gemm-int8',
    title: 'int8 matrix product to exact i32, n × n × n',
    pattern: /^dense\.gemmInt8\/(?:s8s8|u8s8)\/(\d+)$/,
    only: ({ default: isDefault }) => isDefault !== false,
    series: ({ name, value, peers }) => (name.includes('/u8s8/')
      ? [['lanewise u8·s8', value], ['onnxruntime-web u8·s8', peers['ort packed']]]
      : [['lanewise s8·s8', value], ['onnxruntime-web s8·s8', peers['ort packed']], ['plain JS', peers['plain roundtrip']]]),
  },
  {
    file: 'fwht-f32',
    title: 'f32 Walsh–Hadamard transform of 2ⁿ elements, in place',
    pattern: /^wht\.fwht\/f32\/2\^(\d+)$/,
    series: ({ variant, value, peers }) => [[`lanewise ${variant}`, value], ['plain JS', peers['plain-wht radix-4']]],
  },
  {
    file: 'plain-matmul-f32',
    title: 'f32 matmul on plain arrays, n × n × n, every copy counted',
    pattern: /^dense\.plain\.matmul\/f32\/(\d+)$/,
    series: ({ value, peers }) => [['lanewise', value], ['tfjs wasm', peers['tfjs roundtrip']], ['onnxruntime-web', peers['ort roundtrip']],
      ['ndarray-gemm', peers['ndarray roundtrip']], ['plain JS', peers['plain roundtrip']]],
  },
];

const median = (list) => [...list].sort((x, y) => x - y)[list.length >> 1];
const engineLabel = (engine) => engine.replace(/^([a-z]+)(\d+).*/, (_, name, major) => `${name[0].toUpperCase()}${name.slice(1)} ${major}`);

/** Specification of one figure from the lines of history that match it, or null when there are none. */
export function curve(figure, lines) {
  const matching = lines.filter((line) => figure.pattern.test(line.name) && (figure.only?.(line) ?? true));
  if (matching.length === 0) return null;
  const points = new Map(); // a peer stands on the lines of both our variants: once is enough
  const ceilings = new Map();
  for (const line of matching) {
    const engine = engineLabel(line.engine);
    const n = Number(line.name.match(figure.pattern)[1]);
    for (const [series, value] of figure.series(line)) {
      if (value !== undefined) points.set([engine, series, n].join(), { engine, series, n, value, ours: series.startsWith('lanewise') });
    }
    for (const value of Object.values(line.ceiling ?? {})) ceilings.set(engine, [...(ceilings.get(engine) ?? []), value]);
  }
  const data = [...points.values()];
  const rules = [...ceilings].map(([engine, values]) => ({ engine, ceiling: median(values), label: `ceiling ${median(values).toFixed(0)}` }));
  const series = Object.keys(colors).filter((name) => data.some((point) => point.series === name));
  const sizes = [...new Set(data.map(({ n }) => n))].sort((x, y) => x - y);
  const newest = matching.reduce((x, y) => (x.date > y.date ? x : y));
  return specification({ figure, data: [...data, ...rules], series, sizes, newest, top: Math.max(...rules.map((r) => r.ceiling), ...data.map((p) => p.value)) });
}

/** One line if it fits, else lines of equal length. */
function legendColumns(entries, width) {
  const lines = Math.ceil((entries * 145) / width);
  return Math.ceil(entries / lines);
}

function specification({ figure, data, series, sizes, newest, top }) {
  const ink = '#1f2733';
  const faint = '#6b7686';
  const panels = new Set(data.map(({ engine }) => engine)).size;
  const width = [520, 380, 320][panels - 1] ?? 280;
  const color = {
    field: 'series', type: 'nominal', title: null,
    scale: { domain: series, range: series.map((name) => colors[name]) },
    legend: { orient: 'bottom', direction: 'horizontal', columns: legendColumns(series.length, panels * width), labelLimit: 0, symbolType: 'stroke', symbolStrokeWidth: 3, symbolSize: 220, labelFontSize: 12, columnPadding: 18, offset: 10 },
  };
  const x = {
    field: 'n', type: 'quantitative', title: 'n', scale: { type: 'log', base: 2, domain: [sizes[0], sizes.at(-1)], nice: false, padding: 6 },
    axis: { values: sizes, format: 'd', labelOverlap: 'greedy', grid: false, domainColor: '#c3cad4', tickColor: '#c3cad4' },
  };
  const y = {
    field: 'value', type: 'quantitative', title: `${newest.unit}, one thread`, scale: { domain: [0, top * 1.1], nice: false },
    axis: { tickCount: 6, gridColor: '#e8ecf1', domain: false, ticks: false },
  };
  const lines = (filter, strokeWidth) => ({ transform: [{ filter }], mark: { type: 'line', interpolate: 'monotone', strokeCap: 'round', strokeWidth }, encoding: { x, y, color } });
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: '#ffffff',
    padding: 18,
    title: {
      text: figure.title, anchor: 'start', fontSize: 17, fontWeight: 600, color: ink, offset: 14,
      subtitle: `${newest.cpu}${newest.cpuid ? ` (family/model ${newest.cpuid})` : ''}, commit ${newest.commit || 'unknown'}, ${newest.date.slice(0, 10)}`,
      subtitleFontSize: 12, subtitleColor: faint, subtitlePadding: 5,
    },
    data: { values: data },
    facet: { column: { field: 'engine', type: 'nominal', title: null, header: { labelFontSize: 13, labelFontWeight: 600, labelColor: ink, labelAnchor: 'start', labelPadding: 8 } } },
    spacing: 28,
    spec: {
      width,
      height: 270,
      layer: [
        { transform: [{ filter: 'isValid(datum.ceiling)' }], mark: { type: 'rule', color: ink, strokeDash: [5, 4], strokeWidth: 1.25 }, encoding: { y: { field: 'ceiling', type: 'quantitative' } } },
        { transform: [{ filter: 'isValid(datum.ceiling)' }], mark: { type: 'text', align: 'left', baseline: 'bottom', dx: 4, dy: -4, color: ink, fontSize: 11, fontStyle: 'italic' },
          encoding: { x: { value: 0 }, y: { field: 'ceiling', type: 'quantitative' }, text: { field: 'label' } } },
        lines('isValid(datum.value) && !datum.ours', 1.75),
        lines('datum.ours', 2.75),
        { transform: [{ filter: 'isValid(datum.value)' }], mark: { type: 'point', filled: true, size: 34, opacity: 1, stroke: '#ffffff', strokeWidth: 1 }, encoding: { x, y, color } },
      ],
    },
    config: {
      font: 'Inter, system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif',
      view: { stroke: null },
      axis: { labelColor: faint, titleColor: faint, labelFontSize: 11, titleFontSize: 12, titleFontWeight: 400, labelPadding: 6, titlePadding: 10 },
      legend: { labelColor: ink },
    },
  };
}
