import { layers } from '../spec/catalogue/catalogue';
import { directives } from '../spec/catalogue/directives';
import type { Parameters } from '../spec/catalogue/parameter';
import type { ParameterNames } from '../spec/syntax/print-json';

/** Names of positional arguments from the catalogue, so that converted JSON reads like written JSON. */
export const parameterNames: ParameterNames = (callee, place) => {
  const parameters = place === 'layer' ? layers.get(callee)?.parameters : directiveParameters(callee, place);
  return parameters && namesOf(parameters);
};

function directiveParameters(callee: string, keyword: string): Parameters | undefined {
  const value = directives.get(keyword)?.value;
  return value?.type === 'family' ? value.family().entries.get(callee)?.parameters : undefined;
}

function namesOf(parameters: Parameters): ReturnType<ParameterNames> {
  const names = Object.keys(parameters);
  const all = names.find((name) => parameters[name].value.type === 'references');
  return all === undefined ? names : { all };
}
