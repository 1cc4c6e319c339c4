/** What the papers say of a network, one file a topic. */
import type { Network } from '../../network/network';
import { deepConditioning } from './deep-conditioning';
import { earlyDirectionSection } from './early-direction';
import { equilibriumSection } from './equilibrium';
import { featureLearningSection } from './feature-learning';
import { infiniteWidth } from './infinite-width';
import { meanField } from './mean-field';
import type { TheorySection, TheorySections } from '../../report/theory';

/** It may throw only for a defect of ours. */
export function theorySections(network: Network): TheorySections {
  return {
    deepConditioning: deepConditioning(network),
    meanField: meanField(network),
    infiniteWidth: infiniteWidth(network),
    earlyDirection: earlyDirectionSection(network),
    equilibrium: equilibriumSection(network),
    featureLearning: featureLearningSection(network),
  };
}
