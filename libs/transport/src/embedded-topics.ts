import { Disk, inTransaction, openDatabase } from '@jiedui/sqlite';
import type { Delivery, Message } from './transport';

/** Each topic is a table of its own, `topic_<id>`: a row per message, its number is the offset. */
const TOPICS = `
  CREATE TABLE topics (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE positions (
    consumer TEXT, topic TEXT, offset INTEGER NOT NULL, PRIMARY KEY (consumer, topic)
  ) STRICT, WITHOUT ROWID;
`;

interface Row {
  readonly offset: number;
  readonly key: string;
  readonly value: string;
  readonly headers: string | null;
}

const NO_HEADERS: Delivery['headers'] = {};

/** Reads headers, which are mostly those of the message before. */
function headersReader(): (text: string | null) => Delivery['headers'] {
  let [last, headers]: [string | null, Delivery['headers']] = [null, NO_HEADERS];
  return (text) => {
    if (text !== last) [last, headers] = [text, text === null ? NO_HEADERS : JSON.parse(text)];
    return headers;
  };
}

/** Messages by topic and the positions of those who read them, in one SQLite file. */
export class EmbeddedTopics {
  private readonly db;
  private readonly disk;
  private readonly topics = new Map<string, ReturnType<EmbeddedTopics['prepare']>>();

  /** @throws NewerDataError when a newer program wrote the file */
  constructor(file: string) {
    this.db = openDatabase(file, [TOPICS]);
    this.disk = new Disk(this.db);
  }

  private prepare(id: number) {
    const table = `topic_${id}`;
    return {
      insert: this.db.prepare(`INSERT INTO ${table} (key, value, headers) VALUES (?, ?, ?)`),
      head: this.db.prepare(`SELECT coalesce(max(offset), 0) AS offset FROM ${table}`),
      read: this.db.prepare(
        `SELECT offset, key, value, headers FROM ${table} WHERE offset > ? ORDER BY offset LIMIT ?`,
      ),
    };
  }

  /** The statements of a topic, which begins to exist when somebody names it. */
  private topic(name: string) {
    const known = this.topics.get(name);
    if (known) return known;
    const find = this.db.prepare('SELECT id FROM topics WHERE name = ?');
    const create = () => {
      this.db.prepare('INSERT INTO topics (name) VALUES (?) ON CONFLICT DO NOTHING').run(name);
      const { id } = find.get(name) as { id: number };
      this.db.exec(
        `CREATE TABLE IF NOT EXISTS topic_${id} (
          offset INTEGER PRIMARY KEY, key TEXT NOT NULL, value TEXT NOT NULL, headers TEXT
        ) STRICT`,
      );
      return { id };
    };
    const { id } = (find.get(name) as { id: number } | undefined) ?? inTransaction(this.db, create);
    const topic = this.prepare(id);
    this.topics.set(name, topic);
    return topic;
  }

  /** Appends all messages in one write, which is durable when this resolves. */
  async append(messages: readonly Message[]): Promise<void> {
    const inserts = messages.map(({ topic }) => this.topic(topic).insert);
    inTransaction(this.db, () =>
      messages.forEach(({ key, value, headers }, i) =>
        inserts[i]!.run(key, value, headers ? JSON.stringify(headers) : null),
      ),
    );
    await this.disk.flush();
  }

  /** Messages behind an offset, at most `limit`. Nobody moves behind what a power cut could take back. */
  async read(topic: string, after: number, limit: number): Promise<Delivery[]> {
    const rows = this.topic(topic).read.all(after, limit) as unknown as Row[];
    await this.disk.settled();
    const readHeaders = headersReader();
    return rows.map(({ offset, key, value, headers }) => ({
      topic,
      partition: 0,
      offset: String(offset),
      key,
      value,
      headers: readHeaders(headers),
    }));
  }

  /** The offset of the last message; 0 before the first. */
  head(topic: string): number {
    return (this.topic(topic).head.get() as unknown as Row).offset;
  }

  position(group: string, topic: string): number {
    const find = this.db.prepare('SELECT offset FROM positions WHERE consumer = ? AND topic = ?');
    return (find.get(group, topic) as { offset: number } | undefined)?.offset ?? 0;
  }

  /** A power cut may take the last of these back: then a little is delivered again. */
  savePositions(group: string, positions: ReadonlyMap<string, number>): void {
    const save = this.db.prepare(`INSERT INTO positions VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET offset = excluded.offset WHERE excluded.offset > offset`);
    inTransaction(this.db, () => positions.forEach((offset, topic) => save.run(group, topic, offset)));
  }

  async close(): Promise<void> {
    await this.disk.close();
    this.db.close();
  }
}
