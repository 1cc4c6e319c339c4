import { silentTheory } from '../../../src/report/theory';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { AnalysisState } from '../../../src/report/analysis-state';
import type { ToPanel } from '../../../src/panel/messages';
import type { Report } from '../../../src/report/report';
import { launchBrowser } from '../../e2e/support/browser';
import { type OpenPanel, openPanelPage, type PanelPageOptions } from './panel-page';

export const hash = '0123456789abcdef';

/**
 * Opens pages for the tests of a file. After each test: no violation of the content security policy, no error in the console, nothing
 * loaded but the page's own files, and nothing that the page found worth logging.
 */
export function usePanel(): (options?: PanelPageOptions) => Promise<OpenPanel> {
  let browser: Browser;
  let open: OpenPanel[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    const closing = open;
    open = [];
    for (const panel of closing) {
      const logged = (await panel.received()).filter(({ type }) => type === 'log');
      await panel.close();
      expect([...panel.troubles, ...logged]).toEqual([]);
    }
  });
  afterAll(() => browser.close());
  return async (options) => {
    const panel = await openPanelPage(browser, options);
    open.push(panel);
    return panel;
  };
}

export function state(state: AnalysisState): ToPanel {
  return { type: 'state', document: { uri: 'file:///chain.arch', name: 'chain.arch', version: 1 }, state };
}

export function fresh(report: Report): ToPanel {
  return state({ status: 'fresh', hash, report, problems: [] });
}

/** What a report holds before its spectrum is measured. */
export function partial(report: Report): ToPanel {
  const { spectrum, timings } = report;
  const missing = { eigenvalues: null, rank: null, lambdaMax: null, lambdaMin: null, kappa: null, kappaInterval: null };
  const sofar: Report = {
    ...report,
    spectrum: { ...spectrum, ...missing, relativeError: null, trace: null, method: 'not computed', float32: null },
    layers: [],
    theory: { ...silentTheory('not asked'), optimisation: null, initialisation: [] },
    distribution: null,
    expectations: [],
    findings: [],
    timings: timings.slice(0, 1),
  };
  return state({ status: 'analysing', hash, progress: { stage: 'spectrum', fraction: 0.25 }, report: sofar });
}
