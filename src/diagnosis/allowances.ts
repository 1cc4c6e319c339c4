import type { Architecture } from '../spec/architecture';
import type { Finding } from '../report/report';
import { documentationPage } from './rule';

/** `allow K203`, written on a layer, on what encloses it, or for the whole model. */
type Allowance = Architecture['allow'][number];

/** Code of the finding that an allowance silences nothing. */
export const UNUSED_ALLOWANCE = 'K091';

export interface Silenced {
  /** Findings that nobody allowed. */
  readonly remaining: readonly Finding[];
  /** Allowances that silenced nothing, each once. */
  readonly unused: readonly Allowance[];
}

/** Takes out the findings that the specification allows. */
export function applyAllowances(findings: readonly Finding[], architecture: Architecture): Silenced {
  const used = new Set<string>();
  const remaining = findings.filter((finding) => {
    const matching = allowancesFor(finding, architecture).filter(({ code }) => code === finding.code);
    matching.forEach((allowance) => used.add(identity(allowance)));
    return matching.length === 0;
  });
  const all = [...architecture.allow, ...architecture.layers.flatMap(({ allow }) => allow)];
  const distinct = new Map(all.map((allowance) => [identity(allowance), allowance]));
  return { remaining, unused: [...distinct].flatMap(([key, allowance]) => (used.has(key) ? [] : [allowance])) };
}

/** A finding for an allowance that silences nothing; `title` is the code's, undefined where no rule has the code. */
export function unusedAllowance({ code, range }: Allowance, title: string | undefined): Finding {
  return {
    code: UNUSED_ALLOWANCE,
    severity: 'warning',
    message: title
      ? `allow ${code} silences nothing here ("${title}" is not found).`
      : `allow ${code} silences nothing: no rule has this code.`,
    value: null,
    threshold: null,
    layer: null,
    range,
    documentation: documentationPage(UNUSED_ALLOWANCE),
    hint: `Remove ${code} from the allow list.`,
    related: [],
    fixes: [],
  };
}

/** A layer carries what is written on its containers too. */
function allowancesFor({ layer: name }: Finding, { allow, layers }: Architecture): readonly Allowance[] {
  return [...allow, ...(layers.find((layer) => layer.name === name)?.allow ?? [])];
}

/** The iterations of a repeat share what is written once. */
function identity({ code, range }: Allowance): string {
  return `${code} ${range.start}`;
}
