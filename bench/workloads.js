// What is measured: nets, their known values, and what other tools took for them, measured elsewhere.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Own draws of the shapes of nets whose weights came from another generator. */
export const draws = {
  mlp300: mlp('Mlp300', 300, [784, 256, 256, 10]),
  wide512: mlp('Wide512', 512, [784, 1024, 1024, 10]),
  linear784: [
    'model Linear784 {',
    '  input 784',
    '  data orthogonal(samples: 784, seed: 1)',
    '  init lecun_normal(seed: 1)',
    '  dense(1024, bias: false)',
    '  dense(1024, bias: false)',
    '  dense(1024, bias: false)',
    '  dense(10, bias: false)',
    '}',
  ].join('\n'),
  depth20: [
    'model Depth20(depth = 1) {',
    '  input 128',
    '  data gaussian(samples: 64, seed: 1)',
    '  init kaiming_normal(seed: 1)',
    '  repeat(depth) {',
    '    dense(128, activation: relu)',
    '  }',
    '  dense(10)',
    '}',
  ].join('\n'),
};

/**
 * `dense`: nets of dense layers, whose operations can be counted. `kappa`: true value, by float64 numpy on the stored weights (`net`).
 * `tools`: recipes of bench/python that run beside ours, on the stored net or, where there is none, on `shapes` drawn anew. `recorded`: the
 * fastest other tool on another machine, seconds of CPU on one thread and GB. `targets`: times faster than that tool, and seconds.
 * `limit`: what keeps us from a target, measured.
 */
export const workloads = [
  {
    id: 'tiny',
    dense: [{ samples: 8, widths: [10, 16, 3] }],
    net: 'f_tiny',
    kappa: 49.510133897,
    about: '10-16-3 relu, n = 8',
    tools: ['numpy', 'torch'],
    recorded: { tool: 'torch', seconds: 1.7 },
    targets: { whole: { times: 5, seconds: 0.3 } },
    limit:
      'the start itself. Of some 0.21 CPU seconds Node takes 0.07 and 0.03 for the thread, loading the program and reading the specification 0.05, loading the analysis beside that 0.02, theorems and all else of the analysis 0.03, the end 0.01.',
  },
  {
    id: 'mlp100',
    dense: [{ samples: 100, widths: [784, 256, 256, 10] }],
    net: 'a_mlp_n100',
    kappa: 54.9643673256,
    about: '784-256-256-10 relu, n = 100',
    tools: ['numpy', 'torch', 'vivit'],
    recorded: { tool: 'vivit', seconds: 1.9, memory: 0.33 },
    targets: { kappa: { times: 6 }, whole: { times: 4 } },
    limit:
      'half of the time is the start (see tiny). Of the rest weights and data take 20 ms, passes 28 ms, the Gram matrix 32 ms (1.1 GF), factor and Lanczos steps 55 ms (0.33 GF in float32, the others at the speed of memory), all in code that runs for the first time. The whole report reduces a matrix of 1000 rows in 125 ms (1.3 GF) and takes 65 ms for bounds, theorems and shares.',
  },
  {
    id: 'mlp300',
    dense: [{ samples: 300, widths: [784, 256, 256, 10] }],
    about: 'as mlp100, n = 300, own draw',
    tools: ['vivit'],
    shapes: ['784-256-256-10@300'],
    recorded: { tool: 'vivit', seconds: 5.6, memory: 0.5 },
    targets: { kappa: { times: 6 }, whole: { times: 2 } },
    limit:
      'of kappa the Gram matrix takes 0.2 s (4.6 GF and 72 MB touched for the first time), the float32 factor 9 GF in 0.15 s, Lanczos and Davidson steps 0.2 s at the speed of memory on one thread (18 GB/s); start, drawing and passes 0.35 s. The whole report goes straight to the eigenvalues: 36 GF of products at 18 to 20 GF/s a thread on two threads (1.0 s), copies and panels 0.3 s, 0.2 s of bulge chasing on both and 0.1 s of tridiagonal values on one; bounds, shares and theorems 0.25 s.',
  },
  {
    id: 'linear64',
    net: 'b_linear_64_10_128_3',
    kappa: 64.2250329132,
    about: 'deep linear, d = 64, k = 10, hidden 128 x 3',
    tools: ['numpy'],
    recorded: { tool: 'numpy', seconds: 1.3 },
    targets: {},
  },
  {
    id: 'linear784',
    about: 'deep linear, d = 784, k = 10, hidden 1024 x 3, own draw',
    tools: ['numpy'],
    shapes: ['784-1024-1024-1024-10@linear'],
    recorded: { tool: 'numpy', seconds: 54.8, memory: 1.26 },
    targets: { kappa: { times: 100 } },
    limit:
      'the start takes 0.17 s, drawing 3.5 million normals and the QR of the data 0.23 s, the factors of the Kronecker sum 0.14 s (3.8 GF at 27 GF/s on two threads), their squares and the test for full rank 0.15 s. Then 55 float32 products of ten rows for the top 0.18 s (24 GF/s, limited by packing), float32 factors of 784 rows for the preconditioner 0.15 s, and 11 steps of LOBPCG with it 0.18 s, both on one thread.',
    kappaOnly: true,
  },
  {
    id: 'wide512',
    dense: [{ samples: 512, widths: [784, 1024, 1024, 10] }],
    about: '784-1024-1024-10 relu, n = 512, own draw',
    tools: ['curvlinops'],
    shapes: ['784-1024-1024-10@512'],
    recorded: { tool: 'curvlinops', seconds: 5.4 },
    targets: { kappa: { times: 1 } },
    kappaOnly: true,
  },
  {
    id: 'cnn64',
    net: 'd_cnn_n64',
    strides: [1, 2],
    kappa: 78.4772178017,
    about: 'conv 3x3x16, conv 3x3x32 stride 2, dense 10 on 28x28x1, n = 64',
    tools: ['torch', 'vivit'],
    recorded: { tool: 'vivit', seconds: 2.7 },
    targets: { kappa: { times: 4 } },
    limit:
      'products take 0.2 of 0.85 CPU seconds (4.5 GF), the start 0.33, memory touched for the first time 0.1, copies and loops over 32 blocks of two samples 0.1. The Jacobian is computed on one thread: its products (2 to 18 MF) end sooner than a helper wakes up.',
  },
  {
    id: 'depth20',
    dense: Array.from({ length: 20 }, (_, at) => ({ samples: 64, widths: [...Array(at + 2).fill(128), 10] })),
    about: 'depth 1 to 20, width 128, d = 128, k = 10, n = 64: 20 nets, own draw',
    tools: ['vivit'],
    shapes: Array.from({ length: 20 }, (_, at) => `${[...Array(at + 2).fill(128), 10].join('-')}@64`),
    recorded: { tool: 'vivit', seconds: 4.5 },
    targets: { kappa: { times: 5 } },
    limit:
      'products take 0.7 of 1.9 CPU seconds on two threads: units at rest leave some 11 of 17.8 GF, done at 19 to 22 GF/s. The rest is three threads that start and compile (0.5), passes, Lanczos steps and copies in JavaScript (0.25), memory touched for the first time (0.15), and garbage (0.1).',
    vary: 'depth=1..20',
    kappaOnly: true,
  },
];

/** Writes the workload into `folder` and returns the path of its specification. `benchmarkNet`: of test/support/benchmark-nets. */
export function writeWorkload({ id, net, strides }, folder, benchmarkNet) {
  const home = join(folder, id);
  mkdirSync(home, { recursive: true });
  const { source, files } = net ? benchmarkNet(net, strides) : { source: draws[id], files: {} };
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(home, name), bytes);
  const path = join(home, `${id}.arch`);
  writeFileSync(path, source);
  return path;
}

function mlp(name, samples, [inputs, ...widths]) {
  const outputs = widths.pop();
  return [
    `model ${name} {`,
    `  input ${inputs}`,
    `  data gaussian(samples: ${samples}, seed: 1)`,
    '  init kaiming_normal(seed: 1)',
    ...widths.map((width) => `  dense(${width}, activation: relu)`),
    `  dense(${outputs})`,
    '}',
  ].join('\n');
}
