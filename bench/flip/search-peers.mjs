// Native flip-graph programs to be timed beside ours. None comes with this package: FLIP_PEER lists those that are there, "name=/path/to/program" joined by commas. A program is asked
//   speed RING n m p FLIPS SEED           to walk so many flips from the naive scheme, with a plus every 50 000,
//   rank RING n m p RANK SEED FLIPS       to walk from there to a rank, for so many flips at most, in its own way,
// and prints one line of JSON: { flips, seconds (CPU, its own), best, hit, terms } with terms [[u, v, w], …] as decimal bit masks where it can (Z2; entry 0 lowest, w by C transposed).
// It prints nothing where it has no such ring.
import { spawnSync } from 'node:child_process';

export function peersOf(list = process.env.FLIP_PEER ?? '') {
  return list.split(',').filter(Boolean).map((item) => {
    const at = item.indexOf('=');
    return { name: item.slice(0, at), program: item.slice(at + 1) };
  });
}

/** Its answer; undefined where the program has no such ring. */
export function askPeer({ name, program }, what, ring, shape, ...numbers) {
  const { status, stdout, error, stderr } = spawnSync(program, [what, ring, ...shape, ...numbers].map(String), { encoding: 'utf8', env: { ...process.env, OMP_NUM_THREADS: '1' }, maxBuffer: 1 << 26 });
  if (error || status !== 0) throw new Error(`${name}: ${error?.message ?? stderr.split('\n')[0] ?? status}`);
  return stdout.trim() === '' ? undefined : JSON.parse(stdout);
}
