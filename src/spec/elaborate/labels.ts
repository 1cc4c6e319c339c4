/** Labels and names: what layers are called, and which of them a reference can see. */
import type { Range } from '../problem';
import type { Name, Statement } from '../syntax/tree';
import { listed, nearest } from './nearest';
import { replacement, type Problems } from './problems';

/** Every label of the model, wherever it stands. */
export type Labels = ReadonlyMap<string, readonly Statement[]>;

export function collectLabels(statements: readonly Statement[], into = new Map<string, Statement[]>()): Labels {
  for (const statement of statements) {
    const text = statement.label?.text;
    const earlier = text === undefined ? undefined : into.get(text);
    if (earlier) earlier.push(statement);
    else if (text !== undefined) into.set(text, [statement]);
    for (const block of statement.blocks) collectLabels(block.statements, into);
  }
  return into;
}

/** Names are unique inside a naming scope: the model outside repeats, and the body of every repeat. */
export class NamingScope {
  private readonly ordinals = new Map<string, number>();
  private readonly taken = new Map<string, Range>();

  constructor(private readonly labels: Labels) {}

  /** The label; without one kind and ordinal, passing over ordinals that some label uses. */
  nameOf({ label }: Statement, kind: string, problems: Problems): string {
    if (!label) return this.ordinalName(kind);
    const earlier = this.taken.get(label.text);
    if (earlier) {
      problems.report('K045', label.range, `Two layers are called ${label.text}.`, {
        hint: 'Rename one of them.',
        related: [{ message: 'Used here first.', range: earlier }],
      });
      return this.ordinalName(kind);
    }
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(label.text)) {
      problems.report('K046', label.range, `"${label.text}" cannot name a layer.`, {
        hint: 'Use letters, digits and underscores, a letter first.',
      });
      return this.ordinalName(kind);
    }
    this.taken.set(label.text, label.range);
    return label.text;
  }

  private ordinalName(kind: string): string {
    let ordinal = this.ordinals.get(kind) ?? 0;
    let name: string;
    do name = `${kind}${++ordinal}`;
    while (this.labels.has(name));
    this.ordinals.set(kind, ordinal);
    return name;
  }
}

/** What a label stands for where it is read: what the layer gives, or the layer itself with its tensors. */
export type LabelUse = 'output' | 'layer';

/**
 * Labels that can be seen in one block. Outputs: earlier ones there, and those that the enclosing blocks could see. Layers: all earlier ones
 * but those of a repeat that the block is not part of, where one label stands for many.
 */
export class LabelScope<T> {
  private readonly outputs = new Map<string, T>();

  constructor(
    private readonly outside?: LabelScope<T>,
    private readonly owner?: string,
    private readonly layers = new Map<string, T>(),
  ) {}

  /** Scope of a block of the statement labelled `owner`, whose kind says whether it is a repeat. */
  inside(owner: string | undefined, kind: string): LabelScope<T> {
    return new LabelScope(this, owner, kind === 'repeat' ? new Map(this.layers) : this.layers);
  }

  add(label: string, target: T): void {
    this.outputs.set(label, target);
    this.layers.set(label, target);
  }

  /** Undefined with the reason reported. */
  resolve({ text, range }: Name, labels: Labels, problems: Problems, use: LabelUse = 'output'): T | undefined {
    const found = this.find(text, use);
    if (found !== undefined) return found;
    const elsewhere = labels.get(text);
    if (elsewhere) {
      problems.report('K044', range, `${text} ${this.whyOutOfReach(text, range, elsewhere, use)}.`, {
        hint: reach[use],
        related: elsewhere.map(({ label, range }) => ({ message: `${text} is here.`, range: label?.range ?? range })),
      });
      return undefined;
    }
    const guess = nearest(text, this.visible(use));
    problems.report('K043', range, `No layer is called "${text}".`, {
      hint: guess ? `Did you mean ${guess}?` : this.visibleHint(use),
      fix: guess ? replacement(range, guess) : undefined,
    });
    return guess === undefined ? undefined : this.find(guess, use);
  }

  find(label: string, use: LabelUse = 'output'): T | undefined {
    if (use === 'layer') return this.layers.get(label);
    return this.outputs.get(label) ?? this.outside?.find(label);
  }

  /** Labels within reach; outputs of the innermost block first. */
  visible(use: LabelUse = 'output'): string[] {
    if (use === 'layer') return [...this.layers.keys()];
    return [...this.outputs.keys(), ...(this.outside?.visible() ?? [])];
  }

  private visibleHint(use: LabelUse): string {
    const visible = this.visible(use);
    return visible.length > 0
      ? `Layers within reach are ${listed(visible, 'and')}.`
      : 'Give an earlier layer a label, as in stem: dense(64).';
  }

  private whyOutOfReach(label: string, range: Range, elsewhere: readonly Statement[], use: LabelUse): string {
    if (this.isInside(label))
      return `contains this layer, so ${use === 'output' ? 'its output is' : 'it is'} not known here`;
    if (elsewhere.every((statement) => statement.range.start > range.start)) return 'comes later';
    return use === 'output' ? 'stands inside another block' : 'stands inside a repeat, so it is not one layer';
  }

  private isInside(label: string): boolean {
    return this.owner === label || (this.outside?.isInside(label) ?? false);
  }
}

const reach: Readonly<Record<LabelUse, string>> = {
  output: 'A layer can read earlier layers of its own block and of the blocks around it.',
  layer: 'Any earlier layer can be used again, but for those inside a repeat that does not surround this one.',
};
