import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { MARK } from './marks.fixture';

/** What a process that plays the marked programme has printed and logged until it was killed. */
async function play(folder: string): Promise<{ readonly answers: readonly string[]; readonly log: string }> {
  const child = spawn(process.execPath, ['tools/run.mjs', 'tools/demo/marked-programme.fixture.ts'], {
    env: { ...process.env, JIEDUI_DATA: folder, JIEDUI_LOG: 'trace', PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const log: Buffer[] = [];
  child.stderr.on('data', (bytes: Buffer) => log.push(bytes));
  const answers: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    if (line === 'done') child.kill('SIGKILL'); // the journals stay as they are
    answers.push(line);
  }
  await ended;
  if (answers.at(-1) !== 'done') throw new Error(Buffer.concat(log).toString().slice(-4_000));
  return { answers, log: Buffer.concat(log).toString() };
}

describe('personal data in a whole programme', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'jiedui-marked-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are told at their own address only: no event, dead letter, log line, metric, address, error, view or file holds them', async () => {
    const data = join(folder, 'data');
    const { answers, log } = await play(data);
    const tally = JSON.parse(answers.at(-2)!);
    expect(tally).toMatchObject({ refused: 0, refusals: [] });
    expect(tally.read).toBeGreaterThan(5);

    const isMarked = (text: string) => text.includes(MARK) || text.includes('标记');
    expect(answers.filter(isMarked)).toEqual([]);
    expect(log.split('\n').filter(isMarked)).toEqual([]);
    for (const what of ['"personal fields read"', '"personal fields erased"', '"request"'])
      expect(log).toContain(what);
    for (const status of [200, 400, 403, 404, 414, 415, 422])
      expect(answers.some((answer) => answer.split(' ')[1] === String(status))).toBe(true);

    const files = readdirSync(data, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
    const holding = (text: string) => files.filter((file) => readFileSync(file).includes(text));
    expect([...holding(MARK), ...holding('标记')]).toEqual([]);
    // What is known of a village is found in this way.
    const found = holding(tally.village).join();
    for (const store of ['log', 'records', 'reference', 'private'])
      expect(found).toContain(join(data, 'housing', `${store}.db`));
    for (const store of ['transport.db', join('progress', 'views.db')])
      expect(found).toContain(join(data, store));
  }, 300_000);
});
