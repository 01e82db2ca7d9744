import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import type { DomainEvent } from '@jiedui/programme';
import { openWells, OTHER, temporaryFolder, VILLAGE } from '../opened-wells.fixture';

/** Starts a process that submits commands, and kills it after so many acknowledged ones: their keys. */
async function submitUntilKilled(dir: string, run: number, enough: number): Promise<string[]> {
  const child = spawn(
    process.execPath,
    ['tools/run.mjs', 'libs/bureau/src/pipeline/wells.killed.ts', dir, String(run)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise((resolve) => child.on('close', resolve));
  const keys: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    keys.push(line);
    if (keys.length === enough) child.kill('SIGKILL');
  }
  await ended;
  return keys;
}

describe('a bureau that is killed while it works', () => {
  it('then everything acknowledged is there once, the projection is that of the log, nothing private is left over', async () => {
    const dir = temporaryFolder();
    const acknowledged: string[] = [];
    for (const [run, enough] of [7, 150, 400].entries())
      acknowledged.push(...(await submitUntilKilled(dir, run, enough)));
    expect(acknowledged.length).toBeGreaterThanOrEqual(557);

    const wells = await openWells(dir);
    for (const key of acknowledged) expect(await wells.log.findByKey(key)).toBeDefined();
    const commits = (await wells.log.scan(0, 1_000_000)).map(({ commit }) => commit);
    const events = commits.flatMap((commit) => commit.events.map((text) => JSON.parse(text) as DomainEvent));
    expect(new Set(commits.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(commits.length);
    for (const village of [VILLAGE, OTHER]) {
      const seqs = events.filter(({ subject }) => subject === village).map(({ villageseq }) => villageseq);
      expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, i) => i + 1));
    }

    const rebuilt = await openWells(dir, { recordsFile: 'rebuilt.db' });
    expect(await rebuilt.records.fingerprint()).toBe(await wells.records.fingerprint());
    await rebuilt.close();

    for (const event of events) {
      if (event.type !== 'wells.WellDug') continue;
      const record = { kind: 'well', village: event.subject, id: String(event.data['wellId']) };
      expect(await wells.privateStore.get(record)).toMatchObject({
        owner: expect.stringMatching(/^MARKED-/),
      });
    }
    await wells.close();

    const ids = new Set(events.map(({ id }) => id));
    const db = new DatabaseSync(path.join(dir, 'private.db'));
    const entries = db.prepare('SELECT event_id FROM entries').all();
    expect(entries.length).toBeGreaterThan(100);
    expect(entries.filter(({ event_id }) => !ids.has(String(event_id)))).toEqual([]);
    expect(
      db.prepare('SELECT record FROM keys WHERE record NOT IN (SELECT record FROM entries)').all(),
    ).toEqual([]);
    db.close();
    for (const file of fs.readdirSync(dir))
      expect(fs.readFileSync(path.join(dir, file)).includes('MARKED')).toBe(false);
    fs.rmSync(dir, { recursive: true });
  }, 60_000);
});
