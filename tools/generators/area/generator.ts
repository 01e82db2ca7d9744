import { spawnSync } from 'node:child_process';
import { formatFiles, type Tree } from '@nx/devkit';

/** What is asked for on the command line: see schema.json. */
export interface Options {
  readonly area?: string;
  readonly zh?: string;
  readonly en?: string;
  readonly prefix?: string;
  readonly port?: number;
  readonly bureauZh?: string;
  readonly bureauEn?: string;
}

/** What has nothing against it: the four names are there. */
type Usable = Options & Required<Pick<Options, 'area' | 'zh' | 'en' | 'prefix'>>;

/** What others have: ids (areas, apps, libraries, tools), prefixes of indicators, ports. */
export interface Taken {
  readonly ids: readonly string[];
  readonly prefixes: readonly string[];
  readonly ports: readonly number[];
}

const TEMPLATE = 'tools/generators/area/template';
const FIRST_PORT = 8081;

/**
 * `npx nx g @jiedui/tools:area culture --zh=文化 --en=Culture --prefix=CU`: a complete area from the template,
 * registered. One file: Nx lets Node itself strip the types.
 */
export default async function area(tree: Tree, options: Options) {
  const taken = takenIn(tree);
  const faults = faultsOf(options, taken);
  if (faults.length)
    throw new Error(`The area cannot be generated:\n${faults.map((f) => `- ${f}`).join('\n')}`);
  const words = wordsFor(options as Usable, taken);
  for (const file of filesIn(tree, TEMPLATE))
    tree.write(fill(file.slice(TEMPLATE.length + 1), words), fill(tree.read(file, 'utf8')!, words));
  await formatFiles(tree);
  return () => register(tree.root);
}

/** Links the new packages and brings the generated lists and pages up to date. */
function register(root: string): void {
  for (const args of [
    ['tools/ensure-install.mjs', '--new-packages'],
    ['tools/generate-lists.mjs'],
    ['tools/run.mjs', 'generate-docs'],
  ])
    if (spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status !== 0)
      throw new Error(
        `The area is written, but ${args.join(' ')} failed. When its cause is gone, run ` +
          '`npm install --ignore-scripts` and `npm run generate`.',
      );
}

const KEBAB = /^[a-z]+(-[a-z]+)*$/;
const CHINESE = /^[\p{Script=Han}、·“”]{1,20}$/u;
const ENGLISH = /^[A-Za-z][A-Za-z0-9 ,&-]{1,79}$/;

/** Everything that stands against the options; empty when they can be used. */
export function faultsOf(
  { area, zh, en, prefix, port, bureauZh, bureauEn }: Options,
  taken: Taken,
): string[] {
  const faults: string[] = [];
  const unless = (isSo: boolean, fault: string) => isSo || faults.push(fault);
  if (area === undefined || area.length > 40 || !KEBAB.test(area))
    faults.push(`the id "${area ?? ''}" is not in kebab-case of at most 40 letters, as in rural-roads`);
  else {
    unless(!taken.ids.includes(area), `the id "${area}" is taken by an area, app, library or tool`);
    unless(isName(camel(area)), `the id "${area}" is a word of the language TypeScript`);
  }
  unless(
    CHINESE.test(zh ?? ''),
    `--zh="${zh ?? ''}" is not a Chinese name of at most 20 characters, as in 文化`,
  );
  unless(!zh?.endsWith('帮扶'), '--zh goes without 帮扶, which is added');
  unless(
    ENGLISH.test(en ?? ''),
    `--en="${en ?? ''}" is not an English name in letters and spaces, as in Culture`,
  );
  unless(/^[A-Z]{2}$/.test(prefix ?? ''), `--prefix="${prefix ?? ''}" is not two capital letters, as in CU`);
  unless(!taken.prefixes.includes(prefix ?? ''), `--prefix=${prefix} is taken by another area`);
  if (port !== undefined) {
    unless(Number.isInteger(port) && port > 1023 && port < 65_536, `--port=${port} is not in 1024..65535`);
    unless(!taken.ports.includes(port), `--port=${port} is taken by another service`);
  }
  unless(bureauZh === undefined || CHINESE.test(bureauZh), `--bureauZh="${bureauZh}" is not a Chinese name`);
  unless(bureauEn === undefined || ENGLISH.test(bureauEn), `--bureauEn="${bureauEn}" is not an English name`);
  return faults;
}

const camel = (id: string) => id.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Whether a variable of a module may be called so. */
function isName(word: string): boolean {
  try {
    new Function(`'use strict'; async (${word}) => 0`);
    return true;
  } catch {
    return false;
  }
}

/** Placeholder -> what stands in its place. */
const wordsFor = (
  { area, zh, en, prefix, port, bureauZh, bureauEn }: Usable,
  { ports }: Taken,
): Readonly<Record<string, string>> => ({
  area,
  camel: camel(area),
  zh,
  en,
  prefix,
  port: String(port ?? Math.max(FIRST_PORT - 1, ...ports) + 1),
  bureauZh: bureauZh ?? `市${zh}主管部门`,
  bureauEn: bureauEn ?? `Municipal authority, ${en}`,
});

/** `__area__` becomes the word of that name; a placeholder without one is a mistake of the template. */
const fill = (text: string, words: Readonly<Record<string, string>>): string =>
  text.replace(/__(\w+?)__/g, (placeholder, name: string) => {
    const word = words[name];
    if (word === undefined) throw new Error(`The template has an unknown placeholder: ${placeholder}`);
    return word;
  });

function filesIn(tree: Tree, path: string): string[] {
  return tree.isFile(path) ? [path] : tree.children(path).flatMap((name) => filesIn(tree, `${path}/${name}`));
}

function takenIn(tree: Tree): Taken {
  const contracts = [...tree.children('libs/areas').map((id) => `areas/${id}`), 'registry'];
  const read = (file: string) => (tree.exists(file) ? tree.read(file, 'utf8')! : '');
  return {
    // a tool is started by its name, as an app is; /api/docs is the API's own page
    ids: ['apps', 'libs', 'libs/areas', 'tools']
      .flatMap((folder) => tree.children(folder).map((name) => name.replace(/\.\w+$/, '')))
      .concat('docs'),
    prefixes: contracts.flatMap(
      (folder) => /prefix: '(\w+)'/.exec(read(`libs/${folder}/contract/area.ts`))?.slice(1) ?? [],
    ),
    ports: tree
      .children('apps')
      .flatMap((app) => read(`apps/${app}/src/main.ts`).match(/\b\d{4,5}\b/g) ?? [])
      .map(Number),
  };
}
