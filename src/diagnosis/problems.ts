/** What diagnosis itself has to say about a specification: its claims and its silenced findings. */
export const diagnosisProblems = {
  K091: 'A silenced finding that does not occur',
  K092: 'An expectation that does not hold',
  K093: 'An expectation that cannot be decided',
} as const satisfies Record<string, string>;
