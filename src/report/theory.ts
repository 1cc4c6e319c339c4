/** What the papers' theorems say of a specification: one section a paper or method, the same form for all, so that every view renders them alike. */
import type { Certainty } from './report';

export interface TheorySection {
  /** Why the theory has nothing to say here; null where it has. */
  readonly reason: string | null;
  /** Of the whole model, the most telling first. */
  readonly figures: readonly TheoryFigure[];
  /** By layer, in the order of the layers; only layers with figures. */
  readonly layers: readonly { readonly name: string; readonly figures: readonly TheoryFigure[] }[];
  readonly curves: readonly TheoryCurve[];
}

export interface TheoryFigure {
  /** Unique within its section: `gradientLog`. */
  readonly id: string;
  readonly title: string;
  /** A number, or a verdict in words; null where it cannot be had, and `note` says why. */
  readonly value: number | string | null;
  readonly certainty: Certainty;
  /** Page and section, with the theorem's name where it has one. */
  readonly reference: string;
  readonly note: string | null;
}

export interface TheoryAxis {
  readonly title: string;
  readonly scale: 'linear' | 'log';
  /** Time of a simulation: the curves of a section over it are one run, which a view may play. */
  readonly isTime?: boolean;
}

export interface TheoryCurve {
  readonly id: string;
  readonly title: string;
  readonly horizontal: TheoryAxis;
  readonly vertical: TheoryAxis;
  readonly series: readonly {
    readonly name: string;
    readonly certainty: Certainty;
    readonly points: readonly (readonly [number, number])[];
  }[];
  /** Values on the horizontal axis worth a line: the specification's own depth. */
  readonly marks: readonly { readonly title: string; readonly at: number }[];
}

/** In the order of display. `name` is how the command line calls a section. */
export const theoryTopics = [
  { key: 'deepConditioning', name: 'deep-conditioning', title: 'Depth and kernels' },
  { key: 'meanField', name: 'mean-field', title: 'Mean field' },
  { key: 'infiniteWidth', name: 'infinite-width', title: 'Infinite width' },
  { key: 'earlyDirection', name: 'early-direction', title: 'Early direction' },
  { key: 'equilibrium', name: 'equilibrium', title: 'Equilibrium layers' },
  { key: 'featureLearning', name: 'feature-learning', title: 'Feature learning' },
] as const;

export type TheoryTopic = (typeof theoryTopics)[number]['key'];

export type TheorySections = Readonly<Record<TheoryTopic, TheorySection>>;

export function silentSection(reason: string): TheorySection {
  return { reason, figures: [], layers: [], curves: [] };
}

/** Every section silent for the same reason. */
export function silentTheory(reason: string): TheorySections {
  return Object.fromEntries(theoryTopics.map(({ key }) => [key, silentSection(reason)])) as Record<
    TheoryTopic,
    TheorySection
  >;
}

/** The number called `id`, of a section or of one of its layers; undefined where there is none. */
export function theoryNumber({ figures }: Pick<TheorySection, 'figures'>, id: string): number | undefined {
  const value = figures.find((figure) => figure.id === id)?.value;
  return typeof value === 'number' ? value : undefined;
}

/** The verdict called `id`; undefined where there is none. */
export function theoryVerdict({ figures }: Pick<TheorySection, 'figures'>, id: string): string | undefined {
  const value = figures.find((figure) => figure.id === id)?.value;
  return typeof value === 'string' ? value : undefined;
}
