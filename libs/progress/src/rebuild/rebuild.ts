import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { EventLog } from '@jiedui/event-log';
import { topicOf, type Instant, type Programme } from '@jiedui/programme';
import type { Delivery, Subscription, Transport } from '@jiedui/transport';
import { HistoryBook } from '../book/history-book';
import { RegistryBook } from '../book/registry-book';
import { REGISTRY } from '../book/registry-view';
import { VillageIndex } from '../book/village-index';
import { Driver } from '../consumer/driver';
import { Fold } from '../fold/fold';
import type { ViewStore } from '../store/view-store';

type Archived = Pick<Delivery, 'partition' | 'value'> & Partial<Pick<Delivery, 'key'>>;

/** Hands over everything that a bureau has written, batch by batch, the events of a village in order. */
export type Archive<A = Archived> = (take: (some: readonly A[]) => Promise<void>) => Promise<void>;

/** The log of a bureau whose events travel in the embedded transport, which has one partition. */
export const logArchive =
  (log: Pick<EventLog, 'scan'>): Archive =>
  async (take) => {
    for (let after = 0; ;) {
      const commits = await log.scan(after, COMMITS_AT_ONCE);
      if (!commits.length) return;
      await take(commits.flatMap(({ commit }) => commit.events.map((value) => ({ partition: 0, value }))));
      after = commits.at(-1)!.position;
    }
  };

/** What the transport keeps of an area whose log is elsewhere. */
export const topicArchive = (transport: Transport, area: string): Archive =>
  topicArchives(transport, `rebuild-${randomUUID()}`).of(topicOf(area));

/** The same of several topics, in the name of a group. */
export function topicArchives(transport: Transport, group: string) {
  const subscriptions: Subscription[] = [];
  return {
    of:
      (topic: string): Archive<Delivery> =>
      async (take) => {
        const subscription = await transport.subscribe(group, [topic], take);
        subscriptions.push(subscription);
        const behind = async () => (await subscription.lag().catch(() => ({ [topic]: 1 })))[topic]!;
        while ((await behind()) > 0) await setTimeout(POLL_MS);
        await subscription.close();
      },
    /** The group goes on behind what was handed over. */
    async commit(): Promise<void> {
      for (const subscription of subscriptions) await subscription.commit();
    },
  };
}

const COMMITS_AT_ONCE = 2_000;
const POLL_MS = 5;

/**
 * Folds the archives of all areas (`registry` among them), then the dead letters and what became of them, into a
 * new store. Returns how many events were folded. Refuses nothing aloud: the running aggregator did that.
 */
export async function rebuildViews(
  programme: Programme,
  store: ViewStore,
  archives: Readonly<Record<string, Archive>>,
  now: () => Instant,
  letters: Archive<Delivery> = async () => {},
): Promise<number> {
  const villages = new VillageIndex();
  const registry = new RegistryBook(villages);
  const book = new HistoryBook(programme, villages, registry);
  const fold = new Fold({ programme, villages, book, registry, now }, REGISTRY);
  const driver = new Driver({ fold, store, publish: async () => {}, handled: () => async () => {} });
  const take = async (batch: Parameters<Driver['take']>[0]) => {
    await driver.assigned([...new Set(batch.map(({ partition }) => partition))]);
    await driver.take(batch);
  };
  try {
    for (const [area, archive] of Object.entries(archives)) {
      const number = fold.streams.areas.indexOf(area);
      if (number < 0) throw new Error(`the programme has no area ${area}`);
      await archive((some) =>
        take(some.map((archived) => ({ ...archived, area: number, origin: undefined }))),
      );
    }
    await letters((some) => take(some.map((mail) => ({ partition: mail.partition, mail }))));
    await driver.flush();
    return fold.folded.reduce((sum, { events }) => sum + events, 0);
  } finally {
    await driver.stop();
  }
}
