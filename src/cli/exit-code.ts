/** What a script can rely on. The worst of several files wins. */
export const exitCode = {
  fine: 0,
  /** A finding at the level of --fail-on, a failed expectation, a file that is not formatted. */
  findings: 1,
  badInput: 2,
  /** A mistake of ours. */
  defect: 3,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

export function worst(codes: readonly ExitCode[]): ExitCode {
  return codes.reduce<ExitCode>((a, b) => (b > a ? b : a), exitCode.fine);
}
