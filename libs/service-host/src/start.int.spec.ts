import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '.';
import { Echoes, refusal } from './echo.fixture';

let echoes: Echoes;
beforeEach(() => (echoes = new Echoes()));
afterEach(() => echoes.end());

describe('settings', () => {
  it('given several mistakes, when read, then each is named in a sentence', async () => {
    const told = await refusal(() =>
      readConfig({
        PORT: '80800',
        JIEDUI_TODAY: '2019-02-30',
        JIEDUI_TOKEN: 'short',
        JIEDUI_KEY: 'zz',
        JIEDUI_KEY_FORMER: `${'ab'.repeat(32)},zz`,
        JIEDUI_LOG: 'loud',
      }),
    );
    for (const name of [
      'PORT',
      'JIEDUI_TODAY',
      'JIEDUI_TOKEN',
      'JIEDUI_KEY',
      'JIEDUI_KEY_FORMER',
      'JIEDUI_LOG',
    ])
      expect(told).toContain(`${name} must be`);
  });

  it('given no token, when others shall get in, then it is refused; with one it is not', async () => {
    expect(await refusal(() => readConfig({ HOST: '0.0.0.0' }))).toContain('JIEDUI_TOKEN');
    expect(readConfig({ HOST: '0.0.0.0', JIEDUI_TOKEN: 'a-token-of-some-length' }).host).toBe('0.0.0.0');
  });
});

describe('the data folder', () => {
  it('given a first start, when it runs, then the folder and the key are for its owner alone', async () => {
    await echoes.start();
    expect(statSync(join(echoes.folder, 'data')).mode & 0o777).toBe(0o700);
    expect(statSync(join(echoes.folder, 'data', 'key')).mode & 0o777).toBe(0o600);
  });

  it('given a running service, when another opens its echoes.folder, then it is refused; after its end it is not', async () => {
    const first = await echoes.start();
    expect(await refusal(() => echoes.start())).toContain('in use by another process');
    await first.close();
    await echoes.start();
  });

  it('given another process that holds the folder, when it is killed, then the folder is free at once', async () => {
    const lock = join(echoes.folder, 'data', 'lock');
    mkdirSync(join(echoes.folder, 'data'));
    const holder = spawn(process.execPath, [
      '-e',
      `const db = new (require('node:sqlite').DatabaseSync)(${JSON.stringify(lock)});
       db.exec('BEGIN EXCLUSIVE'); console.log('held'); setInterval(() => {}, 1000)`,
    ]);
    await once(holder.stdout, 'data');
    expect(await refusal(() => echoes.start())).toContain('in use by another process');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await echoes.start();
  });

  it('given a folder from a newer version, when opened, then it is refused', async () => {
    mkdirSync(join(echoes.folder, 'data'));
    writeFileSync(join(echoes.folder, 'data', 'format.json'), '{"format":99}');
    expect(await refusal(() => echoes.start())).toContain('newer version');
  });

  it('given a folder that cannot be made, one that holds other things, a lost or open key, then it is refused', async () => {
    writeFileSync(join(echoes.folder, 'file'), '');
    expect(await refusal(() => echoes.start({ JIEDUI_DATA: join(echoes.folder, 'file', 'data') }))).toContain(
      'cannot be made',
    );
    expect(await refusal(() => echoes.start({ JIEDUI_DATA: echoes.folder }))).toContain('holds other things');
    const running = await echoes.start();
    await running.close();
    writeFileSync(join(echoes.folder, 'data', 'key'), 'nonsense', { mode: 0o600 });
    expect(await refusal(() => echoes.start())).toContain('does not hold 32 bytes');
    rmSync(join(echoes.folder, 'data', 'key'));
    expect(await refusal(() => echoes.start())).toContain('is missing');
    writeFileSync(join(echoes.folder, 'data', 'key'), 'nonsense', { mode: 0o644 });
    expect(await refusal(() => echoes.start())).toContain('chmod 600');
  });

  it('given former keys, by comma and in a file, then all are known; a file that does not hold them is named', async () => {
    const keys = ['a1', 'b2', 'c3', 'd4'].map((pair) => pair.repeat(32));
    const file = join(echoes.folder, 'former');
    const env = { JIEDUI_KEY_FORMER: keys.slice(0, 2).join(', '), JIEDUI_KEY_FORMER_FILE: file };
    expect(await refusal(() => echoes.start(env))).toContain(`${file} is missing`);
    writeFileSync(file, `${keys[2]}\r\n\n${keys[3]}\n`, { mode: 0o600 });
    const { host } = await echoes.start(env);
    expect(host.keys?.formerKeys.map((key) => key.toString('hex'))).toEqual(keys);
    const JIEDUI_DATA = join(echoes.folder, 'other');
    expect(await refusal(() => echoes.start({ JIEDUI_DATA, JIEDUI_KEY_FILE: file }))).toContain(
      'holds 2 keys',
    );
    for (const [path, why] of [
      [echoes.folder, 'cannot be read (EISDIR)'],
      [join(echoes.folder, 'no', 'key'), 'cannot be made (ENOENT)'],
    ])
      expect(await refusal(() => echoes.start({ JIEDUI_DATA, JIEDUI_KEY_FILE: path }))).toContain(why);
  });

  it('given a used port, when started, then it is refused, and the folder is free again', async () => {
    const first = await echoes.start();
    const PORT = new URL(first.address).port;
    const JIEDUI_DATA = join(echoes.folder, 'other');
    expect(await refusal(() => echoes.start({ PORT, JIEDUI_DATA }))).toContain(`Port ${PORT}`);
    await echoes.start({ JIEDUI_DATA });
  });
});
