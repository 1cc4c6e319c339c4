/** From checked statements to the graph: repeats written out, references followed. */
import type { Shape } from '../architecture';
import type { Signal } from './graph';
import { LayerWriter, type Frame, type ModelDefaults } from './layer-writer';
import type { CheckedStatement } from './statements';

export interface ExpansionContext extends ModelDefaults {
  /** Iterations of a repeat that are written out at most. */
  readonly iterations: number;
}

export class Expansion {
  private readonly writer: LayerWriter;
  /** Latest output of every statement; inside a repeat that of the present iteration. */
  private readonly outputs = new Map<CheckedStatement, Signal>();

  constructor(private readonly context: ExpansionContext) {
    this.writer = new LayerWriter(context);
  }

  get graph() {
    return this.writer.graph;
  }

  /** The model's output. */
  run(statements: readonly CheckedStatement[], input: Shape | undefined): Signal {
    this.graph.addInput(input ?? [1]);
    const signal: Signal = { node: 0, shape: input ?? [1], certain: input !== undefined };
    return this.block(statements, signal, { prefix: '', containers: [], allow: [] });
  }

  private block(statements: readonly CheckedStatement[], input: Signal, frame: Frame): Signal {
    return statements.reduce((signal, statement) => {
      const output = this.statement(statement, signal, frame);
      this.outputs.set(statement, output);
      return output;
    }, input);
  }

  private statement(checked: CheckedStatement, input: Signal, frame: Frame): Signal {
    // A repeat that does not know how often still writes its body once, so that its layers are checked.
    if (!checked.usable && checked.entry.kind !== 'repeat') return { ...input, certain: false };
    switch (checked.entry.kind) {
      case 'repeat':
        return this.repeat(checked, input, frame);
      case 'residual': {
        const [body = []] = checked.blocks;
        const output = this.block(body, input, inside(checked, frame));
        return this.writer.write(checked, [input, output], input.shape, frame);
      }
      case 'parallel': {
        const branches = checked.blocks.map((body, branch) =>
          this.block(body, input, inside(checked, frame, { branch })),
        );
        return this.writer.write(checked, branches, input.shape, frame);
      }
      case 'use':
        return checked.applied ? this.writer.writeAgain(checked, checked.applied, input, frame) : input;
      default: {
        const references = checked.references.flatMap((reference) => this.outputs.get(reference) ?? []);
        const inputs = references.length > 0 ? references : [input];
        return this.writer.write(checked, inputs, inputs[0].shape, frame);
      }
    }
  }

  private repeat(checked: CheckedStatement, input: Signal, frame: Frame): Signal {
    const [body = []] = checked.blocks;
    const times = Number(checked.settings.times ?? 1);
    let signal = input;
    for (let iteration = 0; iteration < Math.min(times, this.context.iterations); iteration++)
      signal = this.block(body, signal, inside(checked, frame, { iteration }));
    return checked.certain && times <= this.context.iterations ? signal : { ...signal, certain: false };
  }
}

function inside(checked: CheckedStatement, frame: Frame, place: { branch?: number; iteration?: number } = {}): Frame {
  const name = frame.prefix + checked.localName;
  return {
    prefix: place.iteration === undefined ? frame.prefix : `${name}.${place.iteration}.`,
    containers: [...frame.containers, { kind: checked.entry.kind, name, ...place }],
    allow: [...checked.allow, ...frame.allow],
  };
}
