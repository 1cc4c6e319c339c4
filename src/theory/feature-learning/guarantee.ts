/** Whether training is certain to reach zero loss, how fast, and whether features move while it does. */
import { lipschitzConstant } from '../../network/activations/slope-range';
import type { Network } from '../../network/network';
import { type Certainty, isUnavailable, type Unavailable } from '../certainty';
import { type CertifiedRate, descentSteps, timeToLoss } from './certified-rate';
import { globalSlopeRate } from './global-slope';
import { type LocalCertificate, localSlopeRate } from './local-slope';
import { gramFigures, lossRate, meanSquare, stateOf, tangentKernel } from './mean-field-model';
import { type MeanFieldNetwork, meanFieldNetwork } from './mean-field-network';
import { movementScale, type MovementScale } from './movement-scale';

export interface Guarantee {
  readonly network: MeanFieldNetwork;
  /** Of ordinary gradient flow, w' = -grad l, whichever theorem certifies more; or why none does. */
  readonly certificate: CertifiedRate | LocalCertificate | Unavailable;
  /** Time of that flow until the loss is a hundredth; null without certificate. */
  readonly timeToHundredth: number | null;
  /** Learning rate and steps of gradient descent for that time. */
  readonly descent: { readonly step: number; readonly steps: number; readonly certainty: Certainty } | null;
  readonly loss: number;
  /** -l'/l at the start, of ordinary gradient flow. */
  readonly initialRate: number;
  readonly scale: MovementScale | null;
  /** Whether the samples are linearly independent as the trained layer sees them. */
  readonly independent: boolean;
}

/** For networks that fit the model; a reason for all others. Source: docs/theory/feature-learning.md 2, 3, 4, 6. */
export function guarantee(network: Network): Guarantee | Unavailable {
  const fitting = meanFieldNetwork(network);
  if (isUnavailable(fitting)) return fitting;
  const { model, slowdown, outputDeviation } = fitting;
  const state = stateOf(model);
  const found = strongest(globalSlopeRate(model), localSlopeRate(model));
  const certificate = isUnavailable(found) ? found : { ...found, rate: found.rate / slowdown };
  const time = isUnavailable(certificate) ? null : timeToLoss(certificate.rate, 0.01);
  return {
    network: fitting,
    certificate,
    timeToHundredth: time,
    descent: time === null ? null : ordinarySteps(fitting, time),
    loss: state.loss,
    initialRate: lossRate(tangentKernel(model, state), state) / slowdown,
    scale: movementScale(outputDeviation, slowdown),
    independent: gramFigures(model.features).independent,
  };
}

function strongest(
  everywhere: CertifiedRate | Unavailable,
  nearby: LocalCertificate | (Unavailable & { readonly factor: number }),
): CertifiedRate | LocalCertificate | Unavailable {
  if (isUnavailable(everywhere)) return isUnavailable(nearby) ? refusal(everywhere, nearby) : nearby;
  return isUnavailable(nearby) || everywhere.rate >= nearby.rate ? everywhere : nearby;
}

/** Both reasons, once where they are the same. */
function refusal(everywhere: Unavailable, nearby: Unavailable & { readonly factor: number }): Unavailable {
  if (everywhere.reason === nearby.reason) return { reason: nearby.reason };
  const distance = Number.isFinite(nearby.factor)
    ? ` It fails by a factor ${Number(nearby.factor.toPrecision(2))}.`
    : '';
  return { reason: `${everywhere.reason} ${nearby.reason}${distance}` };
}

function ordinarySteps({ model, slowdown }: MeanFieldNetwork, time: number): NonNullable<Guarantee['descent']> {
  const { largest } = gramFigures(model.features);
  return descentSteps(time, {
    samples: model.features.rows,
    largest,
    lipschitz: lipschitzConstant(model.phi),
    meanSquare: meanSquare(model.outputWeights) / slowdown,
  });
}
