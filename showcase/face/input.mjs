// The real input: weights and a photo out of the development package @vladmandic/face-api (MIT).
import { readFileSync } from 'node:fs';
import { need, needFile, packageFolder } from '../missing.mjs';
import { readTensors } from './manifest.mjs';
import { network, normalise, SIDE } from './network.mjs';
import { cutFaces, cutFacesAgain, FACES, PHOTO } from './photo.mjs';
import { tensor } from './tensor.mjs';

/** The network, two pictures of each face as its input, and the pixels of the first picture. */
export async function readInput() {
  const folder = packageFolder('@vladmandic/face-api');
  const { default: jpeg } = await need('jpeg-js', 'run npm ci');
  const file = (path) => needFile('part of @vladmandic/face-api', () => readFileSync(`${folder}/${path}`));
  const manifest = JSON.parse(file('model/face_recognition_model-weights_manifest.json').toString());
  const photo = jpeg.decode(file(`demo/${PHOTO}`), { useTArray: true, formatAsRGBA: false });
  const pixels = cutFaces(photo, SIDE);
  const image = (values) => tensor(FACES.length, SIDE, SIDE, 3, normalise(values));
  const net = network(readTensors(manifest, file('model/face_recognition_model.bin')));
  return { folder, net, pixels, first: image(pixels), second: image(cutFacesAgain(photo, SIDE)) };
}

/** One image out of several, as a batch of its own. */
export function oneOf({ h, w, c, data }, i) {
  return tensor(1, h, w, c, data.slice(i * h * w * c, (i + 1) * h * w * c));
}
