// The entry `lanewise/gallery`: test problems as plain data. Everything random takes a seed and gives the same bits on every engine.
export { anisotropic2d } from "./anisotropic.js";
export type { AnisotropicOptions } from "./anisotropic.js";
export { singularValues, spd, withCondition } from "./conditioned.js";
export type { ConditionOptions } from "./conditioned.js";
export { convectionDiffusion2d } from "./convection.js";
export type { ConvectionOptions } from "./convection.js";
export { hilbert } from "./hilbert.js";
export type { FloatOptions, Seeded } from "./options.js";
export { poisson1d, poisson2d, poisson3d } from "./poisson.js";
export { gaussianInt8, normal, uniform } from "./random.js";
export type { GaussianInt8Options, NormalOptions, UniformOptions } from "./random.js";
export { sparseSpectrum } from "./spectra.js";
export type { SpectrumOptions, SpectrumProblem } from "./spectra.js";
export type { SparseProblem } from "./stencil.js";
