// All suites. Every *.suite.ts of this folder belongs here; test/package/suites.test.ts fails when one is missing.
import { suite as bitmacCost } from "./bitmac.cost.suite.js";
import { suite as bitmacNest } from "./bitmac.nest.suite.js";
import { suite as bitmacBits } from "./bitmac.bits.suite.js";
import { suite as denseGemmAlgorithm } from "./dense.gemm.algorithm.suite.js";
import { suite as denseGemmAlias } from "./dense.gemm.alias.suite.js";
import { suite as denseGemmBatch } from "./dense.gemm.batch.suite.js";
import { suite as denseGemmEdges } from "./dense.gemm.edges.suite.js";
import { suite as denseGemmErrors } from "./dense.gemm.errors.suite.js";
import { suite as denseGemmPack } from "./dense.gemm.pack.suite.js";
import { suite as denseGemmReference } from "./dense.gemm.reference.suite.js";
import { suite as denseGemmSyrk } from "./dense.gemm.syrk.suite.js";
import { suite as denseInt8 } from "./dense.int8.suite.js";
import { suite as denseLapackErrors } from "./dense.lapack.errors.suite.js";
import { suite as denseLapack } from "./dense.lapack.suite.js";
import { suite as denseVectorErrors } from "./dense.vector.errors.suite.js";
import { suite as denseVector } from "./dense.vector.suite.js";
import { suite as hash } from "./hash.suite.js";
import { suite as plainWht } from "./plain.wht.suite.js";
import { suite as spineErrors } from "./spine.errors.suite.js";
import { suite as spineHandles } from "./spine.handles.suite.js";
import { suite as spineMemory } from "./spine.memory.suite.js";
import { suite as spine } from "./spine.suite.js";
import { suite as whtFwhtErrors } from "./wht.fwht.errors.suite.js";
import { suite as whtFwht } from "./wht.fwht.suite.js";
import { suite as whtLstsq } from "./wht.lstsq.suite.js";
import { suite as whtSketch } from "./wht.sketch.suite.js";
import { suite as whtBoolean } from "./wht.boolean.suite.js";
import { suite as whtHadamard } from "./wht.hadamard.suite.js";
import { suite as whtSparseErrors } from "./wht.sparse.errors.suite.js";
import { suite as whtSparse } from "./wht.sparse.suite.js";
import { suite as bitmacDetail } from "./bitmac.detail.suite.js";
import { suite as bitmacGemm } from "./bitmac.gemm.suite.js";
import { suite as flipAdditions } from "./flip.additions.suite.js";
import { suite as flipCatalog } from "./flip.catalog.suite.js";
import { suite as flipLift } from "./flip.lift.suite.js";
import { suite as flipPlan } from "./flip.plan.suite.js";
import { suite as flipSchemesErrors } from "./flip.schemes.errors.suite.js";
import { suite as flipSchemes } from "./flip.schemes.suite.js";
import { suite as flipSearch } from "./flip.search.suite.js";
import { suite as flipStrassen } from "./flip.strassen.suite.js";
import { suite as flipStrategies } from "./flip.strategies.suite.js";
import { suite as flipStructured } from "./flip.structured.suite.js";
import { suite as flipSymmetric } from "./flip.symmetric.suite.js";
import { suite as ioScheme } from "./io.scheme.suite.js";
import { suite as ioScaleSim } from "./io.scalesim.suite.js";
import { suite as plainSparse } from "./plain.sparse.suite.js";
import { suite as sparseAmg } from "./sparse.amg.suite.js";
import { suite as sparseCholesky } from "./sparse.cholesky.suite.js";
import { suite as sparseKrylov } from "./sparse.krylov.suite.js";
import { suite as sparseLu } from "./sparse.lu.suite.js";
import { suite as sparseOrder } from "./sparse.order.suite.js";
import { suite as sparsePrecond } from "./sparse.precond.suite.js";
import { suite as sparseQr } from "./sparse.qr.suite.js";
import { suite as sparseSolve } from "./sparse.solve.suite.js";
import { suite as sparseStorageAlgebra } from "./sparse.storage.algebra.suite.js";
import { suite as sparseStorageErrors } from "./sparse.storage.errors.suite.js";
import { suite as sparseStorageProducts } from "./sparse.storage.products.suite.js";
import { suite as sparseStorage } from "./sparse.storage.suite.js";
import { suite as bitmacEngine } from "./bitmac.engine.suite.js";
import { suite as bitmacEncode } from "./bitmac.encode.suite.js";
import { run, runSync, type Outcome, type Report, type Suite } from "./suite.js";

export const suites: readonly Suite[] = [
  bitmacEngine,
  bitmacNest,
  spine, spineErrors, spineHandles, spineMemory,
  denseGemmAlgorithm, denseGemmAlias, denseGemmBatch, denseGemmEdges, denseGemmErrors, denseGemmPack, denseGemmReference, denseGemmSyrk,
  denseVector, denseVectorErrors, denseInt8, denseLapack, denseLapackErrors,
  whtFwht, whtFwhtErrors, plainWht, whtBoolean, whtHadamard, whtSparse, whtSparseErrors, whtSketch, whtLstsq,
  plainSparse, sparseAmg, sparseCholesky, sparseKrylov, sparseLu, sparseOrder,
  sparsePrecond, sparseQr, sparseSolve, sparseStorageAlgebra, sparseStorageErrors, sparseStorageProducts,
  sparseStorage,
  flipAdditions, flipCatalog, flipLift, flipPlan, flipSchemesErrors, flipSchemes, flipSearch, flipStrassen, flipStrategies, flipStructured, flipSymmetric,
  bitmacBits,
  ioScheme,
  bitmacEncode,
  bitmacDetail, bitmacGemm,
  bitmacCost, ioScaleSim,
  hash,
];

export const runAll = (report?: Report): Promise<Outcome> => run(suites, report);
export const runAllSync = (report?: Report): Outcome => runSync(suites, report);
