/**
 * 64-bit FNV-1a of a text's UTF-16 units, in hexadecimal: the same in every host, and not for secrets. The hash is kept in halves of
 * 32 bits, which numbers multiply exactly: the prime is 2^40 + 435.
 */
export function fingerprint(text: string): string {
  let [high, low] = [0xcbf29ce4, 0x84222325];
  for (let index = 0; index < text.length; index++) {
    low = (low ^ text.charCodeAt(index)) >>> 0;
    const product = low * 435;
    high = (Math.imul(high, 435) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}
