// A new area by one command, as a developer would make it: in a copy of the checkout, generated, checked, built,
// started beside the others, and one command of it seen in the city's API. Nothing is edited by hand.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const copy = mkdtempSync(join(tmpdir(), 'jiedui-area-'));
const port = 19080 + (process.pid % 1000);
const base = `http://127.0.0.1:${port}`;
const begin = Date.now();
const tell = (what) => console.log(`${((Date.now() - begin) / 1000).toFixed(1)} s: ${what}`);

function run(command, ...args) {
  tell([command, ...args].join(' '));
  const { status } = spawnSync(command, args, { cwd: copy, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with code ${status}`);
}

/** The files that git has or would take; packages as hard links where the file system can. */
function copyCheckout() {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { encoding: 'utf8' });
  for (const file of files.split('\0').filter((name) => name && existsSync(name)))
    cpSync(file, join(copy, file));
  const linked = spawnSync('cp', ['-al', 'node_modules', copy], { stdio: 'ignore' }).status === 0;
  if (!linked) execFileSync('cp', ['-a', 'node_modules', copy]);
  for (const file of ['.package-lock.json', '.installed'].map((name) => `node_modules/${name}`)) {
    if (!existsSync(file)) continue;
    rmSync(join(copy, file), { force: true }); // npm writes into them: the copy needs its own
    copyFileSync(file, join(copy, file));
  }
}

function checkArea() {
  const folders = ['libs/areas/culture', 'apps/culture'];
  run('npm', 'run', '--silent', 'generate:check');
  run('npx', 'prettier', '--check', ...folders, 'README.md', 'README.zh-CN.md', 'docs');
  run('npx', 'nx', 'graph', '--file=dist/project-graph.json');
  run('npx', 'eslint', '--max-warnings=0', ...folders, 'libs/services', 'libs/catalogue');
  const include = [...folders, 'libs/services', 'libs/catalogue'].map((folder) => `${folder}/**/*.ts`);
  writeFileSync(join(copy, 'tsconfig.area.json'), JSON.stringify({ extends: './tsconfig.json', include }));
  run('npx', 'tsc', '--noEmit', '-p', 'tsconfig.area.json');
  const tests = ['libs/areas/culture', 'libs/catalogue'];
  run('node', 'tools/node24.mjs', 'node_modules/jest/bin/jest.js', ...tests);
  run('npx', 'nx', 'build', '@jiedui/app-culture');
}

/** Starts the platform without the demo; resolves when it is ready. */
async function start() {
  const env = {
    ...process.env,
    JIEDUI_DATA: join(copy, 'data'),
    JIEDUI_TODAY: '2018-06-30',
    PORT: String(port),
  };
  const args = ['tools/run.mjs', 'platform', '--empty'];
  const child = spawn(process.execPath, args, { cwd: copy, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.on('close', resolve));
  const stop = () => (child.kill(), ended);
  let said = '';
  const ready = new Promise((resolve) =>
    child.stdout.on('data', (chunk) => (said += chunk).includes('Ready: ') && resolve(true)),
  );
  const patience = setTimeout(stop, 60_000);
  const isReady = await Promise.race([ready, ended.then(() => false)]);
  clearTimeout(patience);
  if (isReady) return { stop };
  throw new Error(`the platform ended:\n${said}`);
}

async function ask(path, body) {
  const headers = { 'content-type': 'application/json', 'idempotency-key': path };
  const response = await fetch(base + path, body && { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

const village = '120119101201';
const registered = {
  ...{ name: '试验村', districtCode: '120119', townName: '试验镇', households: 120, population: 400 },
  ...{ longitude: 117.4, latitude: 40 },
};

async function useArea() {
  await ask('/api/registry/commands/register-village', { village, occurredOn: '2018-01-05', ...registered });
  await ask('/api/culture/commands/register-project', {
    village,
    occurredOn: '2018-03-05',
    title: '农家书屋',
  });
  const { indicators } = await ask('/api/progress/indicators');
  const ids = indicators.filter(({ area }) => area === 'culture').map(({ indicator }) => indicator);
  if (ids.join() !== 'CU1,CU2') throw new Error(`the city's indicators of the new area: ${ids.join()}`);
  for (const end = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const { targets, indicators: figures } = await ask(`/api/progress/villages/${village}`);
    const { value } = figures.find(({ indicator }) => indicator === 'CU1');
    if (targets !== 17) throw new Error(`the village has ${targets} targets`);
    if (String(value) === '0,1') return tell('CU1 of the village: 0 of 1, and its targets are still 17');
    if (Date.now() > end) throw new Error(`CU1 of the village stays at ${value}`);
  }
}

let running;
try {
  copyCheckout();
  run('npx', 'nx', 'g', '@jiedui/tools:area', 'culture', '--zh=文化', '--en=Culture', '--prefix=CU');
  checkArea();
  running = await start();
  await useArea();
} finally {
  await running?.stop();
  rmSync(copy, { recursive: true, force: true });
}
