import type { LayerReport } from '../../src/report/report';
import { renderLayers } from '../../src/report/svg/layers';
import { readPalette } from '../charts/theme';
import type { Host } from '../state/host';
import { imageButtons } from '../ui/image-buttons';

/** Buttons that copy and save the layers' bars as an image. */
export function layerImages(host: Host, tools: HTMLElement): (layers: readonly LayerReport[]) => void {
  let shown: readonly LayerReport[] = [];
  tools.append(...imageButtons({ name: 'layers', draw: () => renderLayers(shown, { palette: readPalette() }) }, host));
  return (layers) => {
    shown = layers;
  };
}
