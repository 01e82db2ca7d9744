import { addDays, type Day } from '@jiedui/programme';
import { accepted, command, eventsOf, openWells, OTHER, TODAY, VILLAGE } from '../opened-wells.fixture';
import { onEveryStore } from '../on-every-store.fixture';
import { removePlace, type Place } from '../stores.fixture';

onEveryStore('two pipelines on one log', (newPlace) => {
  let place: Place;
  beforeEach(async () => {
    place = await newPlace();
  });
  afterEach(() => removePlace(place));

  it.each([
    ['projections of their own', { projection: 'b' }],
    ['one projection', {}],
  ])('with %s: every command counts once, numbers have no gap, both know everything', async (_, own) => {
    const a = await openWells(place);
    const b = await openWells(place, own);
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
      await openWells(place),
      await openWells(place, own),
      await openWells(place, { projection: 'fresh' }),
    ];
    const prints = await Promise.all(reopened.map(({ records }) => records.fingerprint()));

    expect(new Set(prints).size).toBe(1);
    expect((await reopened[0]!.records.find({ kind: 'well', village: VILLAGE, id: wellId }))!.version).toBe(
      64,
    );
    for (const one of reopened) await one.close();
  });

  it('with projections of their own: what time does is issued once, also for what only the other has heard of', async () => {
    const a = await openWells(place);
    const b = await openWells(place, { projection: 'b' });
    const grant = (termEndsOn: Day, village: string) =>
      a.pipeline.submit(command('GrantLicence', { feeDueOn: TODAY, termEndsOn }, { village }));
    const grants = Array.from({ length: 60 }, (_, i) =>
      grant(addDays(TODAY, 1 + (i % 20)), i % 3 ? VILLAGE : OTHER),
    );
    const ids = (await Promise.all(grants)).map((answer) => accepted(answer).record.id);
    let issued = 0;
    for (let day = 1; day <= 20; day++) {
      for (const { clock } of [a, b]) clock.set(`${addDays(TODAY, day + 1)}T01:00:00.000Z`);
      const counts = await Promise.all([a, b].map(({ pipeline }) => pipeline.passTime()));
      issued += counts[0]! + counts[1]!;
      expect(issued).toBe(day * 3);
    }
    accepted(await grant('2018-08-01', OTHER));
    await a.close();
    b.clock.set('2018-08-02T01:00:00.000Z');
    expect(await b.pipeline.passTime()).toBe(1);

    const lapsed = [...(await eventsOf(b.log)), ...(await eventsOf(b.log, OTHER))].filter(
      ({ type }) => type === 'wells.LicenceLapsed',
    );
    expect(lapsed).toHaveLength(61);
    expect(new Set(lapsed.map(({ data }) => data['licenceId']))).toEqual(
      new Set([...ids, lapsed.at(-1)!.data['licenceId']]),
    );
    await b.close();
  });
});
