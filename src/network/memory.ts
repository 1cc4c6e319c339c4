/** Entries that one matrix, or all weights together, may have: 2 GiB of float64. */
const largestEntryCount = 2 ** 28;

export function fitsMemory(entries: number): boolean {
  return entries <= largestEntryCount;
}

/** For people: `1.5 GB`. */
export function memoryText(entries: number): string {
  const gigabytes = (entries * 8) / 1e9;
  return `${gigabytes >= 10 ? Math.round(gigabytes) : gigabytes.toPrecision(2)} GB`;
}
