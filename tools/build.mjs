// Bundles an entry point to dist/<name>/main.mjs: what stands in this repository goes in, packages stay out.
// An app of web pages (one with a vite.config.ts) is built by Vite to dist/<name>/files. An app that serves such
// pages names them in its package.json (`jiedui.pages`) and has them built with it. Nothing is done when no
// source has changed since.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

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

function isFresh(list, built) {
  if (!existsSync(list) || !existsSync(built)) return false;
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

/** What a bundle was made of: the files of this repository (its packages stand in the lock file), with digests. */
function writeSources(list, moduleIds) {
  const files = [...moduleIds, at('tools/build.mjs'), at('tsconfig.base.json'), at('package-lock.json')]
    .map((id) => id.split('?', 1)[0])
    .filter((file) => path.isAbsolute(file) && !file.includes('/node_modules/')) // the others are the bundler's own
    .map((file) => path.relative(root, file));
  replace(list, JSON.stringify(Object.fromEntries(files.map((file) => [file, digest(file)])), null, 1));
}

/** @returns the folder of the pages */
async function buildPages(name) {
  const folder = at('dist', name);
  const [files, list] = [path.join(folder, 'files'), path.join(folder, 'sources.json')];
  if (isFresh(list, files)) return files;

  const made = `${files}.${process.pid}`;
  const moduleIds = [at('apps', name, 'vite.config.ts'), at('apps', name, 'index.html')];
  const { build: viteBuild } = await import('vite');
  await viteBuild({
    configFile: moduleIds[0],
    configLoader: 'native',
    logLevel: 'warn',
    build: { outDir: made, emptyOutDir: true },
    plugins: [
      {
        name: 'sources',
        generateBundle: {
          handler() {
            moduleIds.push(...this.getModuleIds());
          },
        },
      },
    ],
  });
  for (const file of readdirSync(path.join(made, 'assets')).map((asset) => path.join(made, 'assets', asset)))
    if (/\.(js|css|svg)$/.test(file)) writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
  rmSync(files, { recursive: true, force: true });
  renameSync(made, files);
  writeSources(list, moduleIds);
  return files;
}

/** @returns the path of the bundle, or the folder of the pages */
export async function build(name) {
  if (existsSync(at('apps', name, 'vite.config.ts'))) return buildPages(name);
  const manifest = at('apps', name, 'package.json');
  const pages = existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).jiedui?.pages;
  if (pages) await buildPages(pages);

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
    entryFileNames: 'main.mjs',
    chunkFileNames: '[name].mjs', // what is imported only when it is needed
  });
  await bundle.close();
  mkdirSync(folder, { recursive: true });
  // The entry comes last: when it is there, so is what it imports.
  for (const { fileName, code, source } of output.toReversed())
    replace(path.join(folder, fileName), code ?? source);
  writeSources(
    list,
    output.flatMap(({ moduleIds = [] }) => moduleIds),
  );
  return main;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const name of process.argv.slice(2)) console.log(path.relative(root, await build(name)));
