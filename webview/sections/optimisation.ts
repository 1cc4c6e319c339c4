import { type OptimisationMethod, optimisationMethods } from '../../src/report/optimisation-methods';
import { h, replaceChildren } from '../ui/h';
import { figure, was } from '../ui/figure';
import { type Part, section } from '../ui/section';
import { table } from '../ui/table';

interface Row extends OptimisationMethod {
  readonly before: OptimisationMethod | undefined;
}

/** What kappa costs in training: stable learning rates and iterations for ten times less error. */
export function optimisation(): Part {
  return section({
    id: 'optimisation',
    title: 'Optimisation',
    always: true,
    read: ({ report, baseline }) => {
      const figures = report.theory.optimisation;
      if (figures === null) return null;
      const before = baseline?.report.theory.optimisation;
      const earlier = before ? optimisationMethods(before) : [];
      return {
        rows: optimisationMethods(figures).map((method, at): Row => ({ ...method, before: earlier[at] })),
        note: `${figures.note} (${figures.certainty})`,
      };
    },
    content:
      (body) =>
      ({ rows, note }) =>
        replaceChildren(
          body,
          table<Row>(
            'Learning rates and iterations by method',
            [
              { title: 'method', cell: ({ name }) => name },
              {
                title: 'largest learning rate',
                numeric: true,
                cell: ({ learningRate, before }) => [figure(learningRate), ' ', was(before?.learningRate)],
              },
              {
                title: 'iterations a decade',
                numeric: true,
                cell: ({ iterations, before }) => ['about ', figure(iterations), ' ', was(before?.iterations)],
              },
            ],
            rows,
          ),
          h('p', { class: 'quiet' }, note),
        ),
  });
}
