import type { Change, DomainEvent } from '@jiedui/programme';
import type { VillageChange } from '../book/current';
import { eventOf, orchardAreas, villageCodes } from '../fold/orchards.fixture';
import { LetterDesk } from '../letters/desk';
import { MemoryViews } from '../store/memory-views.fixture';
import { Member } from './broker.fixture';
import { Group, type Replica } from './group.fixture';
import { tryGroups } from './group.trials';
import type { AggregatorOptions } from './open-aggregator';
import { logOf, until } from './workshop.fixture';

const village = villageCodes[0]!;
const planted = (id: string): Change => ({
  ...{ record: 'tree', id, effectiveOn: '2018-06-01', before: null },
  after: { state: 'planted', worthFen: 1 },
});
const seen = (seq: number, more: Partial<DomainEvent> = {}) =>
  eventOf('orchards', village, seq, [planted(`t${seq}`)], more);
const garbled = (seq: number) => seen(seq, { data: { occurredOn: '2018-06-01', changes: 'none' } as never });

const treesIn = ({ aggregator: { book } }: Replica): number => {
  const number = book.villages.find(village);
  const trees = book.programme.measures.find(({ name }) => name === 'trees')!.slot;
  return number === undefined ? 0 : Number(book.measuresAt(number, { day: '2019-09-30' }).total(trees));
};
const orchardsIn = ({ aggregator }: Replica) =>
  aggregator.freshness().find(({ area }) => area === 'orchards')!;
const positionIn = ({ aggregator }: Replica) => aggregator.positions(village)[0];

it(
  'given any deliveries, duplicates, rebalances, zombies, crashes and lost answers, in the end the store holds every event once and every book is that of a plain sum',
  () =>
    tryGroups(async () => {
      const views = new MemoryViews();
      return () => views.open();
    }, 50),
  120_000,
);

describe('a group of aggregators', () => {
  let views: MemoryViews;
  let group: Group;
  const startWith = async (replicas: number, owner: number, more?: Partial<AggregatorOptions>) => {
    group = new Group(1, () => views.open(), more);
    for (let at = 0; at < replicas; at++) await group.start();
    await group.share([owner]);
  };
  const [first, second] = [() => group.replicas[0]!, () => group.replicas[1]!];
  const all = (condition: (replica: Replica) => boolean) => until(() => group.replicas.every(condition));
  beforeEach(() => (views = new MemoryViews()));
  afterEach(() => group.close());

  it('given a replica that has no partition, it shows what the others fold, and tells it live', async () => {
    const events = [1, 2, 3].map((seq) => seen(seq));
    await startWith(2, 0, { sources: { orchards: logOf('orchards', events) } });
    group.publish([seen(1)]);
    await all((replica) => replica.aggregator.current.version > 0);
    const changes: VillageChange[] = [];
    second().aggregator.current.onChange((change) => changes.push(change));
    group.publish([garbled(2), seen(3)]);
    await all((replica) => orchardsIn(replica).events === 3);
    await until(() => changes.length > 0);
    expect(changes.at(-1)).toMatchObject({
      code: village,
      areas: [
        { area: 'orchards', last: { id: `orchards-${village}-3`, type: 'orchards.TreeSeen', villageseq: 3 } },
      ],
    });
    expect(treesIn(second())).toBe(2);
    expect(orchardsIn(second())).toMatchObject({ ...orchardsIn(first()), lag: 0, knownThrough: null });
    expect(second().aggregator.health()).toMatchObject({ whole: false, deadLetters: 1, failure: null });
    expect(await second().aggregator.entries(village, 'orchards')).toHaveLength(2);
    group.publish([seen(2)]);
    await all((replica) => treesIn(replica) === 3 && replica.aggregator.health().whole);
    await until(() => orchardsIn(second()).knownThrough === '2019-09-30T03:00:00.000Z');
  });

  it('given events that wait behind a gap, whoever takes the partition over goes on with them', async () => {
    await startWith(3, 0);
    group.publish([seen(1), seen(3), seen(4)]);
    await all((replica) => positionIn(replica)?.gap?.seen === 4);
    await group.share([1]);
    await group.share([2]);
    await group.crash(2);
    group.publish([seen(2)]);
    await all((replica) => treesIn(replica) === 4 && replica.aggregator.health().whole);
  });

  it('given one that does not hear that it has lost its partition, it notices, reads again, and nothing counts twice', async () => {
    await startWith(2, 0);
    group.publish([seen(1)]);
    await all((replica) => treesIn(replica) === 1);
    group.publish([seen(2), seen(3)]);
    await until(() => treesIn(first()) === 3);
    await group.share([1], true);
    await until(() => first().member.held.size === 0); // it has begun again
    await all((replica) => treesIn(replica) === 3 && replica.aggregator.health().failure === null);
  });

  it('given one that cannot write when it gives its partition away, it reads again what the next one folds', async () => {
    await startWith(2, 0);
    group.publish([seen(1)]);
    await until(() => treesIn(first()) === 1);
    first().store.breaks = { after: 0, times: 1 };
    await group.share([1]);
    await all((replica) => treesIn(replica) === 1 && replica.aggregator.health().failure === null);
  });

  it('given somebody who reads an explanation while it begins again, he has it from the views that he asked', async () => {
    await startWith(2, 0);
    group.publish([seen(1)]);
    await all((replica) => treesIn(replica) === 1);
    const slowness = Promise.withResolvers<void>();
    first().store.slowness = slowness.promise;
    const explanation = first().aggregator.entries(village, 'orchards');
    first().store.breaks = { after: 0, times: 1 };
    await group.share([1]);
    group.publish([seen(2)]);
    await all((replica) => treesIn(replica) === 2);
    slowness.resolve();
    expect(await explanation).toHaveLength(1);
  });

  it('given one that ended between a hole’s mark and its number, and the event is mended meanwhile, it counts once', async () => {
    await startWith(1, 0);
    await group.stop(0);
    const store = views.open();
    const body = JSON.stringify({ since: '2019-09-30T04:00:00.000Z', reason: 'data' });
    const hole = { kind: 'hole', area: 'orchards', village, villageseq: 1, id: '', body } as const;
    const after = views.logs[0]!.length;
    await store.append([{ partition: 0, after, entries: [{ put: [hole], drop: [] }] }]);
    await group.start(0);
    await group.start();
    await group.share([0]);
    group.publish([seen(1), seen(1)]);
    await all((replica) => treesIn(replica) === 1 && replica.aggregator.health().whole);
  });

  it('given a broken event under the key of another village, no village has a hole of it, and it can be discarded', async () => {
    group = new Group(4, () => views.open());
    await group.start();
    await group.share([0, 0, 0, 0]);
    const value = JSON.stringify(garbled(1));
    group.broker.publish([{ topic: 'jiedui.orchards.events', key: villageCodes[1]!, value }]);
    await all((replica) => replica.aggregator.health().deadLetters === 1);
    group.publish([seen(1)]);
    await all((replica) => treesIn(replica) === 1 && replica.aggregator.health().whole);
    const desk = () => new LetterDesk(new Member(group.broker, () => {}), orchardAreas);
    const [id] = [...(await desk().letters()).keys()];
    await desk().discard(id!, { by: 'u-7', now: '2019-09-30T05:00:00.000Z' }, 'not-an-event');
    await all((replica) => replica.aggregator.health().deadLetters === 0);
    expect(first().aggregator.health().whole).toBe(true);
  });

  it('given an event in the partition of another village, it is refused, and the village is not disturbed', async () => {
    group = new Group(4, () => views.open());
    await group.start();
    await group.share([0, 0, 0, 0]);
    group.publish([seen(1)]);
    await all((replica) => treesIn(replica) === 1);
    group.broker.publish([
      { topic: 'jiedui.orchards.events', key: villageCodes[1]!, value: JSON.stringify(seen(2)) },
    ]);
    await all((replica) => replica.aggregator.health().deadLetters === 1);
    group.publish([seen(2)]);
    await all((replica) => treesIn(replica) === 2 && replica.aggregator.health().whole);
  });
});
