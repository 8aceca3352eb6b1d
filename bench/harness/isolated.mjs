// A peer in a process of its own, sampled in the same rounds by message; the child reads its own CPU clock around the calls.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./isolated-child.mjs', import.meta.url));

/** Starts the child and loads the peer in it: {title, version, subject(op, problem, mode)} or {absent: reason}. */
export async function isolatedPeer(id) {
  const child = fork(script, [id], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  let waiting = null;
  const settle = (finish) => {
    const current = waiting;
    waiting = null;
    if (current) finish(current);
  };
  child.on('message', (reply) => settle(({ resolve, reject }) => (reply.error ? reject(new Error(reply.error)) : resolve(reply.value))));
  child.on('exit', (code) => settle(({ reject }) => reject(new Error(`its process ended (${code})`))));
  const ask = (request) =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject };
      child.send(request, (error) => { if (error) settle(({ reject: fail }) => fail(error)); });
    });

  const peer = await ask({ call: 'load' }).catch((error) => ({ absent: error.message }));
  if (peer.absent) {
    child.disconnect();
    return peer;
  }
  child.unref();
  child.channel.unref();
  const awake = async (request) => {
    child.channel.ref(); // only while an answer is due may the child hold this process open
    try {
      return await ask(request);
    } finally {
      child.channel?.unref();
    }
  };
  return {
    ...peer,
    /** Checked against `problem.verify` in this process; the functions of a problem stay here. */
    async subject(op, { verify, ...problem }, mode) {
      const data = Object.fromEntries(Object.entries(problem).filter(([, value]) => typeof value !== 'function'));
      if (!(await awake({ call: 'setup', op, problem: data, mode }))) return undefined;
      verify(await awake({ call: 'result' }));
      return { sample: (calls) => awake({ call: 'sample', calls }), free: () => awake({ call: 'free' }) };
    },
    close: () => child.disconnect(),
  };
}
