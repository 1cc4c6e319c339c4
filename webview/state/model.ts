/** What the page knows: everything that its host has told it, and nothing of its own. */
import type { Baseline, PanelDocument, ToPanel } from '../../src/panel/messages';
import type { AnalysisState } from '../../src/report/analysis-state';
import type { Report } from '../../src/report/report';

export interface PanelModel {
  /** Null while no specification is open. */
  readonly document: PanelDocument | null;
  readonly state: AnalysisState | null;
  /** Offset in the source; null until the host tells. */
  readonly cursor: number | null;
  readonly baseline: Baseline | null;
}

export const emptyModel: PanelModel = { document: null, state: null, cursor: null, baseline: null };

export function receive(model: PanelModel, message: ToPanel): PanelModel {
  switch (message.type) {
    case 'state': {
      const { document, state } = message;
      const cursor = document.uri === model.document?.uri ? model.cursor : null;
      return { ...model, document, state, cursor };
    }
    case 'empty':
      return emptyModel;
    case 'cursor':
      return { ...model, cursor: message.offset };
    case 'baseline':
      return { ...model, baseline: message.baseline };
  }
}

/** The figures on show: those of the current text, complete or in the making, and what they are compared with. */
export interface Figures {
  readonly report: Report;
  /** Of the text that ranges in the report belong to. */
  readonly hash: string;
  readonly baseline: Baseline | null;
}

export function figuresOf({ state, baseline }: PanelModel): Figures | null {
  if (state?.status !== 'fresh' && state?.status !== 'analysing') return null;
  return state.report && { report: state.report, hash: state.hash, baseline };
}

/** Whether figures that are not there yet may still come. */
export function isPending({ state }: PanelModel): boolean {
  return state?.status === 'analysing';
}
