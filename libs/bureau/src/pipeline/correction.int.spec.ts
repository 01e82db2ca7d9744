import type { Change } from '@jiedui/programme';
import {
  accepted,
  command,
  correction,
  eventsOf,
  openWells,
  OTHER,
  rulesOf,
  VILLAGE,
  type OpenedWells,
} from '../opened-wells.fixture';
import { onEveryStore } from '../on-every-store.fixture';
import { removePlace, type Place } from '../stores.fixture';

onEveryStore('a correction', (newPlace) => {
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
  const submit = async (...args: Parameters<typeof command>) =>
    accepted(await wells.pipeline.submit(command(...args)));
  const correct = (...args: Parameters<typeof correction>) => wells.pipeline.correct(correction(...args));
  const dig = (occurredOn = '2018-06-01', depth = 'deep') => submit('DigWell', { depth }, { occurredOn });
  const find = (kind: string, id: string) => wells.records.find({ kind, village: VILLAGE, id });
  const lastEvent = async () => (await eventsOf(wells.log)).at(-1)!;
  const steps = (changes: readonly Change[]) =>
    changes.map(({ record, effectiveOn, before, after }) => [
      record,
      effectiveOn,
      before?.['depth'] ?? null,
      after?.['depth'] ?? null,
    ]);

  it('restates what the event should have said, with its reason, from today on as known', async () => {
    const dug = await dig();
    const { id } = dug.record;
    const answer = accepted(
      await correct(dug.events[0]!.id, {
        replacement: { occurredOn: '2018-06-02', input: { depth: 'shallow' } },
      }),
    );
    expect(answer).toMatchObject({
      record: { kind: 'well', id, version: 2 },
      events: [{ type: 'wells.RecordCorrected' }],
    });
    const { data } = await lastEvent();
    expect(data).toMatchObject({
      occurredOn: '2018-06-15',
      corrects: dug.events[0]!.id,
      record: 'well',
      recordId: id,
      reason: 'entered-wrongly',
      replacement: { occurredOn: '2018-06-02', wellId: id, depth: 'shallow' },
    });
    expect(steps(data.changes)).toEqual([
      ['well', '2018-06-01', 'deep', null],
      ['well', '2018-06-02', null, 'shallow'],
    ]);
    expect(await find('well', id)).toMatchObject({ version: 2, state: { depth: 'shallow', state: 'dug' } });
  });

  it('may be corrected again, by the id of either, also after a withdrawal', async () => {
    const dug = await dig();
    const first = dug.events[0]!.id;
    const { id } = dug.record;
    const withdrawn = accepted(await correct(first));
    expect(await find('well', id)).toMatchObject({
      classification: null,
      state: null,
      timeline: { facts: [] },
    });
    expect(rulesOf(await correct(withdrawn.events[0]!.id))).toEqual(['withdrawn-already']);
    accepted(
      await correct(withdrawn.events[0]!.id, {
        replacement: { occurredOn: '2018-06-03', input: { depth: 'deep' } },
      }),
    );
    accepted(
      await correct(first, { replacement: { occurredOn: '2018-06-04', input: { depth: 'shallow' } } }),
    );
    expect(await find('well', id)).toMatchObject({
      version: 4,
      timeline: { facts: [{ eventId: first, seq: 1, on: '2018-06-04' }] },
    });
    expect((await lastEvent()).data['corrects']).toBe(first);
  });

  it('amends every record that the event touched, and refuses with what stands against it', async () => {
    const well = (await dig()).record.id;
    const opened = await submit('OpenWell', { wellId: well }, { occurredOn: '2018-06-02' });
    const inspected = await submit(
      'InspectWell',
      { wellId: well, passed: true },
      { occurredOn: '2018-06-05' },
    );
    const refused = await correct(opened.events[0]!.id, {
      replacement: { occurredOn: '2018-06-06', input: { wellId: well } },
    });
    expect(refused).toEqual({
      status: 'refused',
      violations: [
        {
          rule: 'later-history-stands-against',
          events: [{ id: inspected.events[0]!.id, type: 'WellInspected', occurredOn: '2018-06-05' }],
        },
      ],
    });
    accepted(await correct(inspected.events[0]!.id));
    expect((await lastEvent()).data.changes.map(({ record }) => record).sort()).toEqual([
      'inspection',
      'well',
    ]);
    expect((await find('well', well))!.timeline.facts).toHaveLength(2);
    expect((await find('inspection', inspected.record.id))!.classification).toBeNull();
    accepted(
      await correct(opened.events[0]!.id, {
        replacement: { occurredOn: '2018-06-06', input: { wellId: well } },
      }),
    );
  });

  it('moves a fact to the record that it is about', async () => {
    const [a, b] = [(await dig()).record.id, (await dig()).record.id];
    const opened = await submit('OpenWell', { wellId: a });
    accepted(
      await correct(opened.events[0]!.id, {
        reason: 'wrong-record',
        replacement: { occurredOn: '2018-06-15', input: { wellId: b } },
      }),
    );
    expect([(await find('well', a))!.classification, (await find('well', b))!.classification]).toMatchObject([
      { state: 'dug' },
      { state: 'working' },
    ]);
    const reported = await submit('ReportYield', { year: 2016, litres: 10 });
    accepted(
      await correct(reported.events[0]!.id, {
        replacement: { occurredOn: '2018-06-15', input: { year: 2017, litres: 2_000 } },
      }),
    );
    expect((await find('yield', '2016'))!.classification).toBeNull();
    expect((await find('yield', '2017'))!.classification).toEqual({
      year: 2017,
      litres: 2_000,
      plenty: true,
    });
  });

  it('is refused for an event that is not there, of another village, or issued by the service', async () => {
    const dug = await dig();
    expect(rulesOf(await correct('unknown'))).toEqual(['event-unknown']);
    expect(rulesOf(await correct(dug.events[0]!.id, { village: OTHER }))).toEqual(['event-unknown']);
    await submit('JoinMember', { incomeFen: 1 }, { occurredOn: '2018-06-01' });
    wells.reference.setLine('2018-06-10', 5);
    await wells.pipeline.passTime();
    expect(rulesOf(await correct((await lastEvent()).id))).toEqual(['not-correctable']);
  });

  it('meets the same rules as a command, and the same key and ETag', async () => {
    const dug = await dig();
    const event = dug.events[0]!.id;
    const replaced = (occurredOn: string) =>
      correct(event, { replacement: { occurredOn, input: { depth: 'deep' } } });
    expect(rulesOf(await replaced('2018-06-16'))).toEqual(['occurred-in-future']);
    expect(rulesOf(await replaced('2015-06-16'))).toEqual(['occurred-too-early']);
    expect(await correct(event, { ifMatch: 9 })).toEqual({ status: 'stale', version: 1 });
    const asked = correction(event, { ifMatch: 1 });
    const answer = accepted(await wells.pipeline.correct(asked));
    expect(await wells.pipeline.correct(asked)).toEqual({ ...answer, repeated: true });
    expect(await wells.pipeline.correct({ ...asked, reason: 'other' })).toEqual({ status: 'key-reused' });
  });

  it('of several at once builds each on the one before', async () => {
    const dug = await dig();
    const days = ['2018-06-02', '2018-06-03', '2018-06-04'];
    await Promise.all(
      days.map((occurredOn) =>
        correct(dug.events[0]!.id, { replacement: { occurredOn, input: { depth: 'deep' } } }),
      ),
    );
    const record = await find('well', dug.record.id);
    expect(record!.timeline.facts).toHaveLength(1);
    expect(record!.timeline.published).toHaveLength(1);
  });
});
