import type { TextOptions } from '../report/text';
import type { Host, Output } from './host';
import type { OptionValues } from './options';

const widthWithoutTerminal = 100;

/** How text for `output` is drawn: colours only on a terminal that was not asked to do without. */
export function textOptions(output: Output, { env }: Host, options: OptionValues): TextOptions {
  const plain =
    options['no-color'] === true || Boolean(env.NO_COLOR) || env.TERM === 'dumb' || options.out !== undefined;
  return { width: output.columns ?? widthWithoutTerminal, colour: output.isTTY === true && !plain };
}
