/** What can be completed at a place. */
import { ruleCatalogue } from '../../diagnosis/catalogue';
import { layers } from '../../spec/catalogue/catalogue';
import { directives, expectationSubjects, type DirectiveEntry } from '../../spec/catalogue/directives';
import { describeType, documentLayer, documentParameter } from '../../spec/catalogue/documentation';
import type { Family } from '../../spec/catalogue/family';
import type { Parameter } from '../../spec/catalogue/parameter';
import { constants, functions } from '../../spec/elaborate/arithmetic';
import type { Specification } from '../../spec/specification';
import { codeMarkdown, directiveMarkdown, memberMarkdown, subjectMarkdown } from '../hover/vocabulary';
import type { Place } from '../place/place';
import type { Completion } from '../types';
import type { Expected } from '../words';
import { tabStop } from './snippet';
import type { Spelling } from './spelling';

/** A completion before it is put in its place; `newText` is in snippet notation. */
export type Proposal = Pick<Completion, 'label' | 'kind' | 'detail' | 'documentation' | 'newText'>;

export class Proposals {
  constructor(
    private readonly place: Place,
    private readonly spelling: Spelling,
    private readonly specification: Specification,
  ) {}

  layers(): Proposal[] {
    return [...layers.values()].map((layer) => ({
      label: layer.kind,
      kind: 'layer',
      detail: layer.summary,
      documentation: documentLayer(layer),
      newText: this.spelling.layer(layer),
    }));
  }

  /** Those that may still be given. */
  directives(given: ReadonlySet<string>): Proposal[] {
    return [...directives.values()]
      .filter(({ keyword, repeatable }) => !given.has(keyword) || (repeatable && keyword !== 'allow'))
      .map((entry) => this.directive(entry));
  }

  directive(entry: DirectiveEntry): Proposal {
    return {
      label: entry.keyword,
      kind: 'directive',
      detail: entry.summary,
      documentation: directiveMarkdown(entry),
      newText: this.spelling.directive(entry),
    };
  }

  /** Those of the call at hand that have no value yet. */
  arguments(): Proposal[] {
    const { call } = this.place;
    if (!call) return [];
    return Object.entries(call.callable.parameters)
      .filter(
        ([name, { value }]) => !call.given.has(name) && (this.place.spelling !== 'arch' || value.type !== 'references'),
      )
      .map(([name, parameter]) => this.argument(name, parameter));
  }

  values(expected: Expected): Proposal[] {
    switch (expected.type) {
      case 'number':
      case 'shape':
      case 'unknown':
        return this.numbers();
      case 'flag':
        return ['true', 'false'].map((text) => this.value(text, this.absence(text)));
      case 'sizes':
        return [...expected.words.map((text) => this.value(text, this.absence(text))), ...this.numbers()];
      case 'choice':
        return expected.choices.map((text) => this.value(text, this.absence(text)));
      case 'family':
        return [...this.entries(expected.family()), ...(expected.family().shorthand ? this.numbers() : [])];
      case 'label':
      case 'references':
        return this.place.labels.map((text) => this.label(text));
      case 'subject':
        return expectationSubjects.map((text) => ({
          ...this.value(text, ''),
          documentation: subjectMarkdown(text) ?? '',
          newText: this.spelling.claim(text),
        }));
      case 'file':
        return [];
    }
  }

  entries(family: Family): Proposal[] {
    return [...family.entries.values()].map((entry) => ({
      label: entry.name,
      kind: 'value',
      detail: this.absence(entry.name) || entry.summary,
      documentation: memberMarkdown(family.noun, entry),
      newText: this.spelling.entry(entry),
    }));
  }

  /** Rules; problems of the text cannot be silenced. */
  codes(): Proposal[] {
    return ruleCatalogue
      .filter(({ severity }) => severity !== null)
      .map(({ code, title }) => ({
        label: code,
        kind: 'code',
        detail: title,
        documentation: codeMarkdown(code) ?? '',
        newText: this.spelling.word(code),
      }));
  }

  /** Full names of layers; `quoted` tells whether only the name is to be written. */
  layerNames(quoted: boolean): Proposal[] {
    const { draft } = this.specification;
    return (draft?.layers ?? []).map(({ name, kind }) => ({
      label: name,
      kind: 'reference',
      detail: kind,
      documentation: '',
      newText: quoted ? name : this.spelling.member(name, `"${tabStop(1)}"`),
    }));
  }

  /** A key of JSON that is no word of `.arch`. */
  key(label: string, detail: string, value: string): Proposal {
    return { label, kind: 'parameter', detail, documentation: '', newText: this.spelling.member(label, value) };
  }

  private argument(name: string, parameter: Parameter): Proposal {
    return {
      label: name,
      kind: 'parameter',
      detail: describeType(parameter.value),
      documentation: documentParameter(name, parameter),
      newText: this.spelling.argument(name, parameter),
    };
  }

  /** Parameters of the model, constants and functions. */
  private numbers(): Proposal[] {
    const values = new Map(this.specification.draft?.parameters.map(({ name, value }) => [name, value]));
    const declared = this.place.parameters.map(({ text }): Proposal => {
      const detail = values.has(text) ? `= ${values.get(text)}` : '';
      return { ...this.value(text, detail), kind: 'parameter', documentation: 'Parameter of the model.' };
    });
    const known = [...constants].map(([name, value]) => this.value(name, `= ${value}`));
    const applied = [...functions].map(([name, { summary }]) => ({
      ...this.value(name, summary),
      newText: this.spelling.function(name),
    }));
    return [...declared, ...known, ...applied];
  }

  private label(text: string): Proposal {
    const layer = this.specification.draft?.layers.find(({ name }) => name === text);
    const detail = layer ? `${layer.kind} → ${layer.outputShape.join('x')}` : '';
    return { ...this.value(text, detail), kind: 'reference' };
  }

  private value(text: string, detail: string): Proposal {
    return { label: text, kind: 'value', detail, documentation: '', newText: this.spelling.word(text) };
  }

  /** Says so when a value is what holds without the argument. */
  private absence(text: string): string {
    const presence = this.place.call?.parameter?.presence;
    return presence?.kind === 'default' && presence.text === text ? 'default' : '';
  }
}
