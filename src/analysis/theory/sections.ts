/** What the papers say of a network, one file a topic. */
import type { Network } from '../../network/network';
import { deepConditioning } from './deep-conditioning';
import { infiniteWidth } from './infinite-width';
import { meanField } from './mean-field';
import { silentSection, type TheorySection, type TheorySections, type TheoryTopic } from '../../report/theory';

/** A topic's section. It may throw only for a defect of ours. */
export type TopicSection = (network: Network) => TheorySection;

const topics: Partial<Record<TheoryTopic, TopicSection>> = { deepConditioning, infiniteWidth, meanField };

export function theorySections(network: Network): TheorySections {
  const section = (topic: TheoryTopic) => topics[topic]?.(network) ?? silentSection('Not computed.');
  return {
    deepConditioning: section('deepConditioning'),
    meanField: section('meanField'),
    infiniteWidth: section('infiniteWidth'),
    earlyDirection: section('earlyDirection'),
    equilibrium: section('equilibrium'),
    featureLearning: section('featureLearning'),
  };
}
