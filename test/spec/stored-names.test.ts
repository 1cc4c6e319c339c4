import { describe, expect, it } from 'vitest';
import { speaksOf, storedName } from '../../src/spec/stored-names';

const stored = (tensor: string, prefixes: Readonly<Record<string, string>>) =>
  storedName(
    tensor,
    Object.entries(prefixes).map(([layer, prefix]) => ({ layer, prefix })),
  );

describe('names in a weights file', () => {
  it.each<[string, Record<string, string>, string]>([
    ['stem.weight', {}, 'stem.weight'],
    ['stem.weight', { stem: 'net.0' }, 'net.0.weight'],
    ['stem2.weight', { stem: 'net.0' }, 'stem2.weight'],
    ['r.projection.weight', { r: 'down' }, 'down.projection.weight'],
    ['r.projection.weight', { 'r.projection': 'down.0' }, 'down.0.weight'],
    ['blocks.0.dense1.weight', { 'blocks.0.dense1': 'h.0.fc' }, 'h.0.fc.weight'],
    ['blocks.11.dense1.weight', { blocks: 'h' }, 'h.11.dense1.weight'],
    ['blocks.11.dense1.weight', { 'blocks.1': 'h' }, 'blocks.11.dense1.weight'],
    ['blocks.11.dense1.weight', { 'blocks.*.dense1': 'h.*.fc' }, 'h.11.fc.weight'],
    ['a.3.b.7.c.bias', { 'a.*.b.*.c': 'x*.y*' }, 'x3.y7.bias'],
    ['a.3.b.bias', { 'a.*.*': 'x*' }, 'a.3.b.bias'],
    ['lstm1.weight_ih_l0', { 'lstm1.weight_ih_l0': 'encoder.weight_ih' }, 'encoder.weight_ih'],
    ['mix.out_proj.bias', { mix: 'attn', 'mix.out_proj': 'attn.c_proj' }, 'attn.c_proj.bias'],
    ['mix.out_proj.bias', { 'mix.out_proj.bias': 'b', 'mix.out_proj': 'attn.c_proj' }, 'b'],
    ['a.0.b.weight', { 'a.*.b': 'any.*', 'a.0.b': 'first' }, 'first.weight'],
    ['a.1.b.weight', { 'a.0.b': 'first', 'a.*.b': 'any.*' }, 'any.1.weight'],
  ])('%s with %j: %s', (tensor, prefixes, expected) => {
    expect(stored(tensor, prefixes)).toBe(expected);
  });

  it('a key speaks of what it begins', () => {
    expect(speaksOf('a.*', 'a.2.b')).toBe(true);
    expect(speaksOf('a.*.b.weight', 'a.2.b')).toBe(false);
    expect(speaksOf('a', 'ab')).toBe(false);
  });
});
