/** A report by hand whose theory speaks: one topic with a curve, one with layers, the others with a reason. */
import type { Report } from '../../../src/report/report';
import { silentTheory, type TheoryCurve, type TheorySection } from '../../../src/report/theory';
import { linearReport } from './linear';

export const sampleCurve: TheoryCurve = {
  id: 'kappa',
  title: 'Kappa by depth',
  horizontal: { title: 'depth', scale: 'linear' },
  vertical: { title: 'kappa', scale: 'log' },
  series: [
    {
      name: 'exact',
      certainty: 'exact',
      points: [
        [0, 100],
        [5, 10],
        [10, 1],
      ],
    },
    {
      name: 'bound',
      certainty: 'bound',
      points: [
        [0, 0],
        [5, 100],
        [10, 10],
      ],
    },
  ],
  marks: [{ title: 'this depth', at: 5 }],
};

const early: TheorySection = {
  reason: null,
  figures: [
    {
      id: 'order',
      title: 'Order',
      value: 3,
      certainty: 'exact',
      reference: 'docs/theory/early-direction.md 1',
      note: null,
    },
    {
      id: 'regime',
      title: 'Alignment',
      value: 'small',
      certainty: 'heuristic',
      reference: 'docs/theory/early-direction.md 3',
      note: 'Before the loss moves.',
    },
    {
      id: 'time',
      title: 'Time',
      value: null,
      certainty: 'bound',
      reference: 'docs/theory/early-direction.md 3',
      note: 'Not correlated.',
    },
  ],
  layers: [],
  curves: [sampleCurve],
};

const equilibrium: TheorySection = {
  reason: null,
  figures: [],
  layers: [
    {
      name: 'waist',
      figures: [
        {
          id: 'level',
          title: 'Level',
          value: 'local',
          certainty: 'exact',
          reference: 'docs/theory/equilibrium.md 1',
          note: null,
        },
        {
          id: 'radius',
          title: 'Radius',
          value: 0.875,
          certainty: 'exact',
          reference: 'docs/theory/equilibrium.md 1',
          note: null,
        },
      ],
    },
  ],
  curves: [],
};

export const theoryReport: Report = {
  ...linearReport,
  theory: { ...linearReport.theory, ...silentTheory('No such layer.'), earlyDirection: early, equilibrium },
};
