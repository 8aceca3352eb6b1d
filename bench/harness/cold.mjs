// First calls in fresh processes. The wall is the clock here: it is what a caller waits for, and background compilation that
// nobody waits for must not count. Each process loads the package (or peer), places the operands and times its first call.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median } from './clock.mjs';

const script = fileURLToPath(new URL('./cold-child.mjs', import.meta.url));
const run = promisify(execFile);

/** Median over processes: {variant | title, seconds, load} in wall seconds, or {absent | skipped}. */
export async function coldCall(file, rowName, subject, processes = 5) {
  const samples = [];
  for (let i = 0; i < processes; i++) {
    const { stdout } = await run(process.execPath, [...process.execArgv, script, JSON.stringify({ file, rowName, ...subject })], { maxBuffer: 1 << 20 });
    const sample = JSON.parse(stdout.trim().split('\n').at(-1));
    if (sample.seconds === undefined) return sample;
    samples.push(sample);
  }
  return { ...samples[0], seconds: median(samples.map((s) => s.seconds)), load: median(samples.map((s) => s.load)) };
}
