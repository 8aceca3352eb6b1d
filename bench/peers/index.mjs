// The peers: libraries that multiply matrices in JavaScript or WebAssembly, each behind one small adapter file.
//
// An adapter exports `load(): Promise<{version, gemm?, gemv?, gemmInt8?, ...}>`. A method takes a problem (sizes, dtype and the
// caller's typed arrays, row-major) and a mode and returns {run, result, free?}, or undefined where the library has no such
// product. Modes: 'resident' operands live in the library's own containers and only the product is timed; 'roundtrip' from the
// caller's arrays to an array the caller may keep, copies included; 'packed' the second operand is a constant the library may
// rearrange once. A problem may be timed without an answer being read: `result` is only for the check before the clock. A program that
// reads its own clock returns {sample(calls): seconds, result, free?}.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** `modes` are those offered; `limit` is the work above which a peer would take minutes and is skipped. */
export const peers = {
  tfjs: { title: 'tfjs-backend-wasm', package: '@tensorflow/tfjs-backend-wasm', file: './tfjs.mjs' },
  ort: { title: 'onnxruntime-web', package: 'onnxruntime-web', file: './ort.mjs' },
  jax: { title: 'jax-js', package: '@jax-js/jax', file: './jax.mjs', isolated: true },
  ndarray: { title: 'ndarray-gemm', package: 'ndarray-gemm', file: './ndarray.mjs', limit: 4e8 },
  stdlib: { title: '@stdlib/blas', package: '@stdlib/blas-base-sgemm', file: './stdlib.mjs', limit: 4e8 },
  plain: { title: 'plain JS', file: './plain.mjs', limit: 4e8 },
  'plain-wht': { title: 'plain JS', file: './plain-wht.mjs' },
  'plain-walk': { title: 'plain JS', file: './plain-walk.mjs' },
  'native-walk': { title: 'native', file: './native-walk.mjs' },
};

const loaded = new Map();

/** The loaded peer with `title` and `version`, or `{absent: reason}`. Loads at most once. */
export function loadPeer(id) {
  if (!loaded.has(id)) loaded.set(id, load(peers[id]));
  return loaded.get(id);
}

async function load({ title, package: name, file }) {
  try {
    return { title, version: versionOf(name), ...(await (await import(file)).load()) };
  } catch (error) {
    const missing = error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND';
    return { title, absent: missing ? 'not installed' : String(error.message ?? error).split('\n')[0] };
  }
}

/** Not by `require('name/package.json')`: `exports` of some packages forbid it. */
function versionOf(name) {
  if (!name) return '';
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      return JSON.parse(readFileSync(`${folder}/${name}/package.json`, 'utf8')).version;
    } catch {}
  }
  return '';
}
