/** The theme's colours as the canvas takes them; only the theme decides, here they get their roles. */
import type { Palette } from '../../src/report/svg/palette';

const roles: Readonly<Record<Exclude<keyof Palette, 'font'>, string>> = {
  background: 'var(--vscode-editor-background)',
  foreground: 'var(--vscode-foreground)',
  muted: 'var(--lens-quiet)',
  grid: 'var(--lens-grid)',
  top: 'var(--lens-top)',
  bottom: 'var(--lens-bottom)',
  baseline: 'var(--lens-baseline)',
  certified: 'var(--lens-certified)',
  doubt: 'var(--lens-doubt)',
};

export function readPalette(): Palette {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const probe = document.createElement('span');
  document.body.append(probe);
  const resolved = (value: string) => {
    probe.style.color = value;
    return context === null ? value : plain(getComputedStyle(probe).color, context);
  };
  const entries = Object.entries(roles).map(([role, value]) => [role, resolved(value)]);
  const font = getComputedStyle(document.body).fontFamily;
  probe.remove();
  return { ...(Object.fromEntries(entries) as Record<keyof typeof roles, string>), font };
}

/** Calls back after every change of theme. */
export function onThemeChange(listener: () => void): void {
  const observer = new MutationObserver(listener);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  // Another theme of the same kind changes the variables alone.
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
}

/** Any colour of style sheets, mixed ones too, as `rgba(…)`. */
function plain(colour: string, context: CanvasRenderingContext2D): string {
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
  return `rgba(${red}, ${green}, ${blue}, ${Number((alpha / 255).toFixed(3))})`;
}
