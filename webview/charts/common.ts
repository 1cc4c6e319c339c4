import type { Palette } from '../../src/report/svg/palette';
import type { ChartSettings } from './chart';

/** A point with the words that its tooltip says. */
export interface TitledPoint {
  readonly x: number;
  readonly y: number;
  readonly title: string;
}

type Options = NonNullable<ChartSettings['options']>;

/** What every chart of the panel has in common: the size of its frame, no animation, tooltips in the editor's colours. */
export function commonOptions({ background, foreground, grid, font }: Palette): Options {
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: false,
    parsing: false,
    normalized: true,
    font: { family: font, size: 11 },
    plugins: {
      tooltip: {
        backgroundColor: background,
        titleColor: foreground,
        bodyColor: foreground,
        borderColor: grid,
        borderWidth: 1,
        cornerRadius: 3,
        displayColors: false,
        callbacks: { title: () => '', label: ({ raw }) => (raw as TitledPoint).title },
      },
    },
  };
}
