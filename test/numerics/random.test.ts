import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomStream } from '../../src/numerics/random';
import { normalCdf } from '../../src/numerics/special-functions';

const word = (value: bigint) => BigInt.asUintN(32, value);

/** Philox4x32-10 written from the paper with BigInt; the kernel's independent oracle. */
function philox(counter: bigint[], key: bigint[]): bigint[] {
  let [c0, c1, c2, c3] = counter;
  for (let round = 0n; round < 10n; round++) {
    const [k0, k1] = [word(key[0] + round * 0x9e3779b9n), word(key[1] + round * 0xbb67ae85n)];
    const [p0, p1] = [c0 * 0xd2511f53n, c2 * 0xcd9e8d57n];
    [c0, c1, c2, c3] = [(p1 >> 32n) ^ c1 ^ k0, word(p1), (p0 >> 32n) ^ c3 ^ k1, word(p0)];
  }
  return [c0, c1, c2, c3];
}

function fnv1a(text: string): bigint {
  return new TextEncoder()
    .encode(text)
    .reduce((hash, byte) => BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n), 0xcbf29ce484222325n);
}

function expectedUniform(seed: number, key: string, index: number): number {
  const [block, counter, hash] = [BigInt(index) >> 1n, BigInt.asUintN(64, BigInt(seed)), fnv1a(key)];
  const words = philox([word(block), block >> 32n, word(counter), counter >> 32n], [word(hash), hash >> 32n]);
  const [low, high] = index % 2 === 0 ? words : words.slice(2);
  return Number(((high << 32n) | low) >> 11n) * 2 ** -53;
}

const hex = (text: string) => text.split(' ').map((part) => BigInt(`0x${part}`));

describe('the oracles', () => {
  // Known-answer vectors published with Random123.
  test.each([
    ['00000000 00000000 00000000 00000000', '00000000 00000000', '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    ['ffffffff ffffffff ffffffff ffffffff', 'ffffffff ffffffff', '408f276d 41c83b0e a20bc7c6 6d5451fd'],
    ['243f6a88 85a308d3 13198a2e 03707344', 'a4093822 299f31d0', 'd16cfe09 94fdcceb 5001e420 24126ea1'],
  ])('philox4x32-10 of %s under %s', (counter, key, answer) => {
    expect(philox(hex(counter), hex(key))).toEqual(hex(answer));
  });

  // From the FNV reference code's test vectors.
  test.each([
    ['', 0xcbf29ce484222325n],
    ['a', 0xaf63dc4c8601ec8cn],
    ['foobar', 0x85944171f73967e8n],
  ])('fnv-1a of "%s"', (text, hash) => {
    expect(fnv1a(text)).toBe(hash);
  });
});

describe('randomStream', () => {
  test("every uniform is the oracle's, for any safe seed, key and position", () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.string({ unit: 'grapheme' }),
        fc.oneof(
          fc.nat(),
          fc.maxSafeNat().map((start) => Math.min(start, 2 ** 53 - 10)),
        ),
        fc.integer({ min: 0, max: 7 }),
        (seed, key, start, count) => {
          const expected = Array.from({ length: count }, (_, i) => expectedUniform(seed, key, start + i));
          expect(Array.from(randomStream(seed, key).uniforms(count, start))).toEqual(expected);
        },
      ),
    );
  });

  test('normals are the Box-Muller pairs of the uniforms', () => {
    const stream = randomStream(-3, 'pairs');
    const [u, z] = [stream.uniforms(1000), stream.normals(1000)];
    for (let i = 0; i < 1000; i += 2) {
      const radius = Math.sqrt(-2 * Math.log(u[i] + 2 ** -53));
      expect(z[i]).toBeCloseTo(radius * Math.cos(2 * Math.PI * u[i + 1]), 13);
      expect(z[i + 1]).toBeCloseTo(radius * Math.sin(2 * Math.PI * u[i + 1]), 13);
    }
  });

  test('normals never change: saved specifications depend on them', () => {
    expect(Array.from(randomStream(1, 'a').normals(4))).toEqual([
      -0.24965402834770506, -0.7670884228817118, -0.1704473612584488, 1.502086453898533,
    ]);
  });

  // Among a million there are angles as near to a quarter turn as a rounding.
  test.each([
    ['uniforms', 0, '13c34c5b311832c4'],
    ['normals', 0, '216807048a0e0a1a'],
    ['normals', 2 ** 33 - 5, '0178135db2defa36'],
  ] as const)('a million %s from %i on, to the last bit', (kind, start, digest) => {
    const { buffer } = randomStream(1, 'a')[kind](1e6 + 1, start);
    expect(createHash('sha256').update(new Uint8Array(buffer)).digest('hex').slice(0, 16)).toBe(digest);
  });

  test.each(['uniforms', 'normals'] as const)('%s depend on their position only', (kind) => {
    const whole = randomStream(5, 'k')[kind](101);
    for (const [start, count] of [
      [0, 1],
      [1, 1],
      [1, 100],
      [7, 13],
      [50, 51],
      [100, 1],
    ])
      // prettier-ignore
      expect(randomStream(5, 'k')[kind](count, start)).toEqual(whole.slice(start, start + count));
  });

  test('moments of a million normals lie within four standard errors', () => {
    const n = 1e6;
    const z = randomStream(2024, 'moments').normals(n);
    const moment = (power: number) => z.reduce((sum, x) => sum + x ** power, 0) / n;
    expect(Math.abs(moment(1))).toBeLessThan(4 * Math.sqrt(1 / n));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(moment(3))).toBeLessThan(4 * Math.sqrt(15 / n));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
  });

  test.each([
    ['uniforms', (x: number) => x],
    ['normals', normalCdf],
  ] as const)('%s fill 256 equally likely bins evenly', (kind, cdf) => {
    const n = 1 << 18;
    const counts = new Float64Array(256);
    for (const x of randomStream(7, 'bins')[kind](n)) counts[Math.min(255, Math.floor(256 * cdf(x)))]++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - n / 256) ** 2 / (n / 256), 0);
    // 255 degrees of freedom: standard deviation 22.6.
    expect(Math.abs(chiSquare - 255)).toBeLessThan(4 * 22.6);
  });

  test.each([
    ['neighbouring seeds', randomStream(1, 'a'), randomStream(2, 'a')],
    ['opposite seeds', randomStream(1, 'a'), randomStream(-1, 'a')],
    ['neighbouring keys', randomStream(1, 'layer1.weight'), randomStream(1, 'layer2.weight')],
  ])('%s are uncorrelated', (_, left, right) => {
    const n = 1e5;
    const [x, y] = [left.normals(n), right.normals(n)];
    const correlation = x.reduce((sum, value, i) => sum + value * y[i], 0) / n;
    expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(n));
  });
});
