/** The targets of an architecture. */
import type { Matrix } from '../../numerics/matrix';
import type { Architecture } from '../../spec/architecture';
import { type ClassScores, classScores } from '../../spec/class-scores';
import type { Files } from '../../spec/files';
import type { Problem } from '../../spec/problem';
import { size } from '../operations/shape';
import { locate, type Complaint } from '../problems';
import { fileData } from './file-data';
import { teacherTargets } from './teacher';

/**
 * n x outputs, or for cross_entropy class indices, n x positions; no value without targets or where they do not fit. A limit on the
 * inputs holds for targets without their own.
 */
export async function loadTargets(
  architecture: Architecture,
  inputs: Matrix,
  files: Files,
): Promise<{ value?: Matrix; problems: Problem[] }> {
  const { targets, source } = architecture.data;
  if (!targets) return { problems: [] };
  if (targets.kind === 'teacher') return { value: teacherTargets(targets, inputs, architecture), problems: [] };

  const limit = targets.limit ?? ('file' in source ? source.limit : undefined);
  const { value, complaints } = await fileData({ ...targets, limit }, files);
  const found = value ? [...misfits(value.samples, targets.file.path, inputs.rows, architecture)] : complaints;
  const problems = found.map((complaint) => locate(complaint, targets.file.range));
  return problems.length > 0 ? { problems } : { value: value?.samples, problems };
}

/** At most one complaint: what is wrong first. */
function misfits(targets: Matrix, path: string, samples: number, architecture: Architecture): Complaint[] {
  if (targets.rows !== samples)
    return [
      misfit(
        `"${path}" has ${targets.rows} targets, the data have ${samples} samples.`,
        'Give as many targets as samples.',
      ),
    ];
  const odd =
    architecture.loss === 'cross_entropy'
      ? oddClasses(targets, classScores(architecture))
      : oddValues(targets, architecture);
  return odd ? [misfit(`"${path}" has ${odd.found}`, odd.hint)] : [];
}

/** The end of a sentence, and what to do. */
type Odd = { readonly found: string; readonly hint: string } | undefined;

function oddClasses(targets: Matrix, { classes, positions }: ClassScores): Odd {
  if (targets.cols !== positions)
    return {
      found: `${targets.cols} values a sample; cross_entropy takes ${positions === 1 ? 'one class index' : `${positions} class indices, one a position`}.`,
      hint: 'Give class indices from 0, not one-hot rows.',
    };
  const bad = targets.data.findIndex((value) => !(Number.isInteger(value) && value >= 0 && value < classes));
  if (bad < 0) return undefined;
  return {
    found: `${valueAt(targets, bad)}; classes are the whole numbers 0 to ${classes - 1}.`,
    hint: 'The last layer needs one unit a class; classes count from 0.',
  };
}

function oddValues(targets: Matrix, { loss, output }: Architecture): Odd {
  const outputs = size(output);
  if (targets.cols !== outputs)
    return {
      found: `${targets.cols} values a sample, the output has ${outputs}.`,
      hint: 'Match the width of the last layer and the targets.',
    };
  const bad = loss === 'mse' ? -1 : targets.data.findIndex((value) => !(value >= 0 && value <= 1));
  if (bad < 0) return undefined;
  return {
    found: `${valueAt(targets, bad)}; binary_cross_entropy takes values from 0 to 1.`,
    hint: 'Give probabilities, or use mse.',
  };
}

function valueAt({ data, cols }: Matrix, index: number): string {
  return `${data[index]} for sample ${Math.floor(index / cols)} (from 0)`;
}

function misfit(message: string, hint: string): Complaint {
  return { code: 'K085', message, hint };
}
