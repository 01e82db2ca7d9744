// What the trials of the image and of docker-compose.yml have in common.
import { spawnSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';

const begin = Date.now();
export const tell = (what) => console.log(`${((Date.now() - begin) / 1000).toFixed(1)} s: ${what}`);

/** What the command printed; throws with what it said when it fails, or takes longer than `minutes`. */
export function run(command, args, { env, minutes = 10 } = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    // an engine's own client brings BuildKit along; another one asks for a plugin
    env: { ...process.env, PATH: `/usr/bin:${process.env.PATH}`, DOCKER_BUILDKIT: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: minutes * 60_000,
    maxBuffer: 100 * 1024 * 1024,
    encoding: 'utf8',
  });
  if (status === 0) return stdout.trim();
  const why = error?.message ?? `code ${status}`;
  throw new Error(`${command} ${args.join(' ')}: ${why}\n${stdout?.slice(-4_000)}\n${stderr?.slice(-4_000)}`);
}

export const docker = (...args) => run('docker', args);

export const build = (tag) => run('docker', ['build', '--quiet', '--tag', tag, '.'], { minutes: 15 });

export async function until(what, isSo, minutes = 5) {
  const end = Date.now() + minutes * 60_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited ${minutes} min until ${what}`);
    await setTimeout(500);
  }
  tell(what);
}

/** A page or an answer of a service, whose text is returned. */
export async function get(address, token) {
  const response = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
  return response.text();
}

/** The city's page and its document; the figures, to be compared. */
export async function askCity(base, token) {
  const page = await get(`${base}/`, token);
  if (!page.includes('<div id="page">')) throw new Error(`no page at ${base}: ${page.slice(0, 200)}`);
  const { indicators } = JSON.parse(await get(`${base}/api/progress/city`, token));
  const { status } = await fetch(`${base}/api/progress/city`);
  if (status !== 401) throw new Error(`without a token the city answers ${status}`);
  return JSON.stringify(indicators);
}

/** Every figure of the city and of each of its villages, by where it stands: `villages/120119101201 HO2`. */
export async function askFigures(base, token) {
  const ask = async (path) => JSON.parse(await get(`${base}/api/progress/${path}`, token));
  const { villages } = await ask('villages?limit=500');
  const figures = new Map();
  for (const place of ['city', ...villages.map(({ code }) => `villages/${code}`)])
    for (const figure of (await ask(place)).indicators)
      figures.set(`${place} ${figure.indicator}`, JSON.stringify(figure));
  return figures;
}

/** Figures that are not the same, each in a line. */
export const differences = (before, after) =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter((place) => before.get(place) !== after.get(place))
    .map((place) => `${place}: ${before.get(place)}, then ${after.get(place)}`);
