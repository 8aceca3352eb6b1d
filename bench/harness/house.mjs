// What a run measures: our package in each variant, and the peers, loaded when a row first asks for them.
import { isolatedPeer } from './isolated.mjs';
import { localSubject } from './local.mjs';
import { loadPeer, peers } from '../peers/index.mjs';

/** `variants`: the default first, then the others the engine has. Only the named ones if `only` is given. */
export async function openHouse({ only } = {}) {
  const { load } = await import('lanewise').catch((error) => {
    if (error.code === 'ERR_MODULE_NOT_FOUND') throw new Error('the package is not built: `npm run build` first', { cause: error });
    throw error;
  });
  const plain = await import('lanewise/plain').catch(() => undefined);
  const first = await load({ variant: only?.[0] ?? 'auto' });
  const kits = [first];
  const wanted = only?.slice(1) ?? (first.variant === 'relaxed' ? ['simd'] : []);
  for (const variant of wanted) kits.push(await load({ variant }));
  return { variants: kits.map((k) => ({ variant: k.variant, k })), plain };
}

/** The house without our package: peers and ceilings alone, for `--peers-only`. */
export const emptyHouse = { variants: [], plain: undefined };

const isolated = new Map();

/** A subject of peer `id` for a problem: {title, subject} or {title, absent} or {title, skipped}. */
export async function peerSubject(id, op, problem, mode, work) {
  const entry = peers[id];
  if (work > (entry.limit ?? Infinity)) return { title: entry.title, skipped: 'too slow at this size' };
  const peer = entry.isolated ? await isolatedOnce(id) : await loadPeer(id);
  const title = [entry.title, peer.version].filter(Boolean).join(' ');
  if (peer.absent) return { title: entry.title, absent: peer.absent };
  try {
    const subject = entry.isolated ? await peer.subject(op, problem, mode) : await local(peer, op, problem, mode);
    return subject ? { title, subject } : { title, skipped: `has no ${op} for ${problem.dtype}` };
  } catch (error) {
    return { title, skipped: String(error.message ?? error).split('\n')[0].slice(0, 100) };
  }
}

async function local(peer, op, problem, mode) {
  const made = await peer[op]?.(problem, mode);
  if (!made?.sample) return made && localSubject({ ...made, check: async () => problem.verify(await made.result()) });
  problem.verify(await made.result());
  return made;
}

function isolatedOnce(id) {
  if (!isolated.has(id)) isolated.set(id, isolatedPeer(id));
  return isolated.get(id);
}

export async function closePeers() {
  for (const peer of isolated.values()) (await peer).close?.();
}
