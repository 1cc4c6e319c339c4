import { figure } from '../figures';
import { rule } from '../rule';

export const float32Misleads = rule('K121', {
  title: 'A float32 computation would mislead',
  severity: 'information',
  summary:
    'The eigenvalues of a Gram matrix in single precision lose everything below about 1e-7 of the largest: both the rank and kappa come out ' +
    'wrong without a sign of it.',
  check({ report: { spectrum } }) {
    const { float32, kappa, rank } = spectrum;
    if (!float32 || kappa === null) return null;
    if (!float32.misleads) return [];
    const reported = float32.kappa === null ? 'no kappa' : `kappa ${figure(float32.kappa)}`;
    return [
      {
        message: `Computed in float32 this network would report ${reported} at rank ${float32.rank} instead of ${figure(kappa)} at rank ${rank}.`,
        value: float32.kappa,
        hint: 'Compare only with computations in float64, from singular values of the Jacobian.',
      },
    ];
  },
});
