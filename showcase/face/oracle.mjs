// The package's own network on its own TensorFlow.js (CPU backend) as a judge that shares no code with us. In a worker thread, so
// that it can rid itself of `process`: under Node, the bundle made for browsers looks for CommonJS.
import { Worker } from 'node:worker_threads';

/** Descriptors of the pixels (n·150·150·3, 0..255), 128 numbers an image. */
export function oracle(folder, pixels) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./oracle-worker.mjs', import.meta.url), { workerData: { folder, pixels } });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('oracle: the worker ended without an answer')));
  });
}
