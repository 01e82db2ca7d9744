import { spawnSync } from 'node:child_process';

/** Lints texts as if they stood in the files; the messages of each. ESLint's configuration is ESM only. */
function lint(texts: readonly { readonly file: string; readonly text: string }[]): string[][] {
  const script = `
    import { ESLint } from 'eslint';
    const eslint = new ESLint();
    const results = [];
    for (const { file, text } of JSON.parse(process.argv[1]))
      results.push(...(await eslint.lintText(text, { filePath: file })));
    console.log(JSON.stringify(results.map(({ messages }) => messages.map(({ message }) => message))));`;
  const graph = spawnSync('node_modules/.bin/nx', ['graph', '--file=dist/project-graph.json'], {
    encoding: 'utf8',
  });
  if (graph.status !== 0) throw new Error(graph.stderr + graph.stdout);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', script, JSON.stringify(texts)],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const using = (name: string) => `import * as it from '${name}';\nexport default it;\n`;

describe('the boundaries between the packages', () => {
  const forbidden = [
    ['an area imports another', 'libs/areas/housing/service/x.ts', '@jiedui/industry-contract'],
    [
      'an area imports another, in its contract',
      'libs/areas/housing/contract/x.ts',
      '@jiedui/finance-contract',
    ],
    [
      'an area imports the registry beyond its contract',
      'libs/areas/housing/service/x.ts',
      '@jiedui/registry-service',
    ],
    ['the registry imports an area', 'libs/registry/service/x.ts', '@jiedui/housing-contract'],
    ['the programme imports the kit', 'libs/programme/src/x.ts', '@jiedui/bureau'],
    ['a contract imports the kit', 'libs/areas/housing/contract/x.ts', '@jiedui/bureau'],
    ['the kit imports an area', 'libs/bureau/src/x.ts', '@jiedui/housing-contract'],
    ['the kit imports the service of the registry', 'libs/bureau/src/x.ts', '@jiedui/registry-service'],
    ['the aggregator imports a service', 'libs/progress/src/x.ts', '@jiedui/housing-service'],
    ['the aggregator imports the list of services', 'libs/progress/src/x.ts', '@jiedui/services'],
    ['a service imports the list of services', 'libs/areas/housing/service/x.ts', '@jiedui/services'],
    ['the aggregator imports an area', 'libs/progress/src/x.ts', '@jiedui/housing-contract'],
    ['the log imports the transport', 'libs/event-log/src/x.ts', '@jiedui/transport'],
    ['a library imports an app', 'libs/progress/src/x.ts', '@jiedui/app-housing'],
    ['an app imports an app', 'apps/platform/src/x.ts', '@jiedui/app-housing'],
    ['a library reaches into an app', 'libs/progress/src/x.ts', '../../../apps/housing/src/main'],
    ['a service imports what is for tests', 'libs/areas/housing/service/x.ts', '@jiedui/testing'],
    ['a feature of the web application imports another', 'libs/web/overview/x.tsx', '@jiedui/web-village'],
    ['the parts of the web application import a feature', 'libs/web/ui/x.tsx', '@jiedui/web-overview'],
    ['the web application imports the aggregator', 'libs/web/api/x.ts', '@jiedui/progress'],
    ['the web application imports an area', 'libs/web/overview/x.ts', '@jiedui/housing-contract'],
    ['the web application imports what runs on a server', 'libs/web/api/x.ts', 'fastify'],
    [
      'a path reaches into another package',
      'libs/areas/housing/service/x.ts',
      '../../industry/contract/area',
    ],
    [
      'the project reads beside itself',
      'libs/programme/src/x.ts',
      ['../../../..', 'shared/spec/programme.json'].join('/'),
    ],
  ] as const;
  const allowed = [
    ['a service imports its contract', 'libs/areas/housing/service/x.ts', '@jiedui/housing-contract'],
    [
      'a service imports the contract of the registry',
      'libs/areas/housing/service/x.ts',
      '@jiedui/registry-contract',
    ],
    ['a service imports the kit', 'libs/areas/housing/service/x.ts', '@jiedui/bureau'],
    [
      'a test of a service imports what is for tests',
      'libs/areas/housing/service/x.unit.spec.ts',
      '@jiedui/testing',
    ],
    ['the aggregator imports the catalogue', 'libs/progress/src/x.ts', '@jiedui/catalogue'],
    ['an app imports a service', 'apps/housing/src/x.ts', '@jiedui/housing-service'],
    ['a feature of the web application imports its parts', 'libs/web/overview/x.tsx', '@jiedui/web-ui'],
    ['the web application imports the programme', 'libs/web/overview/x.ts', '@jiedui/programme'],
    ['the frame of the web application imports its parts', 'libs/web/app/x.ts', '@jiedui/web-api'],
    ['an app imports the list of services', 'apps/platform/src/x.ts', '@jiedui/services'],
  ] as const;
  let messages: string[][];
  beforeAll(() => {
    messages = lint([...forbidden, ...allowed].map(([, file, name]) => ({ file, text: using(name) })));
  }, 120_000);

  it.each(forbidden.map(([when], i) => [when, i] as const))('when %s, lint fails', (_, i) => {
    expect(messages[i]).not.toEqual([]);
  });

  it.each(allowed.map(([when], i) => [when, forbidden.length + i] as const))('when %s, it passes', (_, i) => {
    expect(messages[i]).toEqual([]);
  });
});
