import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';

describe('the runner of programs in TypeScript', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    fs.mkdirSync('tmp', { recursive: true });
    folder = fs.mkdtempSync('tmp/run-'); // inside the project: packages are looked for upwards
    file = `${folder}/program.ts`;
  });
  afterEach(() => {
    for (const made of [folder, path.join('dist', folder)]) fs.rmSync(made, { recursive: true, force: true });
  });

  const start = (...args: string[]) => spawn(process.execPath, ['tools/run.mjs', ...args]);
  const run = async (...args: string[]) => {
    const child = start(...args);
    let said = '';
    for (const output of [child.stdout, child.stderr]) output.on('data', (chunk) => (said += chunk));
    const [code] = await once(child, 'close');
    return { code, said };
  };

  it('given a program, it passes on the arguments and the exit code, and shows where it failed', async () => {
    fs.writeFileSync(
      file,
      'interface Unused { a: 1 }\nconsole.log(process.argv.slice(2));\nprocess.exit(7);',
    );
    expect(await run(file, '--empty', 'a b')).toEqual({ code: 7, said: "[ '--empty', 'a b' ]\n" });
    fs.writeFileSync(file, 'interface Unused { a: 1 }\n\n\nthrow new Error("here");');
    const { code, said } = await run(file);
    expect(code).toBe(1);
    expect(said).toContain(`${file}:4`);
  });

  it('given a change of the source, the next run is of the new one', async () => {
    for (const text of ['one', 'two', 'two']) {
      fs.writeFileSync(
        file,
        `import { addDays } from '@jiedui/programme';\nconsole.log(addDays('2018-01-31', 1), '${text}');`,
      );
      expect((await run(file)).said).toBe(`2018-02-01 ${text}\n`);
    }
  });

  it('given a signal, the program gets it', async () => {
    fs.writeFileSync(
      file,
      `process.on('SIGTERM', () => process.exit(5));\nconsole.log('up');\nsetInterval(() => {}, 1e6);`,
    );
    const child = start(file);
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([5, null]);
  });

  it('given a name that nothing has, or a source that is no program, it says so', async () => {
    expect(await run('nonsense')).toMatchObject({
      code: 1,
      said: expect.stringContaining('no "nonsense" to run'),
    });
    fs.writeFileSync(file, 'const x = ;');
    expect(await run(file)).toMatchObject({ code: 1, said: expect.stringContaining('Unexpected token') });
    fs.writeFileSync(file, `import '@jiedui/nothing';`);
    expect(await run(file)).toMatchObject({ code: 1, said: expect.stringContaining('@jiedui/nothing') });
  });
});
