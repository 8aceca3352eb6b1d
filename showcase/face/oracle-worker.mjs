import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

const { folder, pixels } = workerData;
const model = `${folder}/model/`;
const bytesOf = (file) => new Uint8Array(readFileSync(file)).buffer;

delete globalThis.process;
const { nets, tf } = await import(pathToFileURL(`${folder}/dist/face-api.esm.js`).href);
const TypedArray = Object.getPrototypeOf(Uint8Array);
tf.env().setPlatform('worker', {
  fetch, now: () => performance.now(), encode: (text) => new TextEncoder().encode(text), decode: (bytes) => new TextDecoder().decode(bytes),
  isTypedArray: (value) => value instanceof TypedArray,
});
await tf.setBackend('cpu');

const manifest = JSON.parse(new TextDecoder().decode(bytesOf(`${model}face_recognition_model-weights_manifest.json`)));
const load = tf.io.weightsLoaderFactory(async (files) => files.map(bytesOf));
nets.faceRecognitionNet.loadFromWeightMap(await load(manifest, model));
const images = tf.tensor4d(pixels, [pixels.length / (150 * 150 * 3), 150, 150, 3]);
parentPort.postMessage(await nets.faceRecognitionNet.forwardInput({ toBatchTensor: () => images }).data());
