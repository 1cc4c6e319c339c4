/**
 * Asks the client to fetch hints or lenses again. One request is under way at a time; what changes meanwhile is asked for once it is
 * answered, so that the client's own pace is the limit.
 */
export class Refresher {
  private busy = false;
  private again = false;

  /** `send`: the request; what it rejects with is of no interest. */
  constructor(private readonly send: () => Promise<unknown>) {}

  async refresh(): Promise<void> {
    this.again = true;
    if (this.busy) return;
    this.busy = true;
    while (this.again) {
      this.again = false;
      await this.send().catch(() => undefined);
    }
    this.busy = false;
  }
}
