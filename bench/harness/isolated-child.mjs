// The other end of isolated.mjs: holds one peer and at most one problem at a time.
import { loadPeer } from '../peers/index.mjs';
import { localSubject } from './local.mjs';
import { optimiseInForeground } from './tiers.mjs';

optimiseInForeground();

let peer;
let current;
let subject;

const calls = {
  async load() {
    peer = await loadPeer(process.argv[2]);
    return { title: peer.title, version: peer.version, absent: peer.absent };
  },
  async setup({ op, problem, mode }) {
    current = await peer[op]?.(problem, mode);
    if (current === undefined) return false;
    subject = await localSubject(current);
    return true;
  },
  result: () => current.result(),
  sample: ({ calls: count }) => subject.sample(count),
  async free() {
    await current.free?.();
    current = subject = undefined;
  },
};

process.on('message', async (request) => {
  try {
    process.send({ value: await calls[request.call](request) });
  } catch (error) {
    process.send({ error: String(error.message ?? error) });
  }
});
process.on('disconnect', () => process.exit());
