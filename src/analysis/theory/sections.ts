/** What the papers say of a network, one file a topic. */
import type { Network } from '../../network/network';
import { deepConditioning } from './deep-conditioning';
import { earlyDirectionSection } from './early-direction';
import { equilibriumSection } from './equilibrium';
import { featureLearningSection } from './feature-learning';
import { infiniteWidth } from './infinite-width';
import { meanField } from './mean-field';
import { silentSection, type TheorySections } from '../../report/theory';

/** What takes milliseconds, first; the rest is silent or left out yet. May throw only for a defect of ours. */
export function quickTheory(network: Network): TheorySections {
  return {
    deepConditioning: deepConditioning(network),
    meanField: meanField(network),
    infiniteWidth: silentSection('Still to come.'),
    earlyDirection: earlyDirectionSection(network, 'quick'),
    equilibrium: equilibriumSection(network, 'quick'),
    featureLearning: featureLearningSection(network, 'quick'),
  };
}

/** With what `quickTheory` leaves out. */
export function completeTheory(network: Network, quick: TheorySections): TheorySections {
  return {
    ...quick,
    infiniteWidth: infiniteWidth(network),
    earlyDirection: earlyDirectionSection(network),
    equilibrium: equilibriumSection(network),
    featureLearning: featureLearningSection(network),
  };
}
