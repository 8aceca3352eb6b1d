/// <reference lib="esnext.disposable" preserve="true" />
// The entry `lanewise`.
export { load, loadSync } from "./load.js";
export { features } from "./features.js";
export {
  AbiError, CapacityError, DtypeError, FormatError, FreedError, NonFiniteError, NotPositiveDefiniteError, OptionError, ShapeError,
  SingularMatrixError, UnsupportedError, isKernelError,
} from "./errors.js";
export type { ErrorCode, KernelError } from "./errors.js";
export type {
  Alloc, Arrays, Dtype, Features, Float, Handle, Kernels, LoadOptions, Matrix, MemoryInfo, Reason, Scope, SolveInfo, Variant, Vector,
} from "./types.js";
export type {
  Activation, CholeskyResult, Dense, GemmOptions, GemvOptions, Int8Options, LuResult, PackOptions, Packed, PackedInt8, QrResult, Requantize,
  SyrkOptions, TriangularOptions,
} from "./dense/types.js";
export type {
  BitGemmOptions, BitMac, BitMatrix, BitsOptions, CarrySaveTrace, Comparison, Cost, CostConstants, DenseEngineSpec, DenseKind, Digits, EncodeOptions, Encoding, Engine,
  EngineReport, EngineSpec, GemmShape, LayersOptions, LoopNest, NestStep, NetworkReport, NumPPsOptions, PartialProducts, PrimitiveCount, PublishedRatio, RunOptions,
  SliceEngineSpec, SliceKind, Utilization, Width,
} from "./bitmac/types.js";
export type {
  BooleanTools, FeatureOptions, HadamardOptions, LeastSquaresResult, PrecondSketchOptions, RandomizedHadamard, RealMatrix, RealVector,
  SampleQuery, SketchOptions, SparseSpectrum, SparseWhtOptions, Srht, Wht, WhtDtype, WhtMatrix, WhtOperand, WhtOptions, WhtOrder, WhtScale,
} from "./wht/types.js";
export type {
  Amg, AmgOptions, Csr, CscData, CsrData, CsrOptions, Factor, FactorOptions, Method, Operator, Precond, PrecondKind, PrecondOptions, SolveOptions, Sparse, Triplets,
} from "./sparse/types.js";
export type {
  Additions, CatalogEntry, Flip, Gamma, LiftOptions, LinearProgram, MetaOptions, Order, Plan, PlanOptions, ProductOptions, ReduceOptions, Ring, SandwichOptions, Scheme, SearchOptions, SearchState, SearchStep, SymmetricOptions,
  Stability, StraightLine, StrassenDepth, StrassenOptions, SymmOptions, TrmmOptions, Verification,
} from "./flip/types.js";
