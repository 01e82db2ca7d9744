import fc from 'fast-check';
import { DEAD_LETTER_TOPIC, topicOf, type Change, type DomainEvent } from '@jiedui/programme';
import type { Delivery } from '@jiedui/transport';
import { eventOf, histories, plainMeasures, shown, villageCodes } from '../fold/orchards.fixture';
import type { VillageChange } from '../book/current';
import { logOf, messageOf, registryEvent, until, Workshop } from './workshop.fixture';

const village = villageCodes[0]!;
const planted = (id: string, effectiveOn = '2018-06-01'): Change => ({
  ...{ record: 'tree', id, effectiveOn, before: null },
  after: { state: 'planted', worthFen: 100 },
});
const seen = (seq: number, more: Partial<DomainEvent> = {}) =>
  eventOf('orchards', village, seq, [planted(`t${seq}`)], more);
const treesOf = (workshop: Workshop) =>
  workshop.shown(village)?.find(({ name }) => name === 'trees')?.total ?? 0;
const orchardsOf = (workshop: Workshop) =>
  workshop.aggregator.freshness().find(({ area }) => area === 'orchards')!;

describe('the aggregator', () => {
  let workshop: Workshop;
  beforeEach(() => (workshop = new Workshop()));
  afterEach(() => workshop.remove());

  const publish = async (...events: DomainEvent<object>[]) => {
    await workshop.publish(events);
    await workshop.aggregator.caughtUp();
  };
  const deadLetters = async () => {
    const letters: Delivery[] = [];
    const subscription = await workshop.transport.subscribe('reader', [DEAD_LETTER_TOPIC], async (batch) => {
      letters.push(...batch);
    });
    await until(async () => Object.values(await subscription.lag()).every((behind) => behind === 0));
    await subscription.close();
    return letters;
  };

  it('given events in any order, with duplicates, in batches of any size and with restarts, the measures are those of a plain sum', async () => {
    const disorder = histories.chain((events) =>
      fc.record({
        events: fc.constant(events),
        delivered: fc
          .shuffledSubarray([...events, ...events], { minLength: events.length })
          .map((some) => [...some, ...events]),
        maxBatch: fc.constantFrom(1, 3, 500),
        cuts: fc.array(fc.nat(100), { maxLength: 2 }),
        withFlush: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(disorder, async ({ events, delivered, maxBatch, cuts, withFlush }) => {
        const shop = new Workshop();
        try {
          await shop.start({ maxBatch });
          let at = 0;
          for (const cut of [...cuts, delivered.length]) {
            await shop.publish(delivered.slice(at, cut));
            at = Math.max(at, cut);
            if (withFlush) await shop.aggregator.caughtUp();
            await shop.stop();
            await shop.start({ maxBatch });
          }
          await shop.aggregator.caughtUp();
          for (const code of villageCodes)
            if (events.some(({ subject }) => subject === code)) {
              expect(shop.shown(code, '2018-05-01')).toEqual(
                shown(plainMeasures(events, code, '2018-05-01')),
              );
              expect(shop.shown(code, '2019-01-01', '2018-03-01T00:00:00.000Z')).toEqual(
                shown(plainMeasures(events, code, '2019-01-01', '2018-03-01T00:00:00.000Z')),
              );
            }
          const { whole, deadLetters } = shop.aggregator.health();
          expect({ whole, deadLetters }).toEqual({ whole: true, deadLetters: 0 });
          const folded = shop.aggregator.freshness().map((area) => area.events);
          expect(folded.reduce((sum, n) => sum + n)).toBe(events.length);
        } finally {
          await shop.remove();
        }
      }),
      { numRuns: 30 },
    );
  });

  it('given a gap, the later events wait, also over a restart, and health names the gap until the missing one comes', async () => {
    await workshop.start();
    await publish(seen(1), seen(3), seen(4));
    await workshop.stop();
    await workshop.start();
    expect(treesOf(workshop)).toBe(1);
    expect(workshop.aggregator.health().whole).toBe(false);
    expect(orchardsOf(workshop).gaps).toMatchObject({ count: 1, first: [{ village, missing: 2, seen: 4 }] });
    expect(workshop.aggregator.positions(village)).toMatchObject([
      { area: 'orchards', villageseq: 1, gap: { missing: 2 } },
    ]);
    await publish(seen(2));
    expect(treesOf(workshop)).toBe(4);
    expect(workshop.aggregator.health().whole).toBe(true);
  });

  it('given a gap and the bureau’s log, it is healed from there', async () => {
    const events = [1, 2, 3, 4, 5].map((seq) => seen(seq));
    await workshop.start({ sources: { orchards: logOf('orchards', events) } });
    await publish(seen(1), seen(5));
    await until(() => treesOf(workshop) === 5);
    await workshop.aggregator.flush();
    await workshop.stop();
    await workshop.start();
    expect(treesOf(workshop)).toBe(5);
    expect(workshop.aggregator.health().whole).toBe(true);
  });

  it('given all that the log holds is folded, the area is known through the bureau’s clock, and before that it is not', async () => {
    const events = [1, 2, 3].map((seq) => seen(seq));
    await workshop.start({ sources: { orchards: logOf('orchards', events) } });
    await publish(seen(1), seen(2));
    expect(orchardsOf(workshop).knownThrough).toBeNull();
    await publish(seen(3));
    await until(() => orchardsOf(workshop).knownThrough === '2019-09-30T03:00:00.000Z');
    expect(orchardsOf(workshop)).toMatchObject({ events: 3, lastEventTime: '2018-06-01T00:00:00.000Z' });
  });

  it('given the same number with another id, the first counts, and the other is an alarm and a dead letter', async () => {
    await workshop.start();
    await publish(seen(1), seen(2));
    await workshop.stop();
    await workshop.start();
    await publish(seen(1), seen(1, { id: 'from an old backup' }), seen(1, { id: 'from an old backup' }));
    await workshop.stop();
    await workshop.start();
    expect(treesOf(workshop)).toBe(2);
    expect(orchardsOf(workshop).conflicts).toMatchObject({
      count: 1,
      first: [{ village, villageseq: 1, applied: 'orchards-120119101201-1', other: 'from an old backup' }],
    });
    expect(await deadLetters()).toHaveLength(1);
  });

  it('given an event that cannot be decoded, its number counts as seen, and once mended it is folded', async () => {
    await workshop.start();
    const broken = seen(2, {
      data: { occurredOn: '2018-06-01', changes: [{ ...planted('t2'), effectiveOn: 'soon' }] },
    });
    await publish(seen(1), broken, seen(3));
    expect(treesOf(workshop)).toBe(2);
    expect(orchardsOf(workshop)).toMatchObject({
      events: 3,
      holes: { count: 1, first: [{ village, villageseq: 2, reason: 'change' }] },
    });
    const [letter] = await deadLetters();
    expect(letter).toMatchObject({ key: village, value: JSON.stringify(broken) });
    await workshop.stop();
    await workshop.start();
    expect(orchardsOf(workshop).holes.count).toBe(1);
    await publish(seen(2), seen(2));
    await workshop.stop();
    await workshop.start();
    expect(treesOf(workshop)).toBe(3);
    expect(workshop.aggregator.health().whole).toBe(true);
    expect(
      (await workshop.aggregator.entries(village, 'orchards')).map(({ villageseq }) => villageseq),
    ).toEqual([1, 2, 3]);
  });

  it('given what is no event or comes from another bureau, it is refused, takes no number, and the rest goes on', async () => {
    await workshop.start();
    await workshop.transport.publish([
      { topic: topicOf('orchards'), key: village, value: 'not an event' },
      { ...messageOf(eventOf('bees', village, 1, [planted('x')])), topic: topicOf('orchards') },
    ]);
    await publish(seen(1));
    expect(treesOf(workshop)).toBe(1);
    expect(workshop.aggregator.health()).toMatchObject({ whole: true, deadLetters: 2 });
    expect((await deadLetters()).map(({ value }) => value)[0]).toBe('not an event');
  });

  it('given an event of a village that the registry has not named, it is folded, and counted once it is named', async () => {
    await workshop.start();
    await publish(seen(1));
    const { current, registry, book } = workshop.aggregator;
    const number = book.villages.find(village)!;
    expect(registry.isNamed(number)).toBe(false);
    expect(current.overview().villages).toBe(0);
    await publish(
      registryEvent(village, 1, 'VillageRegistered', {
        name: '演示村',
        districtCode: '120119',
        townName: '演示镇',
      }),
    );
    expect(current.overview('120119').villages).toBe(1);
    expect(current.overview().indicators.find(({ indicator }) => indicator === 'OR5')).toMatchObject({
      total: 100,
    });
    await publish(
      registryEvent(village, 2, 'VillageMerged', { into: villageCodes[1]! }, '2019-01-01T00:00:00.000Z'),
    );
    expect(current.overview().villages).toBe(0);
    expect(treesOf(workshop)).toBe(1);
  });

  it('given events while it runs, it tells who changed, by which areas’ events, and how the statuses moved', async () => {
    const changes: VillageChange[] = [];
    await workshop.start();
    await publish(seen(1));
    workshop.aggregator.current.onChange((change) => changes.push(change));
    await publish(seen(2), eventOf('bees', village, 1, [planted('b')]));
    await publish(
      eventOf('orchards', village, 3, [
        { record: 'survey', id: village, effectiveOn: '2018-06-01', before: null, after: { complete: true } },
        {
          ...planted('t9'),
          before: { state: 'planted', worthFen: 100 },
          after: { state: 'bearing', worthFen: 100 },
        },
        {
          ...planted('t9'),
          before: { state: 'planted', worthFen: 100 },
          after: { state: 'bearing', worthFen: 100 },
        },
      ]),
    );
    const last = changes.at(-1)!;
    expect(last).toMatchObject({
      code: village,
      areas: [{ area: 'orchards', events: 1, last: { id: 'orchards-120119101201-3', villageseq: 3 } }],
      statuses: [
        { indicator: 'OR1', before: 'off-track', after: 'met' },
        { indicator: 'OR6', before: 'off-track', after: 'lagging' },
      ],
    });
    const told = changes.flatMap(({ areas }) => areas).reduce((sum, { events }) => sum + events, 0);
    expect(told).toBe(3);
  });

  it('given reference values, they count for what is known when they were published', async () => {
    await workshop.start();
    const income = (seq: number, fen: number, time: string) =>
      registryEvent('city', seq, 'CityIncomePublished', { year: 2018, fen }, time);
    await publish(income(1, 2_000, '2019-02-01T00:00:00.000Z'), income(2, 2_500, '2019-03-01T00:00:00.000Z'));
    await workshop.stop();
    const { registry } = await workshop.start();
    const at = (knownAt?: string) => registry.find('cityPerCapitaIncomeFen', 2018, knownAt);
    expect([at('2019-01-31T00:00:00.000Z'), at('2019-02-01T00:00:00.000Z'), at()]).toEqual([
      undefined,
      2_000,
      2_500,
    ]);
  });

  it('given an event, its entry says what it added to which measure', async () => {
    await workshop.start();
    await publish(
      seen(1),
      seen(2, { data: { occurredOn: '2018-06-02', changes: [], corrects: 'orchards-120119101201-1' } }),
    );
    const entries = await workshop.aggregator.entries(village, 'orchards');
    expect(entries).toMatchObject([
      {
        ...{
          villageseq: 1,
          id: 'orchards-120119101201-1',
          type: 'orchards.TreeSeen',
          occurredOn: '2018-06-01',
        },
        records: [{ record: 'tree', id: 't1' }],
        deltas: [
          { measure: 'trees', effectiveOn: '2018-06-01', sum: 1, count: 0 },
          { measure: 'worthFen', effectiveOn: '2018-06-01', sum: 100, count: 0 },
        ],
      },
      { villageseq: 2, corrects: 'orchards-120119101201-1', records: [], deltas: [] },
    ]);
  });
});
