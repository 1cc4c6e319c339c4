import type { FrameLocator, Locator, Page } from 'playwright-core';
import { runCommand } from './palette';

/** The page inside a webview: VS Code's own frame around the frame with the extension's document. */
export function webview(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

export async function openPanel(page: Page): Promise<FrameLocator> {
  await runCommand(page, 'Kappa: Open Conditioning Panel');
  const panel = webview(page);
  await testId(panel, 'state').waitFor();
  return panel;
}

export function testId(panel: FrameLocator, id: string): Locator {
  return panel.getByTestId(id);
}
