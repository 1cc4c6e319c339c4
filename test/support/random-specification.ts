/** Random valid specifications: small nets as `.arch` text, for property tests of everything behind the language. */
import fc from 'fast-check';

export interface RandomSpecificationOptions {
  /** Chains of dense, bias, scale and compositions of them only. */
  readonly linear?: boolean;
  /** Widest layer; the default keeps J small enough for a dense decomposition. */
  readonly maxWidth?: number;
  readonly maxLayers?: number;
  readonly maxSamples?: number;
}

/** A model that reads without a problem, and has at least one trainable layer. */
export function randomSpecification(options: RandomSpecificationOptions = {}): fc.Arbitrary<string> {
  const { linear = false, maxWidth = 6, maxLayers = 5, maxSamples = 8 } = options;
  const width = fc.integer({ min: 1, max: maxWidth });
  const body = statements(width, linear, maxLayers);
  const header = fc.record({
    input: width,
    samples: fc.integer({ min: 1, max: maxSamples }),
    covariance: fc.constantFrom('identity', 'powerlaw(1)', 'condition(100)'),
    seed: fc.integer({ min: 0, max: 1000 }),
    preparation: fc.constantFrom('', ', center: true', ', normalize: unit'),
    loss: fc.constantFrom('mse', 'cross_entropy', 'binary_cross_entropy'),
    init: fc.constantFrom('kaiming_normal', 'lecun_normal', 'xavier_uniform', 'orthogonal', 'kaiming_uniform'),
    initSeed: fc.integer({ min: 0, max: 1000 }),
    biases: fc.constantFrom('zeros', 'normal(0.5)'),
    outputs: fc.integer({ min: 2, max: 4 }),
    finalBias: fc.boolean(),
  });
  return fc
    .tuple(header, body)
    .map(([head, layers]) =>
      [
        `model Random(width = ${maxWidth}, half = max(1, floor(width / 2))) {`,
        `  input ${head.input}`,
        `  data gaussian(samples: ${head.samples}, covariance: ${head.covariance}, seed: ${head.seed}${head.preparation})`,
        `  loss ${head.loss}`,
        `  init ${head.init}(seed: ${head.initSeed})`,
        `  biases ${head.biases}`,
        ...layers.map((line) => `  ${line}`),
        `  head: dense(${head.outputs}, bias: ${head.finalBias})`,
        '}',
        '',
      ].join('\n'),
    );
}

/** Lines of a block, each a statement that takes any vector. */
function statements(width: fc.Arbitrary<number>, linear: boolean, maxLayers: number): fc.Arbitrary<string[]> {
  const { block } = fc.letrec<{ statement: string; block: string[] }>((tie) => ({
    block: fc.array(tie('statement'), { minLength: 1, maxLength: maxLayers, depthIdentifier: 'blocks', size: 'max' }),
    statement: fc.oneof(
      { depthIdentifier: 'blocks', depthSize: 'small', maxDepth: 2 },
      simple(width, linear),
      composed(tie('block'), width),
    ),
  }));
  return block;
}

function simple(width: fc.Arbitrary<number>, linear: boolean): fc.Arbitrary<string> {
  const units = fc.oneof(width.map(String), fc.constantFrom('width', 'half'));
  const activation = linear ? fc.constant('linear') : fc.constantFrom(...activations);
  const dense = fc
    .tuple(units, activation, fc.boolean(), fc.constantFrom('', '', ', prune: 0.3'))
    .map(([units, activation, bias, prune]) => `dense(${units}, activation: ${activation}, bias: ${bias}${prune})`);
  const plain = fc.constantFrom('bias', 'scale(0.5)', 'scale(2, trainable: true)', 'flatten', 'dropout(0.5)');
  const choices = [
    { arbitrary: dense, weight: 5 },
    { arbitrary: plain, weight: 1 },
  ];
  return fc.oneof(
    ...choices,
    ...(linear ? [] : [{ arbitrary: activation.map((name) => `activation(${name})`), weight: 1 }]),
  );
}

const activations = [
  'linear',
  'relu',
  'leaky_relu(0.2)',
  'tanh',
  'gelu',
  'softplus',
  'normalized(relu)',
  'quadratic',
] as const;

function composed(block: fc.Arbitrary<string[]>, width: fc.Arbitrary<number>): fc.Arbitrary<string> {
  const inside = block.map((lines) => lines.join(' '));
  const residual = fc
    .tuple(fc.constantFrom('', '(0.5)', '(beta: 2)'), inside)
    .map(([beta, body]) => `residual${beta} { ${body} }`);
  const repeat = fc
    .tuple(fc.integer({ min: 0, max: 2 }), inside)
    .map(([times, body]) => `repeat(${times}) { ${body} }`);
  const concat = inside.map((body) => `parallel(concat) { {} { ${body} } }`);
  const merged = fc
    .tuple(fc.constantFrom('add', 'mean'), inside, inside, width)
    .map(
      ([merge, left, right, units]) =>
        `parallel(${merge}) { { ${left} dense(${units}) } { ${right} dense(${units}) } }`,
    );
  return fc.oneof(residual, repeat, concat, merged);
}
