// The README's first command, as a person would try it: start with the demo, read a page, kill -9, start again.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const data = mkdtempSync(join(tmpdir(), 'jiedui-start-'));
const port = 18080 + (process.pid % 1000);
const base = `http://127.0.0.1:${port}`;
const env = { ...process.env, JIEDUI_DATA: data, PORT: String(port) };

/** Starts the platform and waits until it says that it is ready; the group is killed as one. */
async function start() {
  const begin = Date.now();
  const child = spawn('npm', ['start'], { env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  const ended = new Promise((resolve) => child.on('close', resolve));
  const kill = () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL');
    return ended; // with it, everybody who held its output
  };
  for (;;) {
    const gone = await Promise.race([ended.then(() => true), new Promise((r) => setTimeout(r, 250, false))]);
    if (gone) throw new Error(`npm start ended:\n${said}`);
    if (Date.now() - begin > 600_000) {
      await kill();
      throw new Error(`not ready after 600 s:\n${said}`);
    }
    if (said.includes('Ready: ')) break;
  }
  console.log(`ready after ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  return { kill };
}

const get = async (path) => {
  const response = await fetch(base + path);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
};

let running;
try {
  running = await start();
  const before = await get('/api/progress/city');
  await running.kill();
  running = await start();
  const after = await get('/api/progress/city');
  await get('/health/ready');
  if (JSON.stringify(after.indicators) !== JSON.stringify(before.indicators))
    throw new Error('the city differs after kill -9 and a second start');
  console.log(`the same ${after.indicators.length} indicators after kill -9`);
} finally {
  await running?.kill();
  rmSync(data, { recursive: true, force: true });
}
