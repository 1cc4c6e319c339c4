/** A report by hand with a run over time: two charts behind one player. */
import type { Report } from '../../../src/report/report';
import type { TheoryAxis, TheoryCurve } from '../../../src/report/theory';
import { theoryReport } from './theory';

const time: TheoryAxis = { title: 'time', scale: 'linear', isTime: true };

/** At times 0, 0.5, ... 5. */
function curve(id: string, title: string, values: Readonly<Record<string, (at: number) => number>>): TheoryCurve {
  const times = Array.from({ length: 11 }, (_, k) => k / 2);
  return {
    id,
    title,
    horizontal: time,
    vertical: { title: 'value', scale: 'linear' },
    series: Object.entries(values).map(([name, at]) => ({
      name,
      certainty: 'exact',
      points: times.map((each) => [each, at(each)] as const),
    })),
    marks: [{ title: 'not before', at: 2 }],
  };
}

const { earlyDirection } = theoryReport.theory;

export const simulationReport: Report = {
  ...theoryReport,
  theory: {
    ...theoryReport.theory,
    earlyDirection: {
      ...earlyDirection,
      curves: [
        curve('alignment', 'Alignment', { cosine: (at) => at / 5, length: (at) => at ** 2 }),
        curve('rankOne', 'Rank', { dense1: (at) => 1 / (1 + at) }),
        ...earlyDirection.curves,
      ],
    },
  },
};
