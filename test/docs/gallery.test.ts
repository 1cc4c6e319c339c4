import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { gallery, galleryTable } from '../../scripts/gallery';
import { sectionOf } from '../../scripts/marked-sections';
import { analyse } from '../../src/analysis/analyse';
import { formatCount, formatNumber } from '../../src/report/numbers';
import { readSpecification } from '../../src/spec/specification';

const page = readFileSync('docs/gallery.md', 'utf8');
const product = { readSpecification, analyse, formatCount, formatNumber };

it('shows examples that exist', () => {
  const examples = readdirSync('examples');
  expect(Object.keys(gallery).filter((name) => !examples.includes(name))).toEqual([]);
});

it.each(Object.keys(gallery))('has the figures of %s; if not, run node scripts/gallery.js', async (name) => {
  expect(sectionOf(page, name)).toBe(await galleryTable(product, name));
});
