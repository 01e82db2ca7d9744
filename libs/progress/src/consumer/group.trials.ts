import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import type { DomainEvent } from '@jiedui/programme';
import { histories, orchardProgramme, plainMeasures, shown } from '../fold/orchards.fixture';
import { entriesOf } from '../store/chunk';
import type { ViewStore } from '../store/view-store';
import { Group } from './group.fixture';
import { until } from './workshop.fixture';

const PARTITIONS = 4;
const REPLICAS = 3;
const AT_LAST = [0, 1, 2, 0];

const replica = fc.nat(REPLICAS - 1);
const owners = fc.array(replica, { minLength: PARTITIONS, maxLength: PARTITIONS });
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ publish: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 3, arbitrary: fc.record({ share: owners }) },
  { weight: 2, arbitrary: fc.record({ takeUnheard: owners }) },
  { weight: 2, arbitrary: fc.constant('wake' as const) },
  { weight: 1, arbitrary: fc.record({ crash: replica }) },
  {
    weight: 3,
    arbitrary: fc.record({ breakStoreOf: replica, after: fc.nat(5), times: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 3, arbitrary: fc.record({ flush: replica }) },
  { weight: 5, arbitrary: fc.record({ turns: fc.integer({ min: 1, max: 60 }) }) },
);
const garbled = (event: DomainEvent): DomainEvent => ({
  ...event,
  data: { ...event.data, changes: 'none' as never },
});
/** Events in an order in which they might come: shuffled, some twice, some garbled at first or besides. */
interface Delivered {
  readonly events: readonly DomainEvent[];
  readonly delivered: readonly DomainEvent[];
}
const deliveries: fc.Arbitrary<Delivered> = histories.chain((events) =>
  fc.record({
    events: fc.constant(events),
    delivered: fc
      .tuple(
        fc.subarray([...events]),
        fc.subarray([...events], { maxLength: Math.min(3, events.length) }),
        fc.boolean(),
      )
      .chain(([again, broken, inOrder]) => {
        const all = [...broken.map(garbled), ...events, ...again];
        return inOrder ? fc.constant(all) : fc.shuffledSubarray(all, { minLength: all.length });
      }),
  }),
);

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

async function play(group: Group, now: Step): Promise<void> {
  if (now === 'wake') await group.wake();
  else if ('share' in now) await group.share(now.share);
  else if ('takeUnheard' in now) await group.share(now.takeUnheard, true);
  else if ('crash' in now) await group.crash(now.crash);
  else if ('breakStoreOf' in now) group.replicas[now.breakStoreOf]!.store.breaks = now;
  else if ('flush' in now) await group.replicas[now.flush]!.aggregator.flush().catch(() => undefined);
  else if ('turns' in now) for (let turn = 0; turn < now.turns; turn++) await setImmediate();
}

/** The ids of the events that a store holds; holes are none. */
async function storedIn(store: ViewStore): Promise<string[]> {
  const ids: string[] = [];
  await store.read(
    new Map(),
    (_partition, _number, entry) => {
      if ('chunk' in entry) ids.push(...entriesOf(orchardProgramme, entry.chunk).map(({ id }) => id));
    },
    true,
  );
  return ids;
}

/** Tries whatever may happen to a group of replicas, on views made by `createPlace`. */
export async function tryGroups(
  createPlace: () => Promise<() => ViewStore | Promise<ViewStore>>,
  numRuns: number,
): Promise<void> {
  const trial = async ({ events, delivered }: Delivered, steps: readonly Step[]) => {
    const openStore = await createPlace();
    const group = new Group(PARTITIONS, openStore);
    try {
      for (let at = 0; at < REPLICAS; at++) await group.start();
      await group.share(AT_LAST);
      let published = 0;
      for (const now of steps)
        if (typeof now === 'object' && 'publish' in now)
          group.publish(delivered.slice(published, (published += now.publish)));
        else await play(group, now);
      group.publish(delivered.slice(published));
      for (const { store } of group.replicas) store.breaks = { after: 0, times: 0 };
      await group.wake();
      await group.share(AT_LAST);
      await until(
        async () => group.haveFolded(events.length) && group.areWhole() && (await group.areWritten()),
      );
      for (const { aggregator } of group.replicas)
        for (const village of new Set(events.map(({ subject }) => subject))) {
          const at = { day: '2018-05-01', knownAt: '2018-04-01T00:00:00.000Z' };
          const { book } = aggregator;
          expect(shown(book.measuresAt(book.villages.find(village)!, at))).toEqual(
            shown(plainMeasures(events, village, at.day, at.knownAt)),
          );
        }
      const store = await openStore();
      expect((await storedIn(store)).sort()).toEqual(events.map(({ id }) => id).sort());
      await store.close();
    } finally {
      await group.close();
    }
  };
  await fc.assert(fc.asyncProperty(deliveries, fc.array(step, { maxLength: 30 }), trial), { numRuns });
}
