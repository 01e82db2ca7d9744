import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Stands for npm: notes when it begins and ends, and takes a while between; install writes the lock file. */
const NPM = `
  const { appendFileSync, mkdirSync } = require('node:fs');
  if (process.argv[2] === 'install') appendFileSync('package-lock.json', ' ');
  appendFileSync('npm.log', 'begin ');
  mkdirSync('node_modules', { recursive: true });
  setTimeout(() => (appendFileSync('npm.log', 'end '), process.exit(Number(process.env.NPM_EXIT ?? 0))), 300);`;

describe('the installation before a command', () => {
  let project: string;
  beforeEach(() => {
    project = fs.mkdtempSync(path.join(os.tmpdir(), 'ensure-install-'));
    fs.mkdirSync(path.join(project, 'tools'));
    fs.mkdirSync(path.join(project, 'tmp'));
    for (const file of ['tools/ensure-install.mjs', 'package.json', 'package-lock.json', '.npmrc'])
      fs.copyFileSync(file, path.join(project, file));
    fs.writeFileSync(path.join(project, 'npm.cjs'), NPM);
  });
  afterEach(() => fs.rmSync(project, { recursive: true }));

  const ensureInstall = (env: Record<string, string> = {}, ...args: readonly string[]) =>
    new Promise<{ code: number | null; said: string }>((resolve) => {
      const child = spawn(process.execPath, ['tools/ensure-install.mjs', ...args], {
        cwd: project,
        env: { ...process.env, npm_execpath: path.join(project, 'npm.cjs'), ...env },
      });
      let said = '';
      child.stderr.on('data', (chunk) => (said += chunk));
      child.on('close', (code) => resolve({ code, said }));
    });
  const npmLog = () => fs.readFileSync(path.join(project, 'npm.log'), 'utf8').trim();

  it('given several commands at once and the lock of a dead process, one of them installs', async () => {
    fs.writeFileSync(path.join(project, 'tmp/install.lock'), '4194305'); // beyond the largest pid
    const all = await Promise.all(Array.from({ length: 6 }, () => ensureInstall()));
    expect(all.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(npmLog()).toBe('begin end');
    expect(fs.readdirSync(path.join(project, 'tmp'))).toEqual([]);
  });

  it('given an installation, it happens again only when other dependencies are asked for', async () => {
    await ensureInstall();
    const manifest = JSON.parse(fs.readFileSync(path.join(project, 'package.json'), 'utf8'));
    const write = () => fs.writeFileSync(path.join(project, 'package.json'), JSON.stringify(manifest));
    manifest.scripts.other = 'true';
    write();
    await ensureInstall();
    expect(npmLog()).toBe('begin end');
    manifest.dependencies.other = '1.0.0';
    write();
    await ensureInstall();
    expect(npmLog()).toBe('begin end begin end');
  });

  it('given new packages of the repository itself, they are installed once, and what is there then is whole', async () => {
    await ensureInstall();
    await ensureInstall({}, '--new-packages');
    expect(npmLog()).toBe('begin end begin end');
    await ensureInstall();
    expect(npmLog()).toBe('begin end begin end');
  });

  it('given an installation that fails, it says so, and the next command tries again', async () => {
    const { code, said } = await ensureInstall({ NPM_EXIT: '3' });
    expect(code).toBe(1);
    expect(said).toMatch(/could not be installed: npm ci ended with code 3/);
    expect((await ensureInstall()).code).toBe(0);
    expect(npmLog()).toBe('begin end begin end');
  });
});
