import type { FromPanel, ReportFormat } from '../../src/panel/messages';

/** What the page remembers of itself while it is hidden or reloaded. Figures are not among it: the host sends those of the current text. */
export interface Memory {
  /** Of the document on show, for whoever brings the page back. */
  readonly uri?: string;
  /** Ids of the parts that were opened. */
  readonly open: readonly string[];
  readonly format: ReportFormat;
  readonly scroll: number;
}

export interface Host {
  post(message: FromPanel): void;
  readonly memory: Memory;
  remember(change: Partial<Memory>): void;
}

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** The editor that the page lives in. May be called once. */
export function connect(): Host {
  const api = acquireVsCodeApi();
  let memory = restored(api.getState());
  return {
    post: (message) => api.postMessage(message),
    get memory() {
      return memory;
    },
    remember(change) {
      memory = { ...memory, ...change };
      api.setState(memory);
    },
  };
}

function restored(state: unknown): Memory {
  const { uri, open, format, scroll } = (typeof state === 'object' && state !== null ? state : {}) as Partial<Memory>;
  return {
    ...(typeof uri === 'string' && { uri }),
    open: Array.isArray(open) ? open.filter((each) => typeof each === 'string') : [],
    format: format === 'json' || format === 'html' ? format : 'markdown',
    scroll: typeof scroll === 'number' ? scroll : 0,
  };
}
