/** Documentation text that follows from the catalogue: Markdown for hovers and the reference pages. */
import type { Family } from './family';
import type { Layer } from './layer';
import type { NumberType, Parameter, Parameters, ValueType } from './parameter';

/** `dense(units, activation = linear, bias = true, …)` and, for a body, its braces. */
export function layerSignature({ kind, parameters, body }: Layer): string {
  const braces = { block: ' { … }', branches: ' { { … } { … } }' };
  return signature(kind, parameters) + (body ? braces[body] : '');
}

/** One line that shows how to call it. */
export function signature(name: string, parameters: Parameters): string {
  const parts = signatureParts(parameters);
  return parts.length > 0 ? `${name}(${parts.join(', ')})` : name;
}

/** What stands for each parameter in a signature: `units`, `activation = linear`, `prune?`. */
export function signatureParts(parameters: Parameters): string[] {
  return Object.entries(parameters).map(([key, { presence, value }]) => {
    if (value.type === 'references') return `${key}…`;
    if (presence.kind === 'default') return `${key} = ${presence.text}`;
    return presence.kind === 'optional' ? `${key}?` : key;
  });
}

/** Markdown: signature, summary, documentation, one line a parameter. */
export function documentLayer(layer: Layer): string {
  const parameters = Object.entries(layer.parameters).map(
    ([name, parameter]) => `- ${documentParameter(name, parameter)}`,
  );
  const parts = [`\`${layerSignature(layer)}\``, layer.summary, layer.documentation, parameters.join('\n')];
  return parts.filter(Boolean).join('\n\n');
}

/** `` `units` (whole number from 1): output features ``. */
export function documentParameter(name: string, { value, documentation, presence }: Parameter): string {
  const suffix =
    presence.kind === 'default'
      ? `, default ${presence.text}`
      : presence.kind === 'optional'
        ? `; without it ${presence.otherwise}`
        : '';
  return `\`${name}\` (${describeType(value)}): ${documentation}${suffix}`;
}

/** Markdown list: every entry of a family with its signature. */
export function documentFamily(family: Family): string {
  return [...family.entries.values()]
    .map(({ name, parameters, summary }) => `- \`${signature(name, parameters)}\`: ${summary}`)
    .join('\n');
}

/** What may stand there, in words. */
export function describeType(type: ValueType): string {
  switch (type.type) {
    case 'number':
      return `${type.integer ? 'whole number' : 'number'}${interval(type)}`;
    case 'flag':
      return 'true or false';
    case 'choice':
      return type.choices.join(' | ');
    case 'file':
      return 'path in quotes';
    case 'shape':
      return 'shape';
    case 'sizes':
      return [...type.words, type.minimum < 0 ? 'sizes' : `sizes from ${type.minimum}`].join(' | ');
    case 'label':
      return 'label of a layer';
    case 'references':
      return 'labels of layers';
    case 'family':
      return type.family().noun;
  }
}

/** Limits nobody meets stay unsaid. */
function interval({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: NumberType): string {
  const low = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? ` from ${minimum}` : '';
  const above = exclusiveMinimum !== undefined ? ` above ${exclusiveMinimum}` : '';
  const high = maximum !== undefined && maximum < 1e9 ? ` up to ${maximum}` : '';
  const below = exclusiveMaximum !== undefined ? ` below ${exclusiveMaximum}` : '';
  return low + above + high + below;
}
