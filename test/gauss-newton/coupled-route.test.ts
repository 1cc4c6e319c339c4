import { describe, expect, it } from 'vitest';
import { coupledRoute } from '../../src/gauss-newton/coupled-route';
import { instantiate } from '../../src/network/instantiate';
import { validArch } from '../support/elaborate-arch';
import { memoryFiles } from '../support/tensor-files';

async function routeOf(body: string, outputs: number) {
  const { value } = await instantiate(validArch(`model M { ${body} }`), memoryFiles({}));
  return coupledRoute(value!, outputs * value!.data.inputs.rows);
}

describe('how cotangents go through a network whose samples are coupled', () => {
  // Truth: counted by hand. A batch_norm of w channels has 2 w statistics. Nodes: input, dense, batch_norm, dense, batch_norm, dense.
  it('many samples: statistics join the seeds of each sample from coupling to coupling', async () => {
    const body = 'input 3 data gaussian(samples: 50) dense(4) batch_norm dense(6) batch_norm dense(2)';
    expect(await routeOf(body, 2)).toEqual({
      route: 'statistics',
      behind: [false, false, false, false, false, true],
      rowsPerSample: [2 + 12 + 8, 2 + 12 + 8, 2 + 12, 2 + 12, 2, 2],
      widthBefore: [0, 0, 3 + 4, 0, 3 + 4 + 4 + 6, 0],
    });
  });

  it('few samples: every seed goes through every sample before the last coupling', async () => {
    const body = 'input 3 data gaussian(samples: 5) dense(4) batch_norm dense(6) batch_norm dense(2)';
    const { route, rowsPerSample } = await routeOf(body, 2);
    expect(route).toBe('seeds');
    expect(rowsPerSample).toEqual([10, 10, 10, 10, 10, 2]);
  });

  it('no coupling: every sample has its own seeds', async () => {
    const { behind, rowsPerSample } = await routeOf('input 3 data gaussian(samples: 5) dense(4) dense(2)', 2);
    expect(behind).toEqual([true, true, true]);
    expect(rowsPerSample).toEqual([2, 2, 2]);
  });
});
