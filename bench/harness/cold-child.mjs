// One process of cold.mjs: argv holds {file, rowName, variant | peer + mode}; the last line of the output is the sample.
import { wallSeconds } from './clock.mjs';

const { file, rowName, variant, peer: id, mode } = JSON.parse(process.argv[2]);
const { rows } = await import(file);
const row = rows.find((candidate) => candidate.name === rowName);
const problem = row.problem?.() ?? {};

async function open() {
  const start = wallSeconds();
  if (variant) {
    const { load } = await import('lanewise');
    const k = await load({ variant });
    const load_ = wallSeconds() - start;
    const plain = await import('lanewise/plain').catch(() => undefined);
    return { about: { variant: k.variant, load: load_ }, made: await row.setup({ k, plain, problem }) };
  }
  const { loadPeer } = await import('../peers/index.mjs');
  const peer = await loadPeer(id);
  const about = { title: [peer.title, peer.version].filter(Boolean).join(' '), load: wallSeconds() - start };
  if (peer.absent) return { about: { title: peer.title, absent: peer.absent } };
  const made = await peer[row.op]?.(problem, mode);
  return made ? { about, made: { ...made, check: async () => problem.verify(await made.result()) } } : { about: { title: about.title, skipped: `has no ${row.op}` } };
}

const { about, made } = await open();
if (!made) {
  console.log(JSON.stringify(about));
} else {
  const start = wallSeconds();
  await made.run();
  const seconds = wallSeconds() - start;
  await made.check?.();
  console.log(JSON.stringify({ ...about, seconds }));
}
process.exit(0);
