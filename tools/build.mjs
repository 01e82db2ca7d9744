// Bundles an entry point to dist/<name>/main.mjs: what stands in this repository goes in, packages stay out.
// Nothing is done when no source has changed since.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts) => path.join(root, ...parts);

const places = [
  ['apps', '/src/main.ts'],
  ['tools', '/main.ts'],
  ['tools', '.ts'],
];

/** `housing` is apps/housing/src/main.ts, `bench` tools/bench/main.ts or tools/bench.ts, `libs/x/y.ts` itself. */
function entryOf(name) {
  const candidates = name.endsWith('.ts')
    ? [name]
    : places.map(([folder, rest]) => `${folder}/${name}${rest}`);
  const entry = candidates.find((candidate) => existsSync(at(candidate)));
  if (entry) return entry;
  const known = readdirSync(at('apps')).filter((app) => existsSync(at('apps', app, 'src/main.ts')));
  throw new Error(`There is no "${name}" to run. The services: ${known.join(', ')}.`);
}

const digest = (file) =>
  createHash('sha256')
    .update(readFileSync(at(file)))
    .digest('hex');

function isFresh(list, main) {
  if (!existsSync(list) || !existsSync(main)) return false;
  const sources = Object.entries(JSON.parse(readFileSync(list, 'utf8')));
  return sources.every(([file, hash]) => existsSync(at(file)) && digest(file) === hash);
}

/** Several processes may build the same at once: each file appears whole, the bundle before its list. */
function replace(file, text) {
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
}

/** Files, the packages of this repository, and what the bundler itself adds for decorators. */
const ownCode = /^([./\0]|@jiedui\/|@oxc-project\/runtime)/;

/** @returns the path of the bundle */
export async function build(name) {
  const entry = entryOf(name);
  const folder = at('dist', name.endsWith('.ts') ? name.slice(0, -3) : name);
  const [main, list] = [path.join(folder, 'main.mjs'), path.join(folder, 'sources.json')];
  if (isFresh(list, main)) return main;

  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input: at(entry),
    platform: 'node',
    tsconfig: at('tsconfig.base.json'),
    external: (id) => !ownCode.test(id),
    onLog(level, log, say) {
      if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
      say(level, log);
    },
  });
  const { output } = await bundle.generate({
    format: 'esm',
    sourcemap: true,
    codeSplitting: false,
    entryFileNames: 'main.mjs',
  });
  await bundle.close();
  const [chunk, map] = output;
  const sources = [
    ...chunk.moduleIds,
    at('tools/build.mjs'),
    at('tsconfig.base.json'),
    at('package-lock.json'),
  ]
    .filter((file) => path.isAbsolute(file)) // the others are the bundler's own
    .map((file) => path.relative(root, file));
  mkdirSync(folder, { recursive: true });
  replace(`${main}.map`, map.source);
  replace(main, chunk.code);
  replace(list, JSON.stringify(Object.fromEntries(sources.map((file) => [file, digest(file)])), null, 1));
  return main;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const name of process.argv.slice(2)) console.log(path.relative(root, await build(name)));
