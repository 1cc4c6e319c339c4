import { directives } from '../spec/catalogue/directives';
import { archSpelling } from './completion/arch-spelling';
import { bodyKeys, bodyValue, jsonSpelling } from './completion/json-spelling';
import { jsonModel, modelTemplates } from './completion/models';
import { Proposals, type Proposal } from './completion/proposals';
import type { SpecificationDocument } from './document';
import { placeAt } from './place';
import type { Place } from './place/place';
import type { Completion } from './types';

/** What can stand at an offset, the likeliest first; whoever shows it filters by what was typed of the word. */
export function doComplete(document: SpecificationDocument, offset: number): readonly Completion[] {
  const place = placeAt(document, offset);
  return proposalsFor(document, place).map((proposal) => ({
    ...proposal,
    snippet: /[$\\]/.test(proposal.newText),
    range: place.word,
  }));
}

function proposalsFor({ text, specification }: SpecificationDocument, place: Place): Proposal[] {
  const { expects, spelling, continued } = place;
  const isJson = spelling !== 'arch';
  const propose = new Proposals(
    place,
    isJson ? jsonSpelling(spelling, continued) : archSpelling(continued),
    specification,
  );
  switch (expects.type) {
    case 'nothing':
      return [];
    case 'model':
      return models(isJson);
    case 'item':
      return isJson
        ? [...modelKeys(propose, expects.directives), ...propose.directives(expects.directives)]
        : items(propose, expects);
    case 'layer':
      return [...(expects.allow ? [propose.directive(allowEntry)] : []), ...propose.layers()];
    case 'branch':
      return [branch];
    case 'layerKey':
      return layerKeys(propose, expects.given);
    case 'argument': {
      const bodies = expects.body ? [propose.key(bodyKeys[expects.body], 'body', bodyValue(expects.body, 1))] : [];
      return [...propose.arguments(), ...bodies, ...(expects.positional ? propose.values(expects.positional) : [])];
    }
    case 'value':
      return propose.values(expects.value);
    case 'callee':
      return propose.entries(expects.family);
    case 'weightsKey':
      return weightsKeys(propose).filter(({ label }) => !expects.given.has(label));
    case 'layerName':
      return propose.layerNames(!isJson && text[place.word.start - 1] === '"');
    case 'code':
      return propose.codes();
  }
}

/** Before the input is given directives come first; behind a layer on its line `allow`. */
function items(
  propose: Proposals,
  { directives: given, allow }: Extract<Place['expects'], { type: 'item' }>,
): Proposal[] {
  const [silencing, others] = [propose.directive(allowEntry), propose.directives(new Set([...given, 'allow']))];
  if (allow) return [silencing, ...propose.layers(), ...others];
  return given.has('input') ? [...propose.layers(), ...others, silencing] : [...others, silencing, ...propose.layers()];
}

const allowEntry = directives.get('allow')!;

function models(isJson: boolean): Proposal[] {
  return modelTemplates.map((template) => ({
    label: template.label,
    kind: 'snippet',
    detail: template.summary,
    documentation: '',
    newText: isJson ? jsonModel(template) : template.snippet,
  }));
}

const branch: Proposal = {
  label: '{ }',
  kind: 'snippet',
  detail: 'A branch.',
  documentation: 'Layers on the same input as those of the other branches. An empty branch passes the input on.',
  newText: '{\n\t$0\n}',
};

function modelKeys(propose: Proposals, given: ReadonlySet<string>): Proposal[] {
  return [
    propose.key('model', 'name of the model', '"${1:Model}"'),
    propose.key('parameters', 'numbers that values can use', '{ $1 }'),
    propose.key('layers', 'layers in order', '[$1]'),
  ].filter(({ label }) => !given.has(label));
}

function layerKeys(propose: Proposals, given: ReadonlySet<string>): Proposal[] {
  const others = [
    propose.key('name', 'label of the layer', '"$1"'),
    propose.key('allow', 'findings silenced', '["$1"]'),
  ];
  const hasKind = [...given].some((key) => key !== 'name' && key !== 'allow');
  return [...(hasKind ? [] : propose.layers()), ...others.filter(({ label }) => !given.has(label))];
}

function weightsKeys(propose: Proposals): Proposal[] {
  return [propose.key('file', 'path of the file', '"$1"'), propose.key('map', 'names of layers in the file', '{ $1 }')];
}
