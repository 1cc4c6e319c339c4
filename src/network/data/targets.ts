/** The targets of an architecture. */
import type { Matrix } from '../../numerics/matrix';
import type { Architecture, Loss } from '../../spec/architecture';
import type { Files } from '../../spec/files';
import type { Problem } from '../../spec/problem';
import { size } from '../operations/shape';
import { locate, type Complaint } from '../problems';
import { fileData } from './file-data';
import { teacherTargets } from './teacher';

/**
 * n x k, or class indices n x 1 for cross_entropy; no value without targets or where they do not fit. A limit on the inputs holds for
 * targets without their own.
 */
export async function loadTargets(
  { data, output, loss }: Architecture,
  inputs: Matrix,
  files: Files,
): Promise<{ value?: Matrix; problems: Problem[] }> {
  const { targets, source } = data;
  if (!targets) return { problems: [] };
  const outputs = size(output);
  if (targets.kind === 'teacher') return { value: teacherTargets(targets, inputs, outputs, loss), problems: [] };

  const limit = targets.limit ?? ('file' in source ? source.limit : undefined);
  const { value, complaints } = await fileData({ ...targets, limit }, files);
  const found = value ? [...misfits(value.samples, targets.file.path, inputs.rows, outputs, loss)] : complaints;
  const problems = found.map((complaint) => locate(complaint, targets.file.range));
  return problems.length > 0 ? { problems } : { value: value?.samples, problems };
}

/** At most one complaint: what is wrong first. */
function misfits(targets: Matrix, path: string, samples: number, outputs: number, loss: Loss): Complaint[] {
  const width = loss === 'cross_entropy' ? 1 : outputs;
  if (targets.rows !== samples)
    return [
      misfit(
        `"${path}" has ${targets.rows} targets, the data have ${samples} samples.`,
        'Give as many targets as samples.',
      ),
    ];
  if (targets.cols !== width)
    return [
      loss === 'cross_entropy'
        ? misfit(
            `"${path}" has ${targets.cols} values a sample; cross_entropy takes one class index.`,
            'Give class indices from 0, not one-hot rows.',
          )
        : misfit(
            `"${path}" has ${targets.cols} values a sample, the output has ${outputs}.`,
            'Match the width of the last layer and the targets.',
          ),
    ];
  const bad = targets.data.findIndex((value) => !admissible(value, loss, outputs));
  if (bad < 0) return [];
  const where = `"${path}" has ${targets.data[bad]} for sample ${Math.floor(bad / targets.cols)} (from 0)`;
  return [
    loss === 'cross_entropy'
      ? misfit(
          `${where}; classes are the whole numbers 0 to ${outputs - 1}.`,
          'The last layer needs one unit a class; classes count from 0.',
        )
      : misfit(`${where}; binary_cross_entropy takes values from 0 to 1.`, 'Give probabilities, or use mse.'),
  ];
}

function admissible(value: number, loss: Loss, outputs: number): boolean {
  if (loss === 'cross_entropy') return Number.isInteger(value) && value >= 0 && value < outputs;
  return loss === 'mse' || (value >= 0 && value <= 1);
}

function misfit(message: string, hint: string): Complaint {
  return { code: 'K085', message, hint };
}
