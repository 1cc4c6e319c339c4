/** Something wrong with the command line or with a file it names: one sentence for the user, exit code 2. Thrown only inside `cli`. */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}
