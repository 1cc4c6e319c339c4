import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** The house's order: a folder imports only folders that stand before it (see docs/architecture.md). */
const mayImport = {
  numerics: [],
  spec: [],
  network: ['numerics', 'spec'],
  'gauss-newton': ['numerics', 'spec', 'network'],
  tensorflow: ['numerics', 'spec', 'network', 'gauss-newton'],
  theory: ['numerics', 'spec', 'network'],
  report: ['spec'],
  diagnosis: ['numerics', 'spec', 'network', 'gauss-newton', 'theory', 'report'],
  analysis: ['numerics', 'spec', 'network', 'gauss-newton', 'theory', 'report', 'diagnosis'],
  service: ['spec', 'report', 'diagnosis'],
  worker: ['analysis', 'tensorflow', 'gauss-newton', 'numerics', 'spec', 'report'],
  server: ['service', 'worker', 'spec', 'report', 'diagnosis'],
  panel: ['spec', 'report'],
  extension: ['server', 'panel', 'report', 'spec'],
  cli: ['analysis', 'report', 'service', 'spec', 'diagnosis', 'worker', 'server'],
};
const folders = Object.keys(mayImport);
const zones = folders.flatMap((folder) =>
  folders
    .filter((other) => other !== folder && !mayImport[folder].includes(other))
    .map((other) => ({
      target: `./src/${folder}`,
      from: `./src/${other}`,
      message: `src/${folder} stands before src/${other}: data flows one way (docs/architecture.md).`,
    })),
);

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'src/numerics/kernels/', '**/*.generated.ts'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [importX.createNodeResolver({ extensions: ['.ts', '.js'] })] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/{numerics,spec,network,gauss-newton,tensorflow,theory,report,diagnosis,analysis,service,panel}/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['node:*', 'vscode'],
              message: 'The core does no input or output; ask the Files value of the host.',
            },
          ],
        },
      ],
      'no-console': 'error',
    },
  },
  {
    files: ['scripts/**', 'bench/**'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', Buffer: 'readonly' } },
  },
  {
    files: ['scripts/*.cjs', 'bench/*.cjs'],
    languageOptions: { globals: { require: 'readonly', __dirname: 'readonly', __filename: 'readonly' } },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
