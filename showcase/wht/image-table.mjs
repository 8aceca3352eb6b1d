// Noise taken out of a real photo: the transform there and back, its answer and its time.
import { readFileSync } from 'node:fs';
import { normal } from 'lanewise/gallery';
import { equal, largestGap } from '../face/check.mjs';
import { PHOTO } from '../face/photo.mjs';
import { need, needFile, packageFolder } from '../missing.mjs';
import { within } from '../rows.mjs';
import { gathered, greySquare, hardThreshold, psnr, SHIFTS, spread, TILE } from './image.mjs';
import { plainTiles } from './plain.mjs';
import { timedJobs } from './timed.mjs';

const LEFT = 1200, TOP = 200, SIDE = 512; // a face, hair and the room behind
const SIGMA = 20;
const LAMBDA = SIGMA * Math.sqrt(2 * Math.log(TILE ** 2));
const GAIN = 9; // dB at least

export async function imageTable(k) {
  const { default: jpeg } = await need('jpeg-js', 'run npm ci');
  const file = needFile('part of @vladmandic/face-api', () => readFileSync(`${packageFolder('@vladmandic/face-api')}/demo/${PHOTO}`));
  const original = greySquare(jpeg.decode(file, { useTArray: true, formatAsRGBA: false }), LEFT, TOP, SIDE);
  const noise = normal(SIDE, SIDE, { seed: 6, sigma: SIGMA });
  const noisy = original.map((v, i) => v + noise[i]);

  const X = k.matrix('f32', SHIFTS * SIDE, SIDE), tiles = { block: TILE, scale: 'ortho' };
  const denoise = () => {
    spread(noisy, SIDE, X.view);
    k.wht.fwht2d(X, tiles);
    hardThreshold(X.view, LAMBDA);
    k.wht.fwht2d(X, tiles);
    return gathered(X.view, SIDE);
  };
  const plain = plainTiles(), stacked = spread(noisy, SIDE);
  const denoisePlain = () => {
    spread(noisy, SIDE, stacked);
    plain(stacked, SIDE, TILE, 1 / TILE);
    hardThreshold(stacked, LAMBDA);
    plain(stacked, SIDE, TILE, 1 / TILE);
    return gathered(stacked, SIDE);
  };
  const clean = denoise(), before = psnr(noisy, original), after = psnr(clean, original);
  const rows = await timedJobs('f32-add', [
    {
      what: 'there and back', shape: `${SHIFTS * SIDE}×${SIDE}`, work: 2 * X.rows * X.cols * Math.log2(TILE ** 2),
      check: { ok: after - before >= GAIN, text: `${before.toFixed(1)} → ${after.toFixed(1)} dB` },
      run: () => { k.wht.fwht2d(X, tiles); k.wht.fwht2d(X, tiles); },
      plain: () => { plain(stacked, SIDE, TILE, 1 / TILE); plain(stacked, SIDE, TILE, 1 / TILE); },
    },
    { what: 'and all around it', shape: `${SIDE}×${SIDE}`, run: denoise, plain: denoisePlain },
  ]);
  const exact = k.scope((s) => {
    const image = s.matrix('f32', SIDE, SIDE, original), whole = s.matrix('i32', SIDE, SIDE, original);
    k.wht.fwht2d(k.wht.fwht2d(image, { block: TILE }), { block: TILE, scale: 'mean' });
    k.wht.fwht2d(whole, { order: 'sequency' });
    k.wht.ifwht(k.wht.ifwht(whole, { order: 'sequency', axis: 'cols' }), { order: 'sequency' });
    return { tiles: equal(image.copy(), original), whole: equal(whole.copy(), original) };
  });
  X.free();
  return {
    title: `A photo denoised in the Walsh basis: ${SIDE}×${SIDE} pixels, noise of ${SIGMA} grey levels`,
    about: `Part of demo/${PHOTO} of @vladmandic/face-api in grey, seeded Gaussian noise added. Its 8×8 tiles under ${SHIFTS} shifts go through one fwht2d call, `
      + `coefficients below σ√(2 ln 64) = ${LAMBDA.toFixed(0)} become zero, one call goes back, the shifts are averaged.`,
    heads: { what: 'transform', shape: 'size' },
    rows: [rows[0], { ...rows[1], total: true }],
    checks: [
      { what: 'the same from plain JavaScript, grey levels apart', check: within(largestGap(clean, denoisePlain()), 0.01) },
      { what: '8×8 tiles there and back without a threshold, f32', check: { ok: exact.tiles, text: 'exact' } },
      { what: 'the whole picture in sequency order and back, i32', check: { ok: exact.whole, text: 'exact' } },
    ],
    note: 'check: peak signal-to-noise ratio before and after. Shifting, threshold and averaging are plain JavaScript on both sides.',
  };
}
