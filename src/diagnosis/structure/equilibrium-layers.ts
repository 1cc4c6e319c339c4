import { theoryNumber, theoryVerdict } from '../../report/theory';
import type { Architecture, Layer } from '../../spec/architecture';
import type { Measurements } from '../rule';

/** An implicit layer with the figures of its topic, of the layer itself and of weights drawn like its own. */
export interface EquilibriumFigures {
  readonly layer: Layer;
  /** `contracting`, `monotone`, `local` or `none`; undefined where it was not looked at. */
  readonly level: string | undefined;
  own(id: string): number | undefined;
  drawn(id: string): number | undefined;
  drawnVerdict(id: string): { readonly value: string; readonly note: string | null } | undefined;
}

export function equilibriumFigures(
  { theory: { equilibrium } }: Measurements,
  { layers }: Architecture,
): readonly EquilibriumFigures[] {
  return equilibrium.layers.flatMap((section) => {
    const layer = layers.find(({ name }) => name === section.name);
    if (!layer) return [];
    const idOf = (id: string) => (equilibrium.layers.length === 1 ? id : `${id}.${layer.name}`);
    return [
      {
        layer,
        level: theoryVerdict(section, 'level'),
        own: (id: string) => theoryNumber(section, id),
        drawn: (id: string) => theoryNumber(equilibrium, idOf(id)),
        drawnVerdict: (id: string) => {
          const found = equilibrium.figures.find((figure) => figure.id === idOf(id));
          return typeof found?.value === 'string' ? { value: found.value, note: found.note } : undefined;
        },
      },
    ];
  });
}
