import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { openSqliteLog } from '@jiedui/event-log';
import { sourceOf, type DomainEvent } from '@jiedui/programme';
import { eventOf, histories, orchardAreas, orchardProgramme, villageCodes } from '../fold/orchards.fixture';
import { Workshop } from '../consumer/workshop.fixture';
import { measuresDigest } from '../consumer/open-aggregator';
import { compareViews } from './compare';
import { logArchive, rebuildViews, topicArchive, type Archive } from './rebuild';
import { sqlitePlace } from './sqlite-place';

const now = () => '2019-09-30T04:00:00.000Z';
const village = villageCodes[0]!;
const seen = (seq: number, effectiveOn = '2018-06-01') =>
  eventOf('orchards', village, seq, [
    {
      ...{ record: 'tree', id: `t${seq}`, effectiveOn, before: null },
      after: { state: 'bearing', worthFen: 5 },
    },
  ]);

describe('the rebuild', () => {
  let workshop: Workshop;
  const live = () => join(workshop.folder, 'views.db');
  beforeEach(() => (workshop = new Workshop()));
  afterEach(() => workshop.remove());
  const anotherWorkshop = async () => {
    await workshop.remove();
    workshop = new Workshop();
  };

  /** The log of a bureau with these events, as it would have written them. */
  async function archiveOf(area: string, events: readonly DomainEvent[]): Promise<Archive> {
    const log = openSqliteLog(join(workshop.folder, `${area}.db`), { area });
    const mine = events.filter(({ source }) => source === sourceOf(area));
    await log.append(
      mine.map((event) => ({
        ...{ village: event.subject, firstSeq: event.villageseq, events: [JSON.stringify(event)] },
        ...{ time: now(), idempotencyKey: event.id, digest: event.id },
      })),
    );
    return async (take) => {
      await logArchive(log)(take);
      await log.close();
    };
  }
  /** Rebuilds beside, compares, and swaps if wanted (`goOn`: see there). */
  async function rebuild(
    events: readonly DomainEvent[],
    { archives = {}, goOn }: { readonly archives?: Record<string, Archive>; readonly goOn?: boolean } = {},
  ) {
    for (const { id } of orchardAreas) archives[id] ??= await archiveOf(id, events);
    const place = sqlitePlace(live(), measuresDigest(orchardProgramme));
    try {
      const folded = await rebuildViews(orchardProgramme, place.rebuilt, archives, now);
      const comparison = await compareViews(orchardProgramme, place.live, place.rebuilt);
      if (goOn !== undefined) await place.swap(goOn);
      return { folded, ...comparison };
    } finally {
      await place.close();
    }
  }
  const fold = async (events: readonly DomainEvent[]) => {
    await workshop.start();
    await workshop.publish(events);
    await workshop.aggregator.caughtUp();
    await workshop.stop();
  };

  it('says the same as the live views, however these were folded', async () => {
    const orders = histories.chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray([...events], { minLength: events.length })),
    );
    await fc.assert(
      fc.asyncProperty(orders, async ([events, delivered]) => {
        await anotherWorkshop();
        await fold(delivered);
        expect(await rebuild(events)).toMatchObject({
          folded: events.length,
          isCompared: true,
          liveWaits: false,
          differences: [],
        });
      }),
      { numRuns: 8 },
    );
  });

  it('takes the topic where the log is elsewhere', async () => {
    const events = [seen(1), seen(2), eventOf('bees', village, 1, [])];
    await fold(events);
    const archives = { orchards: topicArchive(workshop.transport, 'orchards') };
    expect(await rebuild(events, { archives })).toMatchObject({ folded: 3, differences: [] });
  });

  it('compares at the same villageseq, and says which history differs and which is not as far', async () => {
    const elsewhere = eventOf('orchards', villageCodes[1]!, 1, []);
    await fold([seen(1), seen(2), elsewhere]);
    const { differences } = await rebuild([seen(1), seen(2, '2018-07-01'), seen(3)]);
    expect(differences).toEqual([
      { area: 'orchards', village, live: 2, rebuilt: 3, same: false },
      { area: 'orchards', village: villageCodes[1]!, live: 1, rebuilt: 0, same: true },
    ]);
  });

  it('has the same fingerprint for the same events, and another for others', async () => {
    const fingerprints: string[] = [];
    for (const events of [
      [seen(1), seen(2)],
      [seen(1), seen(2)],
      [seen(1), seen(2), seen(3)],
    ]) {
      await anotherWorkshop();
      const { isCompared, fingerprint } = await rebuild(events);
      expect(isCompared).toBe(false);
      fingerprints.push(fingerprint);
    }
    expect(fingerprints[1]).toBe(fingerprints[0]);
    expect(fingerprints[2]).not.toBe(fingerprints[0]);
  });

  it.each([true, false])(
    'swapped in, the aggregator goes on from there (with the group of the live views: %s)',
    async (goOn) => {
      const events = [seen(1), seen(2)];
      await fold(events);
      const damaged = new DatabaseSync(live());
      damaged.exec('DELETE FROM chunk');
      damaged.close();
      await rebuild([...events, seen(3)], { goOn });
      await workshop.start();
      await workshop.publish([seen(3), seen(4)]);
      await workshop.aggregator.caughtUp();
      expect(workshop.shown(village)?.find(({ name }) => name === 'trees')?.total).toBe(4);
      expect(workshop.aggregator.health().whole).toBe(true);
    },
  );
});
