import { readdirSync } from 'node:fs';
import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** A project of this layer may import those only (design: arrows point one way, no area knows another). */
const may = (layer, ...targets) => ({
  sourceTag: `layer:${layer}`,
  onlyDependOnLibsWithTags: targets.map((target) => (target.includes(':') ? target : `layer:${target}`)),
  ...(targets.includes('area:registry') && { notDependOnLibsWithTags: ['layer:service'] }),
});

/** The same, of code that runs in a browser. */
const mayInBrowser = (layer, ...targets) => ({
  ...may(layer, ...targets),
  // culori compares colours in a test
  allowedExternalImports: [
    'react',
    'react-dom/*',
    'react-router',
    '@tanstack/*',
    'eventsource-parser/*',
    'culori',
  ],
});

const KIT = ['programme', 'bureau', 'service-host'];
const AREAS = [...readdirSync(new URL('libs/areas', import.meta.url)), 'registry'];

const layers = [
  may('programme'),
  may('sqlite'),
  may('mongo'),
  may('spreadsheet', 'programme'),
  may('event-log', 'programme', 'sqlite', 'mongo'),
  may('transport', 'programme', 'sqlite'),
  may('service-host', 'programme', 'mongo', 'transport'),
  may('contract', 'programme'),
  may('catalogue', 'programme', 'contract'),
  may(
    'bureau',
    'programme',
    'sqlite',
    'mongo',
    'spreadsheet',
    'event-log',
    'transport',
    'service-host',
    'area:registry',
  ),
  may('testing', ...KIT),
  may('service', ...KIT, 'contract'),
  may('services', 'bureau', 'service'),
  may(
    'progress',
    'programme',
    'sqlite',
    'mongo',
    'spreadsheet',
    'catalogue',
    'event-log',
    'transport',
    'service-host',
    'area:registry',
  ),
  may(
    'tools',
    ...KIT,
    'sqlite',
    'mongo',
    'spreadsheet',
    'catalogue',
    'contract',
    'service',
    'services',
    'progress',
    'event-log',
    'transport',
  ),
  // the walks through the pages read the API's answers, and say values as the pages do
  may('app', ...KIT, 'catalogue', 'service', 'services', 'progress', 'tools', 'web', 'web-api', 'web-ui'),
  // the web application knows the services by their addresses only, and its features do not know each other
  mayInBrowser('web-page', 'programme'),
  mayInBrowser('web-api', 'programme', 'web-page'),
  mayInBrowser('web-ui', 'programme', 'web-page', 'web-api'),
  mayInBrowser('web-feature', 'programme', 'web-page', 'web-api', 'web-ui'),
  mayInBrowser('web', 'programme', 'web-page', 'web-api', 'web-ui', 'web-feature'),
];
/** An area sees itself, the registry's contract, and what no area owns. */
const areas = AREAS.map((area) => ({
  sourceTag: `area:${area}`,
  onlyDependOnLibsWithTags: [
    `area:${area}`,
    'area:registry',
    'layer:testing',
    ...KIT.map((kit) => `layer:${kit}`),
  ],
}));

const boundaries = (depConstraints) => ({
  '@nx/enforce-module-boundaries': [
    'error',
    {
      depConstraints,
      enforceBuildableLibDependency: false,
      // the client of Kafka is loaded by those alone who use it: 60 MB
      checkDynamicDependenciesExceptions: ['@jiedui/transport'],
    },
  ],
});
const withTesting = ({ allowedExternalImports, ...constraint }) =>
  ['layer:service', 'layer:tools'].includes(constraint.sourceTag)
    ? { ...constraint, onlyDependOnLibsWithTags: [...constraint.onlyDependOnLibsWithTags, 'layer:testing'] }
    : {
        ...constraint,
        ...(allowedExternalImports && { allowedExternalImports: [...allowedExternalImports, 'fast-check'] }),
      };

export default defineConfig(
  { ignores: ['**/node_modules/', '**/dist/', 'data/', '.nx/', 'tmp/'] },
  tseslint.configs.recommended,
  {
    rules: {
      'prefer-const': ['error', { ignoreReadBeforeAssign: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['warn', { max: 250, skipComments: true }],
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['@jiedui/app-*'], message: 'An app is an entry point: nobody imports it.' }] },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'Literal[value=/\\.\\.\\u002Fshared(\\u002F|$)/]',
          message: 'What lies beside the project is not there elsewhere: copy it in.',
        },
      ],
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@nx': nx },
    rules: {
      ...boundaries([...layers, ...areas]),
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    },
  },
  { files: ['**/*.spec.ts'], rules: boundaries([...layers.map(withTesting), ...areas]) },
  { files: ['libs/**/*.ts', 'libs/**/*.tsx'], rules: { 'no-console': 'error' } },
  {
    files: ['libs/web/**/*.ts', 'libs/web/**/*.tsx'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [{ group: ['@jiedui/app-*', 'node:*'], message: 'There is no such thing in a browser.' }],
        },
      ],
    },
  },
  { files: ['libs/web/**/*.ts', 'libs/web/**/*.tsx'], ...reactHooks.configs.flat['recommended-latest'] },
);
