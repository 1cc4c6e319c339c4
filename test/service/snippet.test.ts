import { describe, expect, it } from 'vitest';
import { modelTemplates, jsonModel } from '../../src/service/completion/models';
import { choiceStop, filledIn, literal, tabStop } from '../../src/service/completion/snippet';
import { openEither } from './cursor';

it.each([
  [tabStop(1), '$1', ''],
  [tabStop(2, 'units'), '${2:units}', 'units'],
  [tabStop(1, '{ "a": {} }'), '${1:{ "a": {\\} \\}}', '{ "a": {} }'],
  [choiceStop(1, ['relu', 'tanh']), '${1|relu,tanh|}', 'relu'],
  [choiceStop(1, ['a,b', 'c|d']), '${1|a\\,b,c\\|d|}', 'a,b'],
  [choiceStop(1, ['only']), '${1:only}', 'only'],
  [literal('a$1 {b} \\'), 'a\\$1 {b\\} \\\\', 'a$1 {b} \\'],
])('%j', (snippet, notation, text) => {
  expect(snippet).toBe(notation);
  expect(filledIn(snippet)).toBe(text);
});

describe.each(modelTemplates)('$label', (template) => {
  it.each([
    ['.arch', filledIn(template.snippet)],
    ['JSON', filledIn(jsonModel(template))],
  ])('is a specification without problems: %s', (_, text) => {
    expect(openEither(text).specification.problems).toEqual([]);
  });
});
