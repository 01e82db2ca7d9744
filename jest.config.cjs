/** Nest 12 and some of its dependencies are ESM only: swc turns them into CommonJS for Jest. */
const esmOnly = [
  '@nestjs',
  'jose',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer',
  '@borewit',
  'uuid',
  'content-disposition',
  'hucre',
  '@platformatic',
];

const swc = (jsc) => [
  '@swc/jest',
  { jsc: { target: 'es2023', ...jsc }, module: { type: 'commonjs' }, sourceMaps: 'inline' },
];

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/{apps,libs,tools}/**/*.spec.ts'],
  moduleNameMapper: {
    '^@jiedui/__area__-(.*)$': '<rootDir>/tools/generators/area/template/libs/areas/__area__/$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/', '<rootDir>/tmp/'],
  transform: {
    '^.+\\.(ts|js|mjs)$': swc({
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
    }),
    '^.+\\.tsx$': swc({
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic' } },
    }),
    '\\.css$': '<rootDir>/tools/no-style.cjs',
  },
  // A dynamic import() inside CommonJS is for swc too.
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/|mongodb/lib/runtime_adapters)`],
  testTimeout: 30_000,
  // A test that fails may leave a server or a connection behind: it is told of, not waited for.
  forceExit: true,
};
