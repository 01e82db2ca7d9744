import {
  accepted,
  command,
  correction,
  openWells,
  OTHER,
  VILLAGE,
  type OpenedWells,
} from '../opened-wells.fixture';
import { onEveryStore } from '../on-every-store.fixture';
import { removePlace, storesAt, type Place } from '../stores.fixture';
import { wellsArea } from '../wells.fixture';
import { BadCursor, type RecordQuery } from './record-store';

onEveryStore("a bureau's records", (newPlace) => {
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
  const dig = async (depth: string, village = VILLAGE) =>
    (await submit('DigWell', { depth }, { village })).record.id;
  const work = async () => {
    const ids = await Promise.all(
      Array.from({ length: 30 }, (_, i) => dig(i % 3 ? 'deep' : 'shallow', i % 2 ? VILLAGE : OTHER)),
    );
    for (const wellId of ids.slice(0, 10)) {
      const village = ids.indexOf(wellId) % 2 ? VILLAGE : OTHER;
      await submit('OpenWell', { wellId }, { village });
      await submit('InspectWell', { wellId, passed: true }, { village });
    }
    const joined = await submit('JoinMember', { incomeFen: 4 }, { occurredOn: '2018-06-01' });
    const reported = await submit('ReportYield', { year: 2017, litres: 7 });
    wells.reference.setLine('2018-06-10', 5);
    await wells.pipeline.passTime();
    const licence = { feeDueOn: '2018-06-14', termEndsOn: '2018-06-12' };
    await submit('GrantLicence', licence, { occurredOn: '2018-06-01' });
    await submit('GrantLicence', { ...licence, termEndsOn: '2018-07-12' });
    const paid = await submit('GrantLicence', licence, { occurredOn: '2018-06-02' });
    await submit('PayFee', { licenceId: paid.record.id });
    const late = await submit('InsureMember', { memberId: joined.record.id }, { occurredOn: '2018-06-05' });
    await wells.pipeline.correct(
      correction(late.events[0]!.id, {
        replacement: { occurredOn: '2018-06-04', input: { memberId: joined.record.id } },
      }),
    );
    await wells.pipeline.correct(
      correction(reported.events[0]!.id, {
        replacement: { occurredOn: '2018-06-14', input: { year: 2016, litres: 7 } },
      }),
    );
    const gone = await submit('NoteWell', { wellId: ids[11] });
    await wells.pipeline.correct(correction(gone.events[0]!.id));
    await submit('FillWell', { wellId: ids[11] });
    return ids;
  };
  const all = async (query: Omit<RecordQuery, 'limit'>, limit = 7): Promise<string[]> => {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await wells.records.list({ ...query, limit, ...(cursor !== undefined && { cursor }) });
      expect(page.records.length).toBeLessThanOrEqual(limit);
      ids.push(...page.records.map(({ village, id }) => `${village}/${id}`));
      cursor = page.next;
    } while (cursor !== undefined);
    return ids;
  };

  it('are the same when they are folded from the log again, wholly or from any place on', async () => {
    await work();
    const live = await wells.records.fingerprint();
    const folded = await openWells(place, { projection: 'again' });
    expect(await folded.records.fingerprint()).toBe(live);
    await folded.close();
    await work();
    const caughtUp = await openWells(place, { projection: 'again' });
    expect(await caughtUp.records.fingerprint()).toBe(await wells.records.fingerprint());
    await caughtUp.close();
  });

  it('are thrown away and folded again when they know more than the log', async () => {
    await work();
    await wells.close();
    const elsewhere = await newPlace();
    const other = await storesAt(elsewhere)(wellsArea);
    wells = await openWells(place, { log: await other.log() });
    expect(await all({ kind: 'well' })).toEqual([]);
    expect(await wells.records.heads([VILLAGE])).toEqual(new Map([[VILLAGE, 0]]));
    expect((await submit('DigWell', { depth: 'deep' })).record.version).toBe(1);
    await other.close();
    await removePlace(elsewhere);
  });

  it('are listed as soon as they are acknowledged, filtered, sorted, page by page', async () => {
    const ids = await work();
    const of = (test: (i: number) => boolean) =>
      ids.flatMap((id, i) => (test(i) && i !== 11 ? [`${i % 2 ? VILLAGE : OTHER}/${id}`] : [])).sort();
    expect(await all({ kind: 'well' })).toEqual(of(() => true));
    expect(await all({ kind: 'well', village: VILLAGE })).toEqual(of((i) => i % 2 === 1));
    expect(await all({ kind: 'well', district: OTHER.slice(0, 6) })).toEqual(of((i) => i % 2 === 0));
    expect(await all({ kind: 'well', where: { state: ['working'] } })).toEqual(of((i) => i < 10));
    expect(await all({ kind: 'well', where: { state: ['dug', 'working'], depth: ['shallow'] } })).toEqual(
      of((i) => i % 3 === 0),
    );
    expect(await all({ kind: 'well', removed: true })).toHaveLength(30);
    expect(await all({ kind: 'inspection', where: { passed: [true] } })).toHaveLength(10);
    expect(await all({ kind: 'inspection', where: { passed: [false] } })).toEqual([]);
    const sorted = await all({ kind: 'well', sort: { by: 'depth' } });
    expect(sorted).toEqual([...of((i) => i % 3 !== 0), ...of((i) => i % 3 === 0)]);
    expect(await all({ kind: 'well', sort: { by: 'depth', descending: true } })).toEqual(sorted.toReversed());
    expect(await all({ kind: 'well', sort: { by: 'updatedAt' } })).toHaveLength(29);
    expect(await all({ kind: 'well', sort: { by: 'village', descending: true } })).toEqual(
      of(() => true).reverse(),
    );
  });

  it('keep a cursor stable while others come and go, and refuse that of another list', async () => {
    const before = (await Promise.all(Array.from({ length: 10 }, () => dig('deep')))).sort();
    const { records, next } = await wells.records.list({ kind: 'well', limit: 5 });
    expect(records.map(({ id }) => id)).toEqual(before.slice(0, 5));
    await submit('FillWell', { wellId: before[2] });
    await submit('FillWell', { wellId: before[7] });
    const rest = await wells.records.list({ kind: 'well', limit: 5, cursor: next! });
    expect(rest.records.map(({ id }) => id)).toEqual(before.slice(5).filter((_, i) => i !== 2));
    expect(rest.next).toBeUndefined();
    for (const [query, cursor] of [
      [{ kind: 'well', village: VILLAGE }, next!],
      [{ kind: 'well' }, 'bm9uc2Vuc2U'],
      [{ kind: 'well' }, ''],
    ] as const)
      await expect(wells.records.list({ ...query, limit: 5, cursor })).rejects.toThrow(BadCursor);
  });

  it('show state and classification as of today, and what was reported', async () => {
    const joined = await submit('JoinMember', { incomeFen: 4 }, { occurredOn: '2018-06-01' });
    const [view] = await wells.records.ofVillage(VILLAGE);
    expect(view).toMatchObject({
      kind: 'member',
      id: joined.record.id,
      version: 1,
      updatedAt: '2018-06-15T01:00:00.000Z',
      classification: { belowLine: false, insured: false },
      state: { incomeFen: 4 },
      timeline: { facts: [{ type: 'MemberJoined', data: { incomeFen: 4 } }] },
    });
    expect(await wells.records.ofVillage(VILLAGE, ['well'])).toEqual([]);
    expect(
      await wells.records.find({ kind: 'member', village: OTHER, id: joined.record.id }),
    ).toBeUndefined();
  });

  it('wait in memory while their store fails, and are saved once it works again', async () => {
    const id = await dig('deep');
    await wells.records.flush();
    const broken = jest.spyOn(wells.store, 'write').mockRejectedValue(new Error('disk full'));
    await submit('OpenWell', { wellId: id });
    await expect(wells.records.flush()).rejects.toThrow('disk full');
    await submit('DryWell', { wellId: id });
    expect(await wells.records.find({ kind: 'well', village: VILLAGE, id })).toMatchObject({ version: 3 });
    broken.mockRestore();
    await wells.records.flush();
    expect(await wells.store.position()).toBe(3);
    expect((await wells.store.read([{ kind: 'well', village: VILLAGE, id }]))[0]).toMatchObject({
      version: 3,
    });
  });

  it('of another area are not folded', async () => {
    await work();
    const text = (await wells.log.read(VILLAGE, 1, 1))[0]!.replace('/bureaus/wells', '/bureaus/housing');
    const elsewhere = await newPlace();
    const stores = await storesAt(elsewhere)(wellsArea);
    const log = await stores.log();
    await log.append([
      {
        village: VILLAGE,
        firstSeq: 1,
        events: [text],
        time: '2018-06-15T01:00:00.000Z',
        idempotencyKey: 'k',
        digest: '',
      },
    ]);
    await expect(openWells(elsewhere)).rejects.toThrow('/bureaus/housing');
    await stores.close();
    await removePlace(elsewhere);
  });
});
