/** The values used last, by key. */
export class ResultCache<Value> {
  private readonly values = new Map<string, Value>();

  constructor(private readonly capacity: number) {}

  get(key: string): Value | undefined {
    const value = this.values.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: string, value: Value): void {
    this.values.delete(key);
    this.values.set(key, value);
    for (const oldest of this.values.keys()) {
      if (this.values.size <= this.capacity) break;
      this.values.delete(oldest);
    }
  }

  /** Forgets what fits. */
  drop(isVoid: (value: Value) => boolean): void {
    for (const [key, value] of this.values) if (isVoid(value)) this.values.delete(key);
  }
}
