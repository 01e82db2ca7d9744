import fs from 'node:fs';
import { accepted, command, eventsOf, openWells, temporaryFolder, VILLAGE } from '../opened-wells.fixture';

describe('two pipelines on one log', () => {
  let dir: string;
  beforeEach(() => (dir = temporaryFolder()));
  afterEach(() => fs.rmSync(dir, { recursive: true }));

  it.each([
    ['projections of their own', 'b.db'],
    ['one projection', 'records.db'],
  ])(
    'with %s: every command counts once, numbers have no gap, both know everything',
    async (_, recordsFile) => {
      const a = await openWells(dir);
      const b = await openWells(dir, { recordsFile });
      const wellId = accepted(await a.pipeline.submit(command('DigWell', { depth: 'deep' }))).record.id;
      // The other has not heard of the well: it looks before it refuses.
      accepted(await b.pipeline.submit(command('OpenWell', { wellId })));
      const asked = Array.from({ length: 60 }, (_, i) =>
        command(i % 4 ? 'NoteWell' : 'DigWell', i % 4 ? { wellId } : { depth: 'deep' }, {
          personal: { remark: `remark ${i}` },
        }),
      );
      const answers = await Promise.all(
        asked.flatMap((one, i) => {
          const [first, second] = i % 2 ? [a, b] : [b, a];
          // Every third comes to both.
          return i % 3
            ? [first.pipeline.submit(one)]
            : [first.pipeline.submit(one), second.pipeline.submit(one)];
        }),
      );
      const fresh = answers.filter((answer) => !accepted(answer).repeated);
      expect(fresh).toHaveLength(60);
      const events = await eventsOf(a.log);
      expect(events.map(({ villageseq }) => villageseq)).toEqual(Array.from({ length: 62 }, (_, i) => i + 1));
      expect(new Set(events.map(({ id }) => id)).size).toBe(62);

      for (const one of [a, b]) accepted(await one.pipeline.submit(command('NoteWell', { wellId })));
      expect(await a.privateStore.get({ kind: 'well', village: VILLAGE, id: wellId })).toEqual({
        remark: expect.any(String),
      });
      await a.close();
      await b.close();
      const reopened = [
        await openWells(dir),
        await openWells(dir, { recordsFile }),
        await openWells(dir, { recordsFile: 'fresh.db' }),
      ];
      const prints = await Promise.all(reopened.map(({ records }) => records.fingerprint()));

      expect(new Set(prints).size).toBe(1);
      expect((await reopened[0]!.records.find({ kind: 'well', village: VILLAGE, id: wellId }))!.version).toBe(
        64,
      );
      for (const one of reopened) await one.close();
    },
  );
});
