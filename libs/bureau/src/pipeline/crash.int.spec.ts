import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { addDays, type DomainEvent } from '@jiedui/programme';
import {
  accepted,
  command,
  eventsOf,
  openWells,
  OTHER,
  temporaryFolder,
  TODAY,
  VILLAGE,
} from '../opened-wells.fixture';
import { onEveryStore } from '../on-every-store.fixture';
import { removePlace } from '../stores.fixture';

/** Starts a process that prints a line for everything it has done, and kills it after so many: the lines. */
async function runUntilKilled(enough: number, script: string, ...args: string[]): Promise<string[]> {
  const child = spawn(process.execPath, ['tools/run.mjs', `libs/bureau/src/pipeline/${script}`, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    if (lines.length === enough) child.kill('SIGKILL');
  }
  await ended;
  return lines;
}

onEveryStore('a bureau that is killed while it works', (newPlace) => {
  it('then everything acknowledged is there once, and the projection is that of the log', async () => {
    const place = await newPlace();
    const acknowledged: string[] = [];
    for (const [run, enough] of [7, 150, 400].entries())
      acknowledged.push(...(await runUntilKilled(enough, 'wells.killed.ts', place, String(run))));
    expect(acknowledged.length).toBeGreaterThanOrEqual(557);

    const wells = await openWells(place);
    for (const key of acknowledged) expect(await wells.log.findByKey(key)).toBeDefined();
    const commits = (await wells.log.scan(0, 1_000_000)).map(({ commit }) => commit);
    const events = commits.flatMap((commit) => commit.events.map((text) => JSON.parse(text) as DomainEvent));
    expect(new Set(commits.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(commits.length);
    for (const village of [VILLAGE, OTHER]) {
      const seqs = events.filter(({ subject }) => subject === village).map(({ villageseq }) => villageseq);
      expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, i) => i + 1));
    }

    const rebuilt = await openWells(place, { projection: 'rebuilt' });
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

    await removePlace(place);
  }, 120_000);

  it('then what time does is issued once, on its day, however often it was killed over it', async () => {
    const place = await newPlace();
    let wells = await openWells(place);
    const grants = Array.from({ length: 240 }, (_, i) =>
      command(
        'GrantLicence',
        { feeDueOn: TODAY, termEndsOn: addDays(TODAY, i % 60) },
        { village: i % 7 ? VILLAGE : OTHER },
      ),
    );
    const answers = await Promise.all(grants.map((grant) => wells.pipeline.submit(grant)));
    await wells.close();
    for (const enough of [3, 11, 20])
      expect((await runUntilKilled(enough, 'passage.killed.ts', place)).length).toBeGreaterThanOrEqual(
        enough,
      );

    wells = await openWells(place);
    wells.clock.set('2019-01-01T01:00:00.000Z');
    await wells.pipeline.passTime();
    const lapses = [...(await eventsOf(wells.log)), ...(await eventsOf(wells.log, OTHER))]
      .filter(({ actor }) => actor === 'system')
      .map(({ data }) => [data['licenceId'], data.occurredOn]);
    await wells.close();
    await removePlace(place);
    const due = answers.map((answer, i) => [accepted(answer).record.id, addDays(TODAY, 1 + (i % 60))]);
    expect(lapses.sort()).toEqual(due.sort());
  }, 120_000);
});

it('given a bureau that was killed, then nothing private is left over, and nothing is in clear', async () => {
  const dir = temporaryFolder();
  await runUntilKilled(150, 'wells.killed.ts', dir, '1');
  const wells = await openWells(dir);
  const events = [...(await eventsOf(wells.log)), ...(await eventsOf(wells.log, OTHER))];
  await wells.close();
  const ids = new Set(events.map(({ id }) => id));
  const db = new DatabaseSync(path.join(dir, 'wells', 'private.db'));
  const entries = db.prepare('SELECT event_id FROM entries').all();
  expect(entries.length).toBeGreaterThan(30);
  expect(entries.filter(({ event_id }) => !ids.has(String(event_id)))).toEqual([]);
  expect(
    db
      .prepare('SELECT person FROM keys WHERE person NOT IN (SELECT coalesce(person, record) FROM entries)')
      .all(),
  ).toEqual([]);
  db.close();
  for (const file of fs.readdirSync(path.join(dir, 'wells')))
    expect(fs.readFileSync(path.join(dir, 'wells', file)).includes('MARKED')).toBe(false);
  fs.rmSync(dir, { recursive: true });
}, 60_000);
