import { ruleCatalogue } from '../../diagnosis/catalogue';
import { documentationOf } from '../../report/diagnostic';
import { countOf } from '../../report/numbers';
import type { Finding } from '../../report/report';

/** Codes with their titles as a list, each once; the sentences stand in the diagnostics. Empty without findings. */
export function findingList(findings: readonly Finding[]): string {
  const codes = [...new Set(findings.map(({ code }) => code))];
  return codes
    .map((code) => {
      const same = findings.filter((finding) => finding.code === code);
      const times = same.length > 1 ? ` (${countOf(same.length, 'time')})` : '';
      return `- ${same[0].severity} ${codeLink(code)}: ${titleOf(code) ?? same[0].message}${times}`;
    })
    .join('\n');
}

export function codeLink(code: string): string {
  return `[${code}](${documentationOf(code)})`;
}

export function titleOf(code: string): string | undefined {
  return ruleCatalogue.find((entry) => entry.code === code)?.title;
}
