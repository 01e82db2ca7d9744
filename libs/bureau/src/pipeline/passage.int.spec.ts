import type { Day, DomainEvent } from '@jiedui/programme';
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

onEveryStore('the passage of time', (newPlace) => {
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
  const join = async (incomeFen: number, village = VILLAGE) =>
    (await submit('JoinMember', { incomeFen }, { village, occurredOn: '2018-06-01' })).record.id;
  const issued = async (village = VILLAGE): Promise<DomainEvent[]> =>
    (await eventsOf(wells.log, village)).filter(({ actor }) => actor === 'system');
  const many = (n: number, incomeFen: number, village = VILLAGE) =>
    Promise.all(Array.from({ length: n }, () => join(incomeFen, village)));

  it('given a new line, then each village gets one event for all that it changed, once', async () => {
    const poor = await many(3, 4);
    await many(2, 9);
    await many(1, 4, OTHER);
    wells.reference.setLine('2018-06-10', 5);
    expect(await wells.pipeline.passTime()).toBe(2);
    expect(await wells.pipeline.passTime()).toBe(0);
    const [event, ...more] = await issued();
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      type: 'wells.LineReassessed',
      villageseq: 6,
      data: { occurredOn: '2018-06-10', lineFen: 5, lineEffectiveOn: '2018-06-10' },
    });
    expect(event!.data.changes.map(({ id }) => id).sort()).toEqual([...poor].sort());
    for (const { effectiveOn, before, after } of event!.data.changes)
      expect([effectiveOn, before!['belowLine'], after!['belowLine']]).toEqual(['2018-06-10', false, true]);
  });

  it('given more than 500 records, then several events carry them', async () => {
    await many(501, 4);
    wells.reference.setLine('2018-06-10', 5);
    expect(await wells.pipeline.passTime()).toBe(2);
    expect((await issued()).map(({ data }) => data.changes.length)).toEqual([500, 1]);
    expect((await wells.log.scan(0, 1_000)).at(-1)!.commit.events).toHaveLength(2);
  });

  it('given a day that comes, then what it does is issued for it, however late anybody looks', async () => {
    const id = await join(1);
    await submit('InsureMember', { memberId: id });
    wells.clock.set('2021-02-01T00:00:00.000Z');
    expect(await wells.pipeline.passTime()).toBe(1);
    expect((await issued())[0]).toMatchObject({
      type: 'wells.InsuranceLapsed',
      data: { occurredOn: '2019-01-01' },
    });
    wells.clock.set('2021-02-02T00:00:00.000Z');
    expect(await wells.pipeline.passTime()).toBe(0);
  });

  it('given a command that comes first, then what time did goes before it in the same commit', async () => {
    const id = await join(4);
    wells.reference.setLine('2018-06-10', 5);
    const answer = await submit('InsureMember', { memberId: id });
    expect(answer.events.map(({ type, villageseq }) => [type, villageseq])).toEqual([
      ['wells.LineReassessed', 2],
      ['wells.MemberInsured', 3],
    ]);
    expect(answer.record.version).toBe(3);
    expect(await wells.pipeline.passTime()).toBe(0);
  });

  it('given a restart and many who ask at once, with commands among them, then it is still issued once', async () => {
    const ids = [...(await many(40, 4)), ...(await many(40, 4, OTHER))];
    await wells.close();
    wells = await openWells(place);
    wells.reference.setLine('2018-06-10', 5);
    const [first, ...others] = await Promise.all([
      wells.pipeline.passTime(),
      ...ids.slice(0, 20).map((memberId) => wells.pipeline.submit(command('InsureMember', { memberId }))),
      wells.pipeline.passTime(),
    ]);
    expect(first).toBe(2);
    expect(others.at(-1)).toBe(0);
    await wells.close();
    wells = await openWells(place, { reference: wells.reference });
    expect(await wells.pipeline.passTime()).toBe(0);
    const changed = [...(await issued()), ...(await issued(OTHER))].flatMap(({ data }) =>
      data.changes.map(({ id }) => id),
    );
    expect(changed.sort()).toEqual(ids.sort());
  });

  it('given a line that is published late, then what it means for later reports is restated', async () => {
    const id = await join(4);
    await submit('ReassessMember', { memberId: id, incomeFen: 6 });
    wells.reference.setLine('2018-06-10', 5);
    wells.reference.setLine('2018-06-12', 8);
    expect(await wells.pipeline.passTime()).toBe(1);
    const { data } = (await issued())[0]!;
    expect(data).toMatchObject({ occurredOn: '2018-06-10', lineFen: 5 });
    expect(
      (await wells.records.find({ kind: 'member', village: VILLAGE, id }))!.timeline.published.map(
        ({ on, after }) => [on, after!['belowLine']],
      ),
    ).toEqual([
      ['2018-06-01', false],
      ['2018-06-10', true],
    ]);
  });

  describe('on a day of the record’s own', () => {
    const grant = async (termEndsOn: Day, village = VILLAGE) =>
      (
        await submit(
          'GrantLicence',
          { feeDueOn: '2018-07-01', termEndsOn },
          { village, occurredOn: '2018-06-01' },
        )
      ).record.id;
    const passTo = (day: Day) => {
      wells.clock.set(`${day}T01:00:00.000Z`);
      return wells.pipeline.passTime();
    };
    const validity = async (id: string) =>
      (await wells.records.find({ kind: 'licence', village: VILLAGE, id }))!.timeline.published.map(
        ({ on, after }) => [on, after!['valid']],
      );

    it('given that it comes, then each record has its event, which names it, and others are not looked at', async () => {
      const [first, second] = [await grant('2018-06-20'), await grant('2018-06-20', OTHER)];
      await grant('2018-08-31');
      const readings = [
        jest.spyOn(wells.store, 'ofVillage'),
        jest.spyOn(wells.log, 'append'),
        jest.spyOn(wells.store, 'villagesWith'),
      ];
      await passTo('2018-06-16');
      for (const reading of readings) reading.mockClear(); // the first time after a start all is looked through
      expect(await passTo('2018-06-20')).toBe(0);
      for (const reading of readings) expect(reading).not.toHaveBeenCalled();
      expect(await passTo('2018-07-05')).toBe(2);
      expect(await passTo('2018-07-06')).toBe(0);
      for (const [village, licenceId] of [
        [VILLAGE, first],
        [OTHER, second],
      ] as const)
        expect(await issued(village)).toMatchObject([
          {
            type: 'wells.LicenceLapsed',
            data: { occurredOn: '2018-06-21', licenceId, reason: 'term-over', changes: { length: 1 } },
          },
        ]);
    });

    it('given that a clerk reports the same event, then only the clerk’s can be corrected', async () => {
      const [withdrawn, ended] = [await grant('2018-12-31'), await grant('2018-06-20')];
      const byClerk = await submit('WithdrawLicence', { licenceId: withdrawn, reason: 'withdrawn' });
      await passTo('2018-06-21');
      const [byService] = await issued();
      expect([byClerk.events[0]!.type, byService!.type]).toEqual([
        'wells.LicenceLapsed',
        'wells.LicenceLapsed',
      ]);
      expect(rulesOf(await wells.pipeline.correct(correction(byService!.id)))).toEqual(['not-correctable']);
      accepted(await wells.pipeline.correct(correction(byClerk.events[0]!.id)));
      const folded = await openWells(place, { projection: 'again', reference: wells.reference });
      expect(await folded.records.fingerprint()).toBe(await wells.records.fingerprint());
      await folded.close();
      expect(await validity(withdrawn)).toEqual([['2018-06-01', true]]);
      expect((await validity(ended)).at(-1)).toEqual(['2018-06-21', false]);
    });

    it('given a renewal that is reported after the end, for a day before it, then the lapse is reversed', async () => {
      const id = await grant('2018-06-20');
      await passTo('2018-08-01');
      const renewal = await submit(
        'RenewLicence',
        { licenceId: id, termEndsOn: '2018-12-31' },
        { occurredOn: '2018-06-19' },
      );
      expect(await validity(id)).toEqual([['2018-06-01', true]]);
      expect(await passTo('2018-08-02')).toBe(0);
      accepted(await wells.pipeline.correct(correction(renewal.events[0]!.id)));
      expect((await validity(id)).at(-1)).toEqual(['2018-06-21', false]);
      expect(await passTo('2018-08-03')).toBe(0);
    });

    it('given a term that is corrected to a later end, then the lapse is reversed and comes on the new day', async () => {
      const granted = await submit(
        'GrantLicence',
        { feeDueOn: '2018-07-01', termEndsOn: '2018-06-20' },
        { occurredOn: '2018-06-01' },
      );
      await passTo('2018-07-01');
      const input = { feeDueOn: '2018-07-01', termEndsOn: '2018-07-10' };
      accepted(
        await wells.pipeline.correct(
          correction(granted.events[0]!.id, { replacement: { occurredOn: '2018-06-01', input } }),
        ),
      );
      expect(await validity(granted.record.id)).toEqual([['2018-06-01', true]]);
      expect(await passTo('2018-07-11')).toBe(1);
      expect((await validity(granted.record.id)).at(-1)).toEqual(['2018-07-11', false]);
    });
  });
});
