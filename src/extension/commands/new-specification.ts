import { window, type QuickPickItem } from 'vscode';
import type { Session } from '../session';
import { openStarter, type Starter } from '../starters';

const starters: readonly (QuickPickItem & { readonly starter: Starter })[] = [
  {
    label: 'Residual MLP',
    description: 'ReLU blocks with skips, scaled for their depth',
    starter: 'residual-mlp.arch',
  },
  {
    label: 'Deep linear network',
    description: 'a chain without activations, where the theorems are sharpest',
    starter: 'deep-linear.arch',
  },
  { label: 'Classifier', description: 'cross entropy over three classes', starter: 'tiny-classifier.arch' },
  { label: 'JSON', description: 'the same language for programs, .arch.json', starter: 'orthogonal.arch.json' },
];

/** Kappa: New Specification. */
export async function newSpecification({ extensionUri }: Session): Promise<void> {
  const picked = await window.showQuickPick(starters, { placeHolder: 'Start from' });
  if (picked) await openStarter(picked.starter, extensionUri);
}
