import { theoryNumber } from '../../report/theory';
import { counted, figure } from '../figures';
import { normaliseActivations } from '../fixes/normalise-activations';
import { rule } from '../rule';
import { nonlinearities } from '../structure/nonlinearities';

/** Factor by which depth may raise kappa before the activation is to blame and no longer the data. */
const GROWTH = 2;
/** Share of the second moment that the mean of an activation holds, from where normalising it helps; as for K301. */
const CENTRED = 1e-3;

export const kernelIllConditioned = rule('K309', {
  title: 'Kernel of the infinitely wide network is ill-conditioned',
  severity: 'information',
  summary:
    'Kappa of the kernel on the data is what is left of kappa when the layers are made ever wider: gradient descent needs about that many ' +
    'iterations, and no width brings it down. Samples that are nearly parallel, or depth of an uncentred activation, make it large.',
  threshold: {
    setting: 'kappa.thresholds.kernelKappa',
    default: 1e4,
    description: 'Condition number that the kernel of the infinitely wide network may have on the data.',
  },
  check({ report, architecture, threshold }) {
    const section = report.theory.deepConditioning;
    const kappa = theoryNumber(section, 'kernelKappa');
    const [first, ...others] = nonlinearities(architecture);
    if (report.model.weights === 'file' || kappa === undefined || !(kappa > threshold) || !first) return [];
    const before = Math.min(...['inputKappa', 'firstKappa'].map((id) => theoryNumber(section, id) ?? Infinity));
    const byDepth = kappa > GROWTH * before;
    const correlation = theoryNumber(section, 'largestCorrelation') ?? 0;
    const needed = theoryNumber(section, 'depthNeeded');
    const depth = counted(1 + others.length, 'hidden layer');
    const cause = byDepth
      ? `${depth} raise it from ${figure(before)}`
      : `two samples have correlation ${nearlyOne(correlation)}`;
    const centred = (theoryNumber(section, 'uncentred') ?? 0) <= CENTRED;
    return [
      {
        message:
          `Kappa of the kernel of the infinitely wide network is ${figure(kappa)} on the data, above ${figure(threshold)}: ` +
          `${cause}. No width brings it down.`,
        value: kappa,
        ...(byDepth ? { layer: first.layer } : { range: architecture.data.range }),
        hint:
          'Remove or merge samples that are nearly parallel' +
          (centred
            ? needed === undefined
              ? '.'
              : `, or go deeper: ${counted(needed, 'normalised layer')} would do.`
            : ', and normalise the activations.'),
        fixes: byDepth ? normaliseActivations(architecture) : [],
      },
    ];
  },
});

/** `1 - 2.1e-7` where three digits would say 1. */
function nearlyOne(correlation: number): string {
  return correlation > 0.995 && correlation < 1 ? `1 - ${figure(1 - correlation)}` : figure(correlation);
}
