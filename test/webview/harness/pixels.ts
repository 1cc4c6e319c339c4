import type { OpenPanel } from './panel-page';

/** Pixels of a chart that are close to a colour of the theme. */
export function pixels({ page }: OpenPanel, name: string, variable: string): Promise<number> {
  return page.getByTestId(`${name}-chart`).evaluate((element, wanted) => {
    const canvas = element as HTMLCanvasElement;
    // A copy: reading the chart's own pixels would slow it down, and the browser says so.
    const copy = document.createElement('canvas');
    [copy.width, copy.height] = [canvas.width, canvas.height];
    const context = copy.getContext('2d', { willReadFrequently: true });
    context?.drawImage(canvas, 0, 0);
    const hex = getComputedStyle(document.documentElement).getPropertyValue(wanted).trim();
    const target = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
    const data = context?.getImageData(0, 0, copy.width, copy.height).data ?? [];
    let count = 0;
    for (let at = 0; at < data.length; at += 4)
      if (data[at + 3] > 200 && target.every((each, channel) => Math.abs(data[at + channel] - each) < 12)) count++;
    return count;
  }, variable);
}
