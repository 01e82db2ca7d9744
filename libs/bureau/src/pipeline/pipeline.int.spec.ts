import {
  accepted,
  command,
  eventsOf,
  openWells,
  OTHER,
  rulesOf,
  TODAY,
  VILLAGE,
  type OpenedWells,
} from '../opened-wells.fixture';
import { onEveryStore } from '../on-every-store.fixture';
import { removePlace, type Place } from '../stores.fixture';

onEveryStore('the command pipeline', (newPlace) => {
  let place: Place;
  let wells: OpenedWells;
  beforeEach(async () => {
    place = await newPlace();
    wells = await openWells(place);
  });
  afterEach(async () => {
    await wells.close();
    await removePlace(place);
  });
  const submit = (...args: Parameters<typeof command>) => wells.pipeline.submit(command(...args));
  const dig = async (village = VILLAGE) =>
    accepted(await submit('DigWell', { depth: 'deep' }, { village })).record.id;

  it('given a command that holds, when submitted, then its event is in the log as the spec writes it', async () => {
    const answer = accepted(
      await submit('DigWell', { depth: 'deep' }, { occurredOn: '2018-06-01', correlationId: 'c-1' }),
    );
    const id = answer.record.id;
    expect(answer).toEqual({
      status: 'accepted',
      repeated: false,
      village: VILLAGE,
      events: [
        { id: expect.any(String), type: 'wells.WellDug', villageseq: 1, time: '2018-06-15T01:00:00.000Z' },
      ],
      record: { kind: 'well', id: expect.stringMatching(/^[0-9a-f-]{36}$/), version: 1 },
    });
    expect(await eventsOf(wells.log)).toEqual([
      {
        specversion: '1.0',
        id: answer.events[0]!.id,
        source: '/bureaus/wells',
        type: 'wells.WellDug',
        subject: VILLAGE,
        time: '2018-06-15T01:00:00.000Z',
        datacontenttype: 'application/json',
        dataschema: '/schemas/wells.WellDug/1',
        partitionkey: VILLAGE,
        villageseq: 1,
        actor: 'u-1',
        correlationid: 'c-1',
        data: {
          occurredOn: '2018-06-01',
          wellId: id,
          depth: 'deep',
          changes: [
            {
              record: 'well',
              id,
              effectiveOn: '2018-06-01',
              before: null,
              after: { depth: 'deep', state: 'dug' },
            },
          ],
        },
      },
    ]);
  });

  it('given 100 commands to one village at once, then their numbers are 1 to 100 and each builds on those before', async () => {
    const wellId = await dig();
    const answers = await Promise.all(
      Array.from({ length: 99 }, (_, i) =>
        submit(i % 3 ? 'NoteWell' : i % 2 ? 'DryWell' : 'OpenWell', { wellId }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 'accepted'));
    const events = await eventsOf(wells.log);
    expect(events.map(({ villageseq }) => villageseq)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    for (const [before, after] of events.slice(1).map((event, i) => [events[i]!, event] as const))
      expect(after.data.changes[0]!.before).toEqual(before.data.changes[0]!.after);
    expect(await wells.records.find({ kind: 'well', village: VILLAGE, id: wellId })).toMatchObject({
      version: 100,
      classification: { state: events.at(-1)!.data.changes[0]!.after!['state'] },
    });
  });

  it('given commands of one turn, then they share one durable commit', async () => {
    const groups: number[] = [];
    const counted = {
      ...wells.log,
      append: (commits: Parameters<typeof wells.log.append>[0]) => {
        groups.push(commits.length);
        return wells.log.append(commits);
      },
      close: async () => {},
    };
    const other = await openWells(place, { log: counted });
    await Promise.all(
      Array.from({ length: 300 }, () => other.pipeline.submit(command('DigWell', { depth: 'deep' }))),
    );
    await other.close();
    expect(groups).toEqual([256, 44]);
  });

  it('given a rule that does not hold, then nothing is recorded and every violation is told', async () => {
    const wellId = await dig();
    expect(rulesOf(await submit('DryWell', { wellId }))).toEqual(['well-does-not-work']);
    expect(rulesOf(await submit('DryWell', { wellId: 'unknown' }, { occurredOn: '2018-06-16' }))).toEqual([
      'occurred-in-future',
      'record-unknown',
    ]);
    expect(rulesOf(await submit('DryWell', { wellId }, { occurredOn: '2015-12-31' }))).toEqual([
      'occurred-too-early',
      'record-unknown',
    ]);
    expect(rulesOf(await submit('DigWell', { depth: 'deep' }, { village: '120119000000' }))).toEqual([
      'village-unknown',
    ]);
    expect(await wells.log.head(VILLAGE)).toBe(1);
  });

  it('given a merged village, then days after the merger are refused naming the new code', async () => {
    wells.reference.tell({ code: OTHER, name: 'Other', merged: { into: VILLAGE, on: '2018-06-10' } });
    const on = (occurredOn: string) => submit('DigWell', { depth: 'deep' }, { village: OTHER, occurredOn });
    expect((await on('2018-06-10')).status).toBe('accepted');
    expect(await on('2018-06-11')).toEqual({
      status: 'refused',
      violations: [{ rule: 'village-merged', params: { into: VILLAGE, on: '2018-06-10' } }],
    });
  });

  it('given an event of two records, then both are amended in one event, and refused together', async () => {
    const wellId = await dig();
    expect(rulesOf(await submit('InspectWell', { wellId, passed: true }))).toEqual(['well-does-not-work']);
    await submit('OpenWell', { wellId });
    const { record } = accepted(await submit('InspectWell', { wellId, passed: true }));
    expect(record).toMatchObject({ kind: 'inspection', version: 3 });
    const last = (await eventsOf(wells.log)).at(-1)!;
    expect(last.data.changes.map(({ record, id }) => [record, id])).toEqual([
      ['inspection', record.id],
      ['well', wellId],
    ]);
    // A late report that takes the ground from the inspection stands against it, on the well's own history.
    expect(rulesOf(await submit('FillWell', { wellId }, { occurredOn: TODAY }))).toEqual([
      'well-works-already',
    ]);
  });

  it('given fields that the bureau decides, then they are in the event, or its refusal is the answer', async () => {
    accepted(await submit('ReportYield', { year: 2017, litres: 5_000 }));
    expect((await eventsOf(wells.log)).at(-1)!.data).toMatchObject({
      year: 2017,
      litres: 5_000,
      plenty: true,
    });
    expect(rulesOf(await submit('ReportYield', { year: 2018, litres: 950_000 }))).toEqual([
      'too-good-to-be-true',
    ]);
    expect(rulesOf(await submit('ReportYield', { year: 2017, litres: 1 }))).toEqual(['record-exists']);
    expect(await wells.records.find({ kind: 'yield', village: VILLAGE, id: '2017' })).toMatchObject({
      version: 1,
    });
  });

  it('given a stale ETag, then the command is not decided and the version is told', async () => {
    const wellId = await dig();
    await submit('OpenWell', { wellId });
    expect(await submit('DryWell', { wellId }, { ifMatch: 1 })).toEqual({ status: 'stale', version: 2 });
    expect((await submit('DryWell', { wellId }, { ifMatch: 2 })).status).toBe('accepted');
  });

  it('given an event that does not fit its schema, then only its command fails, and no value is told', async () => {
    const wellId = await dig();
    const [wrong, right] = await Promise.allSettled([
      submit('DigWell', { depth: 'a secret' }),
      submit('OpenWell', { wellId }),
    ]);
    expect(wrong).toMatchObject({ status: 'rejected', reason: { name: 'EventMisfit' } });
    expect(String((wrong as PromiseRejectedResult).reason)).not.toContain('secret');
    expect(right).toMatchObject({ status: 'fulfilled', value: { status: 'accepted' } });
    expect((await eventsOf(wells.log)).map(({ villageseq }) => villageseq)).toEqual([1, 2]);
  });

  it('given a clock that runs backwards, then time does not', async () => {
    await dig();
    wells.clock.set('2018-06-15T00:30:00.000Z');
    await dig();
    expect((await eventsOf(wells.log)).map(({ time }) => time)).toEqual(
      Array(2).fill('2018-06-15T01:00:00.000Z'),
    );
    expect(wells.pipeline.now()).toBe('2018-06-15T01:00:00.000Z');
  });

  it('given more than can wait, then the rest is told that it is busy', async () => {
    const answers = await Promise.all(
      Array.from({ length: 4_100 }, () => submit('DigWell', { depth: 'deep' })),
    );
    expect(answers.filter(({ status }) => status === 'busy')).toHaveLength(4);
    expect((await wells.log.summary()).events).toBe(4_096);
  });

  it('given a closed bureau, then what waited is answered and nobody else is', async () => {
    const waiting = submit('DigWell', { depth: 'deep' });
    await wells.pipeline.close();
    expect((await waiting).status).toBe('accepted');
    await expect(submit('DigWell', { depth: 'deep' })).rejects.toThrow('closed');
  });
});
