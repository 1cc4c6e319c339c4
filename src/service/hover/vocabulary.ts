/** What the words of the language mean. */
import { ruleCatalogue } from '../../diagnosis/catalogue';
import { escapeMarkdown } from '../../report/markdown-text';
import { formatNumber } from '../../report/numbers';
import type { ExpectationSubject } from '../../spec/architecture';
import type { DirectiveEntry } from '../../spec/catalogue/directives';
import { describeType, documentParameter, signature } from '../../spec/catalogue/documentation';
import type { Family, FamilyEntry } from '../../spec/catalogue/family';
import { codeLink } from './findings';
import type { ArgumentPlace } from './places';

export function argumentMarkdown({ callee, name, parameter }: ArgumentPlace): string {
  const { value } = parameter;
  const choices = value.type === 'family' ? `\n\n${choicesOf(value.family())}` : '';
  return `Argument of \`${callee}\`\n\n${documentParameter(name, parameter)}${choices}`;
}

export function memberMarkdown(noun: string, { name, summary, parameters }: FamilyEntry): string {
  const list = Object.entries(parameters).map(([key, parameter]) => `- ${documentParameter(key, parameter)}`);
  const parts = [`\`${signature(name, parameters)}\` ${noun}`, escapeMarkdown(summary), list.join('\n')];
  return parts.filter((part) => part !== '').join('\n\n');
}

export function directiveMarkdown({ example, summary, value, otherwise }: DirectiveEntry): string {
  const choices =
    value.type === 'family'
      ? choicesOf(value.family())
      : value.type === 'choice'
        ? `One of ${describeType(value)}.`
        : '';
  const absent = otherwise === 'required' ? 'Required.' : `Without it: ${otherwise}.`;
  return [`\`${example}\``, `${summary} ${absent}`, choices].filter((part) => part !== '').join('\n\n');
}

const subjects: Readonly<Partial<Record<string, string>>> = {
  kappa: 'Condition number of the Gauss-Newton matrix: its largest over its smallest nonzero eigenvalue.',
  bound_gap: 'The tightest applicable upper bound, divided by kappa: 1 where the bound is attained.',
  rank: 'Rank of the Gauss-Newton matrix.',
  lambda_max: 'Largest eigenvalue of the Gauss-Newton matrix.',
  lambda_min: 'Smallest nonzero eigenvalue of the Gauss-Newton matrix.',
} satisfies Record<ExpectationSubject, string>;

/** Undefined for a word that no expectation can be about. */
export function subjectMarkdown(subject: string): string | undefined {
  return subjects[subject] && `\`${subject}\`\n\n${subjects[subject]}`;
}

/** Undefined for a code that nothing has. */
export function codeMarkdown(code: string): string | undefined {
  const entry = ruleCatalogue.find((each) => each.code === code);
  if (!entry) return undefined;
  const { title, severity, summary, threshold } = entry;
  const limit = threshold ? `Limit: \`${threshold.setting}\`, by default ${formatNumber(threshold.default)}.` : '';
  return [`${codeLink(code)} ${severity ?? ''}: **${title}**`.replace(' :', ':'), escapeMarkdown(summary ?? ''), limit]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** More than this many are listed by name alone. */
const longList = 12;

function choicesOf({ entries }: Family): string {
  const all = [...entries.values()];
  return all.length > longList
    ? all.map(({ name }) => `\`${name}\``).join(' ')
    : all.map(({ name, summary }) => `- \`${name}\`: ${escapeMarkdown(summary)}`).join('\n');
}
