// Results as JSON: where and how they were taken, then a line a point.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const fileOf = (out, name) => `${out}/data/spright/${name}.json`;

export function write(out, { points, ...head }) {
  mkdirSync(`${out}/data/spright`, { recursive: true });
  const top = JSON.stringify(head, null, 1).slice(0, -2);
  writeFileSync(fileOf(out, head.experiment), `${top},\n "points": [\n${points.map((p) => `  ${JSON.stringify(p)}`).join(',\n')}\n ]\n}\n`);
}

/** The stored result of an experiment, or undefined. */
export function read(out, name) {
  return existsSync(fileOf(out, name)) ? JSON.parse(readFileSync(fileOf(out, name), 'utf8')) : undefined;
}
