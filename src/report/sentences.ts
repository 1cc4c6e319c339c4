/** One line each about the model, its data and the computation, for the head of a view. */
import { countOf, formatCount, formatNumber, formatRough, formatShape, formatShare } from './numbers';
import type { Distribution, Report, SpectralDensity, Spectrum } from './report';

/** `3 layers, linear · 6 → 3 · 103 parameters · loss mse (1/n) · initialised with seed 7`. */
export function modelSentence({ model }: Report): string {
  const kind = model.linear ? 'linear' : 'nonlinear';
  const frozen = model.parameterCount - model.trainableCount;
  const parameters = countOf(model.parameterCount, 'parameter');
  const weights = model.weights === 'file' ? 'weights from file' : `initialised with seed ${model.seed}`;
  return [
    `${countOf(model.layerCount, 'layer')}, ${kind}`,
    `${formatShape(model.input)} → ${formatShape(model.output)}`,
    frozen > 0 ? `${parameters} (${formatCount(frozen)} frozen or pruned)` : parameters,
    `loss ${model.loss} (${model.lossNormalisation})`,
    weights,
  ].join(' · ');
}

/** Source, size, rank and condition of the second moment, and what is odd about the samples. */
export function dataSentence({ data }: Report): string {
  const kappa = data.kappaSigma === null ? 'condition not computed' : `condition ${formatNumber(data.kappaSigma)}`;
  const oddities = [
    data.duplicates > 0 && countOf(data.duplicates, 'duplicate'),
    data.antipodal > 0 && `${countOf(data.antipodal, 'pair')} x, -x`,
    data.constantFeatures > 0 && countOf(data.constantFeatures, 'constant feature'),
    data.meanShare > 0.5 && `mean holds ${formatRough(100 * data.meanShare)} % of the second moment`,
  ].filter((each): each is string => each !== false);
  return [
    `data ${data.source}, ${countOf(data.samples, 'sample')} of dimension ${formatCount(data.dimension)}`,
    `second moment of rank ${formatCount(data.rank)}, ${kappa}`,
    ...oddities,
  ].join(' · ');
}

/** How the spectrum was computed and how exactly, or why not. */
export function methodSentence({ method, relativeError, skipped, lambdaMax, kappa }: Spectrum): string {
  if (skipped !== null) {
    const largest =
      lambdaMax !== null && kappa === null ? ` Largest eigenvalue ${formatNumber(lambdaMax)} from ${method}.` : '';
    return `Not computed: ${skipped.reason} (${skipped.estimate}).${largest}`;
  }
  if (relativeError === null) return `Computed from ${method}.`;
  return `Computed from ${method}; smallest eigenvalue within a relative error of ${formatRough(relativeError)}.`;
}

/** What a density says of the eigenvalues, how it was found, and what it cannot say. */
export function densitySentence({
  size,
  probes,
  steps,
  points,
  unresolved,
  error,
  certainty,
}: SpectralDensity): string {
  const middle = points.find(([, share]) => share >= 0.5);
  const known = [
    ...(middle && (unresolved === null || unresolved.share < 0.5)
      ? [`half of them at or below ${formatRough(middle[0])}`]
      : []),
    ...(unresolved
      ? [
          `${formatShare(unresolved.share)} at or below ${formatRough(unresolved.level)}, which cannot be told from zero`,
        ]
      : []),
  ];
  const how = `${countOf(probes, 'random probe')} of ${countOf(steps, 'Lanczos step')}`;
  return `Density of ${countOf(size, 'eigenvalue')} estimated (${certainty}) from ${how}: ${known.join(', ')}. Shares have a standard error of ${formatShare(error)}; of the smallest eigenvalue it says nothing.`;
}

/** Which draws of a distribution have no kappa and why, each reason once; empty where all have one. */
export function missingDraws({ seeds, missing }: Distribution): string {
  if (missing.length === 0) return '';
  const reasons = [...new Set(missing.map(({ reason }) => reason))].map((reason) => {
    const alike = missing.filter((draw) => draw.reason === reason).map(({ seed }) => seed);
    return `${alike.length > 1 ? 'seeds' : 'seed'} ${alike.join(', ')}: ${reason}`;
  });
  const without = missing.length === 1 ? '1 draw has' : `${formatCount(missing.length)} draws have`;
  return `${without} no kappa, out of ${formatCount(seeds + missing.length)}; ${reasons.join(' ')}`;
}
