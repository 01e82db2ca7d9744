import { sourceOf, topicOf, type DomainEvent } from '@jiedui/programme';
import { inTransaction, openDatabase } from '@jiedui/sqlite';
import type { Delivery, Subscription, Transport } from '@jiedui/transport';
import type { Reference } from './reference';
import { RegistryCopy } from './registry-copy';

const TABLES = `
  CREATE TABLE events (
    key TEXT NOT NULL, villageseq INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (key, villageseq)
  ) STRICT, WITHOUT ROWID;
`;

interface Envelope {
  readonly id: string;
  readonly subject: string;
  readonly villageseq: number;
}

export interface ReferenceOptions {
  readonly area: string;
  readonly transport: Transport;
  /** Told of what was delivered and is no event of the registry. */
  readonly onError: (error: unknown) => void;
}

/**
 * A bureau's copy of the registry's events, in an SQLite file and in memory. Every event is kept under its key
 * and villageseq: one that comes twice is there already, one that comes early is folded once those before it
 * have come.
 */
export async function openSqliteReference(file: string, options: ReferenceOptions): Promise<Reference> {
  const { area, transport, onError } = options;
  const db = openDatabase(file, [TABLES]);
  const keep = db.prepare('INSERT OR IGNORE INTO events VALUES (?, ?, ?)');
  const next = db.prepare('SELECT event FROM events WHERE key = ? AND villageseq = ?');
  const copy = new RegistryCopy();
  const listeners: (() => void)[] = [];
  /** Key -> the villageseq up to which its events are folded. */
  const folded = new Map<string, number>();

  const idOf = ({ subject, villageseq }: Envelope): string => {
    const { event } = next.get(subject, villageseq) as { event: string };
    return (JSON.parse(event) as Envelope).id;
  };
  const foldOne = (subject: string, villageseq: number, text: string): boolean => {
    folded.set(subject, villageseq);
    return copy.fold(JSON.parse(text) as DomainEvent);
  };
  const foldFrom = (key: string): boolean => {
    let line = false;
    for (;;) {
      const villageseq = (folded.get(key) ?? 0) + 1;
      const row = next.get(key, villageseq) as { event: string } | undefined;
      if (!row) return line;
      line = foldOne(key, villageseq, row.event) || line;
    }
  };
  for (const row of db
    .prepare('SELECT key, villageseq, event FROM events ORDER BY key, villageseq')
    .iterate()) {
    const { key, villageseq, event } = row as { key: string; villageseq: number; event: string };
    if (villageseq === (folded.get(key) ?? 0) + 1) foldOne(key, villageseq, event);
  }

  let subscription: Subscription | undefined = undefined;
  /** Delivered, and not folded yet. */
  let inHand = 0;
  const receive = async (batch: readonly Delivery[]): Promise<void> => {
    inHand = batch.length;
    await subscription?.commit(); // earlier batches: they are durable here
    const keys = new Set<string>();
    inTransaction(db, () => {
      for (const { topic, partition, offset, value } of batch) {
        const text = typeof value === 'string' ? value : Buffer.from(value ?? []).toString();
        const event = readEnvelope(text);
        const at = `${topic}/${partition}/${offset}`;
        if (!event) onError(new Error(`no event of the registry at ${at}`));
        else if (keep.run(event.subject, event.villageseq, text).changes) keys.add(event.subject);
        else if (idOf(event) !== event.id) onError(new Error(`another event under the same number at ${at}`));
      }
    });
    const lines = [...keys].map(foldFrom);
    inHand = 0;
    if (lines.includes(true)) for (const tell of listeners) tell();
  };
  subscription = await transport.subscribe(`${area}.reference`, [topicOf('registry')], receive);

  return {
    facts: copy.facts,
    findVillage: (code) => copy.findVillage(code),
    onLineChange: (listener) => void listeners.push(listener),
    lag: async () => {
      const behind = await subscription.lag();
      return inHand + Object.values(behind).reduce((sum, n) => sum + n, 0);
    },
    async close() {
      await subscription.commit();
      await subscription.close();
      db.close();
    },
  };
}

/** Where an event of the registry belongs; undefined when the text is none. */
function readEnvelope(text: string): Envelope | undefined {
  try {
    const { source, id, subject, villageseq, data } = JSON.parse(text) as Partial<DomainEvent>;
    const names = source === sourceOf('registry') && typeof id === 'string' && typeof subject === 'string';
    if (!names || !(data instanceof Object) || !Number.isSafeInteger(villageseq) || villageseq! < 1)
      return undefined;
    return { id, subject, villageseq: villageseq! };
  } catch {
    return undefined;
  }
}
