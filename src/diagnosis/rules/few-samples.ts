import { rule } from '../rule';
import { isTokenData } from '../structure/token-data';

export const fewSamples = rule('K203', {
  title: 'Fewer samples than dimensions',
  severity: 'information',
  summary:
    'The second moment of the data is singular: kappa describes the span of these samples only and will change as samples are added.',
  check({ report, architecture }) {
    const { samples, dimension } = report.data;
    if (samples >= dimension || isTokenData(architecture)) return [];
    return [
      {
        message: `${samples} samples of dimension ${dimension}: kappa describes the span of these samples only.`,
        value: samples,
        range: architecture.data.range,
        hint: `Take at least ${dimension} samples, better several times as many, where kappa of the population is the question.`,
      },
    ];
  },
});
