import tseslint from 'typescript-eslint';

/** The rooms that must give the same result on every machine: no clock, randomness or engine-dependent arithmetic. */
const pureRooms = ['exchange', 'priority', 'mempool', 'consensus', 'checkpoint'].map((room) => `node/${room}/**/*.ts`);

const bannedMath = [
  'exp',
  'log',
  'log1p',
  'log2',
  'log10',
  'expm1',
  'pow',
  'sin',
  'cos',
  'tan',
  'tanh',
  'cbrt',
  'hypot',
  'random',
];

export default tseslint.config(
  { ignores: ['node_modules', '.tool', 'artifacts', 'cache', 'node/codec/wire.js', 'node/codec/wire.d.ts'] },
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
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
        { selector: "BinaryExpression[operator='**']", message: 'Not identical on every engine.' },
        { selector: 'AwaitExpression', message: 'Pure rooms have no promises.' },
        { selector: ':function[async=true]', message: 'Pure rooms have no promises.' },
      ],
    },
  },
);
