export { gemm, mirrorLower } from './gemm';
export { cholesky } from './cholesky';
export { solveTriangular } from './triangular-solve';
export { solveCholesky } from './triangular-vector';
export { symmetricVectorProduct } from './symmetric-vector-product';
export { transpose } from './transpose';
export { qrWorkSize, qrFactor, qrFactorPivoted, applyQ, extractTriangle } from './qr';
export { orthogonaliseRows } from './jacobi';
export { tridiagonalWorkSize, tridiagonalise, applyTridiagonalQ } from './tridiagonalise';
export { tridiagonalValues } from './tridiagonal-values';
export { tridiagonalVectorsWorkSize, tridiagonalVectors } from './tridiagonal-vectors';
export { uniforms, normals } from './philox';
export { power } from './power';

/** First free byte: the arena begins here. */
export const arenaStart: usize = __heap_base;
