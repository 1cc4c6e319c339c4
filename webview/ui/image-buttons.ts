import type { Host } from '../state/host';
import { button } from './components';
import { rasterise } from './rasterise';

export interface ImageOptions {
  /** What is on it, one word; the file is named after it. */
  readonly name: string;
  /** SVG text in the colours of the theme. */
  draw(): string;
}

/** Copy as an image, save as PNG, save as SVG. */
export function imageButtons({ name, draw }: ImageOptions, host: Host): readonly HTMLElement[] {
  const attempt = (action: () => Promise<void>) => () =>
    void action().catch((error: unknown) => host.post({ type: 'log', message: `Image of ${name}: ${String(error)}` }));
  return [
    button({
      label: 'Copy',
      description: `Copy the image of the ${name}`,
      look: 'icon',
      testId: `copy-${name}`,
      onClick: attempt(() => copy(draw(), host)),
    }),
    button({
      label: 'PNG',
      description: `Save the image of the ${name} as PNG`,
      look: 'icon',
      testId: `png-${name}`,
      onClick: attempt(async () => {
        const data = await base64(await rasterise(draw()));
        host.post({ type: 'saveImage', format: 'png', name, data });
      }),
    }),
    button({
      label: 'SVG',
      description: `Save the image of the ${name} as SVG`,
      look: 'icon',
      testId: `svg-${name}`,
      onClick: () => host.post({ type: 'saveImage', format: 'svg', name, data: draw() }),
    }),
  ];
}

/** As a picture; where the browser does not let us, as SVG text through the host. */
async function copy(image: string, host: Host): Promise<void> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': rasterise(image) })]);
  } catch {
    host.post({ type: 'copyText', text: image });
  }
}

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let from = 0; from < bytes.length; from += 0x8000)
    text += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  return btoa(text);
}
