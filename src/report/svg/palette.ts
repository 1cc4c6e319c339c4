/** Colours by role, in any spelling that style sheets know, and the font. */
export interface Palette {
  /** `none` for a drawing that stands on a page. */
  readonly background: string;
  readonly foreground: string;
  readonly muted: string;
  readonly grid: string;
  /** The large end of the spectrum, and kappa itself. */
  readonly top: string;
  /** The small end of the spectrum. */
  readonly bottom: string;
  /** What the figures are compared with. */
  readonly baseline: string;
  /** Ground of the certified bracket. */
  readonly certified: string;
  /** Ground of what cannot be told from zero. */
  readonly doubt: string;
  readonly font: string;
}
