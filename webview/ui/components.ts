/** The panel's controls. Only this file knows the library they come from. */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeProgressRing,
} from '@vscode/webview-ui-toolkit';
import { type Child, h } from './h';

provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeDropdown(), vsCodeOption(), vsCodeProgressRing());

export interface ButtonOptions {
  /** What it says, or for an icon alone what it is called. */
  readonly label: string;
  /** In place of the label's text. */
  readonly content?: Child;
  readonly look?: 'primary' | 'secondary' | 'icon';
  /** Kept over renewals of the content around it, with the focus. */
  readonly id?: string;
  readonly testId?: string;
  /** Longer than the label where it needs an object: `Copy the chart of the spectrum`. */
  readonly description?: string;
  onClick(): void;
}

export function button({
  label,
  content,
  look = 'secondary',
  id,
  testId,
  description,
  onClick,
}: ButtonOptions): HTMLElement {
  return h(
    'vscode-button',
    {
      appearance: look,
      id,
      'data-testid': testId,
      'aria-label': description ?? label,
      title: look === 'icon' ? (description ?? label) : undefined,
      onclick: onClick,
    },
    content ?? label,
  );
}

export interface ChoiceOptions<Value extends string> {
  readonly label: string;
  readonly testId: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  onChange(value: Value): void;
}

/** One of a few values from a list that drops down. */
export function choice<Value extends string>({
  label,
  testId,
  options,
  value,
  onChange,
}: ChoiceOptions<Value>): HTMLElement {
  return h(
    'vscode-dropdown',
    {
      'aria-label': label,
      'data-testid': testId,
      onchange: (event) => {
        const chosen = options.find((option) => option.value === (event.target as HTMLSelectElement).value);
        if (chosen) onChange(chosen.value);
      },
    },
    options.map((option) =>
      h('vscode-option', { value: option.value, selected: option.value === value }, option.label),
    ),
  );
}

/** Turns while something runs. Says nothing by itself: whatever runs is named beside it. */
export function progressRing(): HTMLElement {
  return h('vscode-progress-ring', { 'aria-hidden': 'true' });
}
