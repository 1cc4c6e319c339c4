import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogueReference } from '../../scripts/reference';
import { sectionOf } from '../../scripts/marked-sections';
import { activations } from '../../src/spec/catalogue/activations';
import { layers } from '../../src/spec/catalogue/catalogue';
import { dataSources } from '../../src/spec/catalogue/data-sources';
import { directives } from '../../src/spec/catalogue/directives';
import { documentLayer, documentParameter, signature } from '../../src/spec/catalogue/documentation';
import { biasInitialisers, initialisers } from '../../src/spec/catalogue/initialisers';
import { prunings } from '../../src/spec/catalogue/pruning';
import { targets } from '../../src/spec/catalogue/targets';
import { readSpecification } from '../../src/spec/specification';

const page = readFileSync('docs/language.md', 'utf8');
const examples = [...page.matchAll(/^```(arch|json)\n([\s\S]*?)^```$/gm)].map(([, syntax, source]) => ({
  syntax: syntax as 'arch' | 'json',
  source,
}));

describe('docs/language.md', () => {
  it('holds the catalogue as it is; if not, run node scripts/reference.js', () => {
    const families = { activations, biasInitialisers, dataSources, initialisers, prunings, targets };
    const spec = { ...families, layers, directives, documentLayer, documentParameter, signature };
    expect(sectionOf(page, 'catalogue')).toBe(catalogueReference(spec));
  });

  it('has examples without a problem', () => {
    expect(examples.map(({ syntax }) => syntax)).toEqual(['arch', 'arch', 'arch', 'arch', 'json']);
    for (const { source, syntax } of examples) expect(readSpecification(source, { syntax }).problems).toEqual([]);
  });

  it('writes one model in both spellings', () => {
    const all = examples.map(({ source, syntax }) => readSpecification(source, { syntax }).architecture!);
    const [arch, json] = [all[0], all[all.length - 1]];
    const meaning = ({ layers: all, data, nodes }: typeof arch) => ({
      data: data.source,
      layers: all.map(({ name, kind, init }) => [name, kind, init]),
      shapes: nodes.map(({ outputShape }) => outputShape),
    });
    expect(meaning(json)).toEqual(meaning(arch));
  });
});
