// Installs the dependencies (npm ci) when the lock file asks for others than are there. Plain JavaScript
// without dependencies, for any Node from 18 on. Of two commands that start together one installs, the other
// waits; a kill in the middle means that the next one installs again. With --new-packages (packages of this
// repository itself were added) it brings the lock file and the links up to date instead (npm install).
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts) => path.join(root, ...parts);
const stamp = at('node_modules', '.installed'); // npm ci removes it with everything else
const lock = at('tmp', 'install.lock');
const mine = `${lock}.${process.pid}`;

const hasNewPackages = process.argv.includes('--new-packages');

const { dependencies, devDependencies, optionalDependencies, overrides, workspaces } = JSON.parse(
  readFileSync(at('package.json'), 'utf8'),
);
const wanted = () =>
  createHash('sha256')
    .update(readFileSync(at('package-lock.json')))
    .update(readFileSync(at('.npmrc')))
    .update(JSON.stringify([dependencies, devDependencies, optionalDependencies, overrides, workspaces]))
    .digest('hex');
const isInstalled = () => !hasNewPackages && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted();

const pause = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Takes the lock, also from a process that is gone; false while another one holds it. */
function takeLock() {
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, lock); // appears with its content, or fails
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(mine, { force: true });
  }
  try {
    if (!isAlive(Number(readFileSync(lock, 'utf8')))) renameSync(lock, mine); // one of those who wait succeeds
  } catch (error) {
    if (error.code !== 'ENOENT') throw error; // it was given back meanwhile
  }
  return false;
}

/** @returns why it failed, or undefined */
function install() {
  const how = hasNewPackages ? 'install' : 'ci';
  const asked = wanted();
  if (!hasNewPackages) process.stderr.write('Installing the dependencies (npm ci), a minute or so ...\n');
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const [command, ...args] = [...npm, how, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, signal, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) return error?.message ?? `npm ${how} ended with ${signal ?? `code ${status}`}`;
  writeFileSync(stamp, hasNewPackages ? wanted() : asked); // npm install may have written the lock file
  return undefined;
}

/** @returns why it failed, or undefined */
function ensureInstalled() {
  if (isInstalled()) return undefined;
  mkdirSync(path.dirname(lock), { recursive: true });
  while (!takeLock()) pause();
  try {
    return isInstalled() ? undefined : install();
  } finally {
    rmSync(lock, { force: true });
  }
}

const failure = ensureInstalled();
if (failure !== undefined) {
  console.error(
    `The dependencies could not be installed: ${failure}.\n` +
      'Is the package registry reachable, and is there room on the disk? Then run the command again.',
  );
  process.exit(1);
}
