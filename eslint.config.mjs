import nx from '@nx/eslint-plugin';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** A project of this layer may import those only (design: arrows point one way, no area knows another). */
const may = (layer, ...targets) => ({
  sourceTag: `layer:${layer}`,
  onlyDependOnLibsWithTags: targets.map((target) => (target.includes(':') ? target : `layer:${target}`)),
  ...(targets.includes('area:registry') && { notDependOnLibsWithTags: ['layer:service'] }),
});

const KIT = ['programme', 'bureau', 'service-host'];
const AREAS = [
  'party-building',
  'employment',
  'industry',
  'science-education',
  'finance',
  'ecology',
  'infrastructure',
  'housing',
  'healthcare',
  'social-security',
  'registry',
];

const layers = [
  may('programme'),
  may('sqlite'),
  may('event-log', 'programme', 'sqlite'),
  may('transport', 'programme', 'sqlite'),
  may('service-host', 'programme', 'transport'),
  may('contract', 'programme'),
  may('catalogue', 'programme', 'contract'),
  may('bureau', 'programme', 'sqlite', 'event-log', 'transport', 'service-host', 'area:registry'),
  may('testing', ...KIT),
  may('service', ...KIT, 'contract'),
  may(
    'progress',
    'programme',
    'sqlite',
    'catalogue',
    'event-log',
    'transport',
    'service-host',
    'area:registry',
  ),
  may('tools', ...KIT, 'catalogue', 'contract', 'service', 'progress', 'event-log', 'transport'),
  may('app', ...KIT, 'catalogue', 'service', 'progress', 'tools'),
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
  '@nx/enforce-module-boundaries': ['error', { depConstraints, enforceBuildableLibDependency: false }],
});
const withTesting = (constraint) =>
  ['layer:service', 'layer:tools'].includes(constraint.sourceTag)
    ? { ...constraint, onlyDependOnLibsWithTags: [...constraint.onlyDependOnLibsWithTags, 'layer:testing'] }
    : constraint;

export default defineConfig(
  { ignores: ['**/node_modules/', '**/dist/', 'data/', '.nx/', 'tmp/', 'tools/generators/**/files/'] },
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
    files: ['**/*.ts'],
    plugins: { '@nx': nx },
    rules: {
      ...boundaries([...layers, ...areas]),
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    },
  },
  { files: ['**/*.spec.ts'], rules: boundaries([...layers.map(withTesting), ...areas]) },
  { files: ['libs/**/*.ts'], rules: { 'no-console': 'error' } },
);
