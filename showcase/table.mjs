// How tables look: on a terminal a hundred columns wide, and as JSON lines.
// A table is `{title, about, heads?, rows, checks, note}`; for rows see rows.mjs, a check is `{what, check}`. `heads` names columns
// otherwise than for a network: `{what, shape, share, speedup}`.

const COLUMNS = { what: 22, shape: 13, check: 19, ms: 8, rate: 10, share: 17, speedup: 9 };
export const WIDTH = 2 + Object.values(COLUMNS).reduce((sum, width) => sum + width, 0);
const BAR = 9;
const EIGHTHS = ' ▏▎▍▌▋▊▉';

/** ANSI styles, or nothing where the output is no terminal or NO_COLOR is set. */
export function styles(stream, environment = process.env) {
  const on = stream.isTTY === true && !environment.NO_COLOR;
  const style = (open, close) => (text) => (on ? `\u001b[${open}m${text}\u001b[${close}m` : text);
  return { bold: style(1, 22), dim: style(2, 22), green: style(32, 39), red: style(31, 39), cyan: style(36, 39) };
}

/** A bar of `width` cells for a share of 0..1, in eighths of a cell. */
export function bar(share, width) {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  const full = '█'.repeat(Math.floor(eighths / 8));
  return (eighths % 8 ? full + EIGHTHS[eighths % 8] : full).padEnd(width, '·');
}

/** Three digits that matter. */
export function digits(value) {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value >= 1 ? value.toFixed(2) : value.toFixed(3);
}

/** Lines of at most `width` columns. */
export function wrapped(text, width = WIDTH) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}

const HEADS = { what: 'layer', shape: 'm×k×n', share: 'of the ceiling', speedup: 'vs JS' };

export function tableText({ title, about, heads, rows, checks, note }, s) {
  const { what, shape, share, speedup } = { ...HEADS, ...heads };
  const unit = rows.find((row) => row.unit)?.unit ?? '';
  const head = [
    '  ', what.padEnd(COLUMNS.what), shape.padStart(COLUMNS.shape), '  ', 'check'.padEnd(COLUMNS.check - 2), 'ms'.padStart(COLUMNS.ms),
    unit.padStart(COLUMNS.rate), '  ', (rows.some((row) => row.share !== undefined) ? share : '').padEnd(COLUMNS.share - 2), speedup.padStart(COLUMNS.speedup),
  ].join('');
  const lines = [s.bold(title), ...wrapped(about).map(s.dim), '', s.dim(head)];
  rows.forEach((row, i) => {
    if (i > 0 && row.total !== rows[i - 1].total) lines.push(s.dim(`  ${'─'.repeat(WIDTH - 2)}`));
    lines.push(rowText(row, s));
  });
  lines.push('', ...checks.map(({ what, check }) => `  ${mark(check, s)} ${what.padEnd(58)} ${check.text}`));
  return [...lines, ...wrapped(note, WIDTH - 2).map((line) => s.dim(`  ${line}`)), ''].join('\n');
}

function rowText({ what, shape = '', count = 1, check, ms, rate, share, speedup, total }, s) {
  const name = (count > 1 ? `${what.padEnd(COLUMNS.what - 4)} ${count}×` : what).padEnd(COLUMNS.what);
  const checked = check ? `${mark(check, s)} ${check.text.padEnd(COLUMNS.check - 4)}` : ' '.repeat(COLUMNS.check - 2);
  const line = `  ${total ? s.bold(name) : name}${shape.padStart(COLUMNS.shape)}  ${checked}${digits(ms).padStart(COLUMNS.ms)}`;
  if (rate === undefined && speedup === undefined) return line;
  const part = share === undefined ? ' '.repeat(COLUMNS.share) : `  ${s.cyan(bar(share, BAR))}${`${(share * 100).toFixed(0)} %`.padStart(COLUMNS.share - BAR - 2)}`;
  const faster = speedup === undefined ? '' : `${digits(speedup)}×`;
  return `${line}${(rate === undefined ? '' : digits(rate)).padStart(COLUMNS.rate)}${part}${s.bold(faster.padStart(COLUMNS.speedup))}`.trimEnd();
}

function mark({ ok }, s) {
  return ok ? s.green('✓') : s.red('✗');
}

/** One JSON line for each row and check of a table; numbers to four digits. */
export function tableLines({ title, rows, checks }) {
  const short = (key, value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value);
  const line = ({ check, total, ...row }) => JSON.stringify({ table: title, ...row, ...(check ? { ok: check.ok, check: check.text } : {}) }, short);
  return [...rows, ...checks].map(line).join('\n');
}

/** Everything that was checked. */
export function checksOf({ rows, checks }) {
  return [...rows, ...checks].flatMap(({ check }) => (check ? [check] : []));
}
