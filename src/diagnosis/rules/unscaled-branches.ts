import { counted, figure } from '../figures';
import { scaleBranches } from '../fixes/scale-branches';
import { rule } from '../rule';
import { bodyGain, residualBlocks } from '../structure/residual-blocks';

export const unscaledBranches = rule('K117', {
  title: 'Residual branches are not scaled for the depth',
  severity: 'warning',
  summary:
    'Branches of fixed size make kappa grow exponentially with the number of blocks; branches scaled by 1 / sqrt(blocks) or less keep ' +
    'it bounded. The growth of the second moment through the blocks, prod (1 + g^2 / beta^2), tells them apart (heuristic).',
  threshold: {
    setting: 'kappa.thresholds.residualGrowth',
    default: 10,
    description:
      'Growth of the second moment through all residual blocks, prod (1 + g^2 / beta^2), that still counts as scaled.',
  },
  check({ report, architecture, threshold }) {
    if (report.model.weights === 'file') return [];
    const blocks = residualBlocks(architecture).flatMap((block) => {
      const gain = bodyGain(architecture, block);
      return gain === null || block.beta === 0 ? [] : [{ ...block, share: gain / block.beta ** 2 }];
    });
    const growth = blocks.reduce((product, { share }) => product * (1 + share), 1);
    if (blocks.length < 2 || growth <= threshold) return [];
    const [{ layer }] = blocks;
    return [
      {
        message:
          `The branches of ${counted(blocks.length, 'residual block')} are not scaled for the depth: the second moment grows by ` +
          `${figure(growth)} through them, above ${figure(threshold)}, and kappa with it (heuristic).`,
        value: growth,
        layer,
        hint: `End each branch with scale(1 / sqrt(${blocks.length})), about ${figure(1 / Math.sqrt(blocks.length))}, or start its last layer at zero.`,
        fixes: scaleBranches(architecture, blocks),
      },
    ];
  },
});
