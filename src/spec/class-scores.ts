import type { Architecture } from './architecture';

/** How a flat output holds the scores of classes: that of class c at position t is entry t * positionStride + c * classStride. */
export interface ClassScores {
  readonly classes: number;
  readonly positions: number;
  readonly classStride: number;
  readonly positionStride: number;
}

/**
 * Classes stand on the last axis, in `channels_first` on the first (of outputs with several axes); what the other axes
 * hold are positions, each classified on its own.
 */
export function classScores({ output, layout }: Pick<Architecture, 'output' | 'layout'>): ClassScores {
  const first = layout === 'channels_first' && output.length > 1;
  const classes = (first ? output[0] : output.at(-1)) ?? 1;
  const positions = output.reduce((product, size) => product * size, 1) / classes;
  return first
    ? { classes, positions, classStride: positions, positionStride: 1 }
    : { classes, positions, classStride: 1, positionStride: classes };
}
