import tseslint from 'typescript-eslint';

/** The rooms that must give the same result on every machine: no clock, randomness or engine-dependent arithmetic. */
const pureRooms = ['exchange', 'priority', 'mempool', 'consensus', 'checkpoint'].map((room) => `node/${room}/**/*.ts`);

const bannedMath = [
  ...['exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'pow', 'cbrt', 'hypot', 'random'],
  ...['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'atan2', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'],
];

/** Where the exchange may have fractions: prices of options and the margin of a portfolio. */
const floatRooms = ['node/exchange/pricing/**/*.ts', 'node/exchange/risk/portfolio/**/*.ts'];

const banned = [
  { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
  {
    selector: ':matches(BinaryExpression, AssignmentExpression)[operator=/^[*]{2}=?$/]',
    message: 'Not identical on every engine.',
  },
  { selector: 'AwaitExpression', message: 'Pure rooms have no promises.' },
  { selector: ':function[async=true]', message: 'Pure rooms have no promises.' },
];

export default tseslint.config(
  {
    ignores: ['node_modules', '.tool', 'artifacts', 'cache', 'coverage', 'node/codec/wire.js', 'node/codec/wire.d.ts'],
  },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: ['hardhat.config.ts', 'vitest.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: pureRooms,
    rules: {
      'no-restricted-globals': [
        'error',
        'Date',
        'performance',
        'setTimeout',
        'setInterval',
        'setImmediate',
        'queueMicrotask',
        'process',
        'Promise',
      ],
      'no-restricted-properties': [
        'error',
        ...bannedMath.map((property) => ({ object: 'Math', property })),
        { property: 'localeCompare' },
      ],
      'no-restricted-syntax': ['error', ...banned],
    },
  },
  {
    files: ['node/exchange/**/*.ts'],
    ignores: floatRooms,
    rules: {
      'no-restricted-syntax': [
        'error',
        ...banned,
        {
          selector: 'Literal[raw=/^[0-9_]*[.][0-9]|^[0-9_.]+e-/]',
          message: 'State is integers; fractions live in pricing and portfolio margin.',
        },
      ],
    },
  },
  // A bit operator cuts a float to 32 bits without a word.
  { files: floatRooms, rules: { 'no-bitwise': 'error', 'no-compare-neg-zero': 'error', 'use-isnan': 'error' } },
);
