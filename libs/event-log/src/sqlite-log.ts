import { Disk, inTransaction, openDatabase } from '@jiedui/sqlite';
import {
  checkCommit,
  NOBODY,
  OtherLog,
  type AppendResult,
  type Commit,
  type EventLog,
  type Position,
  type Tenure,
} from './event-log';
import { openIndex } from './sqlite-index';

/** No commit that comes has an earlier time than what was promised. */
const PROMISE = `ALTER TABLE log ADD COLUMN promised TEXT NOT NULL DEFAULT ''`;

const TENURES = `
  CREATE TABLE tenures (work TEXT PRIMARY KEY, holder TEXT NOT NULL, beat INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

/**
 * One row per commit, in the order of writing. `last_seq` is the villageseq of its last event, `total` the
 * number of events in the log up to and including it; `events` are the JSON texts, a line each. What only
 * looks a commit up stands before the events, which may spill over to further pages.
 */
const COMMITS = `
  CREATE TABLE commits (
    position INTEGER PRIMARY KEY, village TEXT NOT NULL, last_seq INTEGER NOT NULL, total INTEGER NOT NULL,
    time TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL, events TEXT NOT NULL
  ) STRICT;
  CREATE TABLE by_village (
    village TEXT, last_seq INTEGER, position INTEGER NOT NULL, PRIMARY KEY (village, last_seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE by_key (hash INTEGER, position INTEGER, PRIMARY KEY (hash, position)) STRICT, WITHOUT ROWID;
  CREATE TABLE log (area TEXT NOT NULL, indexed INTEGER NOT NULL) STRICT;
  CREATE TABLE bookmarks (reader TEXT PRIMARY KEY, position INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

interface Row {
  readonly position: Position;
  readonly village: string;
  readonly last_seq: number;
  readonly time: string;
  readonly key: string;
  readonly digest: string;
  readonly events: string;
}

/**
 * The log of one bureau in one SQLite file. Any number of handles and processes may write: the commits of
 * the file follow one another, so positions are 1, 2, 3, ... and become visible in that order.
 *
 * @throws NewerDataError when a newer program wrote the file; OtherLog
 */
export function openSqliteLog(file: string, { area }: { readonly area: string }): EventLog {
  const db = openDatabase(file, [COMMITS, PROMISE, TENURES]);
  db.prepare('INSERT INTO log (area, indexed) SELECT ?, 0 WHERE NOT EXISTS (SELECT 1 FROM log)').run(area);
  const owner = (db.prepare('SELECT area FROM log').get() as { area: string }).area;
  if (owner !== area) {
    db.close();
    throw new OtherLog(file, owner, area);
  }
  const disk = new Disk(db);
  const index = openIndex(db);
  const insert = db.prepare('INSERT INTO commits VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const lastRow = db.prepare('SELECT position, total, time FROM commits ORDER BY position DESC LIMIT 1');
  const byPosition = db.prepare('SELECT * FROM commits WHERE position = ?');
  const behind = db.prepare('SELECT * FROM commits WHERE position > ? ORDER BY position LIMIT ?');
  const bookmark = db.prepare('SELECT position FROM bookmarks WHERE reader = ?');
  const moveBookmark = db.prepare(`INSERT INTO bookmarks VALUES (?, ?)
    ON CONFLICT DO UPDATE SET position = excluded.position WHERE excluded.position > position`);
  const promised = db.prepare('SELECT promised FROM log');
  const promise = db.prepare('UPDATE log SET promised = max(promised, ?)');
  const tenure = db.prepare('SELECT holder, beat FROM tenures WHERE work = ?');
  const takeTenure = db.prepare(`INSERT INTO tenures SELECT ?1, ?3, ?2 + 1
    WHERE ?2 = coalesce((SELECT beat FROM tenures WHERE work = ?1), 0)
    ON CONFLICT DO UPDATE SET holder = excluded.holder, beat = excluded.beat`);

  const promisedTime = () => (promised.get() as { promised: string }).promised;
  const last = () =>
    lastRow.get() as unknown as { position: number; total: number; time: string } | undefined;
  const rowAt = (position: Position) => byPosition.get(position) as unknown as Row;

  function findByKey(key: string): Commit | undefined {
    for (const position of index.withKey(key)) {
      const row = rowAt(position);
      if (row.key === key) return toCommit(row);
    }
    return undefined;
  }

  return {
    async append(commits) {
      commits.forEach(checkCommit);
      let results: AppendResult[];
      try {
        results = inTransaction(db, () => {
          index.catchUp();
          index.move(commits.length);
          let { position, total, time: since } = last() ?? { position: 0, total: 0, time: '' };
          if (promisedTime() > since) since = promisedTime();
          /** Villages where a commit of this batch did not come about: what builds on it must not either. */
          const undone = new Set<string>();
          return commits.map((commit): AppendResult => {
            const { village, firstSeq, events, time, idempotencyKey, digest } = commit;
            const earlier = findByKey(idempotencyKey);
            if (earlier) {
              undone.add(village);
              return { status: 'repeated', commit: earlier };
            }
            if (undone.has(village) || firstSeq !== index.head(village) + 1) {
              undone.add(village);
              return { status: 'conflict' };
            }
            if (time < since) {
              undone.add(village);
              return { status: 'early', since };
            }
            since = time;
            const last_seq = firstSeq + events.length - 1;
            total += events.length;
            insert.run(++position, village, last_seq, total, time, idempotencyKey, digest, events.join('\n'));
            index.add({ position, village, last_seq, key: idempotencyKey });
            return { status: 'appended', position };
          });
        });
      } catch (error) {
        index.forget(); // it has taken in commits that are not there
        throw error;
      }
      await disk.flush();
      return results;
    },
    async head(village) {
      index.catchUp();
      return index.head(village);
    },
    async findByKey(idempotencyKey) {
      index.catchUp();
      const found = findByKey(idempotencyKey);
      await disk.settled();
      return found;
    },
    async read(village, from, limit) {
      index.catchUp();
      const events: string[] = [];
      for (const { position } of index.ofVillage(village, from, limit)) {
        if (events.length >= limit) break;
        const commit = toCommit(rowAt(position));
        events.push(...commit.events.slice(Math.max(0, from - commit.firstSeq)));
      }
      await disk.settled();
      return events.slice(0, limit);
    },
    async scan(after, limit) {
      const rows = behind.all(after, limit) as unknown as Row[];
      await disk.settled();
      return rows.map((row) => ({ position: row.position, commit: toCommit(row) }));
    },
    async summary() {
      const { position, total, time } = last() ?? { position: 0, total: 0, time: undefined };
      await disk.settled();
      return { events: total, time, position };
    },
    async bookmark(reader) {
      return (bookmark.get(reader) as { position: number } | undefined)?.position ?? 0;
    },
    async saveBookmark(reader, position) {
      inTransaction(db, () => moveBookmark.run(reader, position));
    },
    async promise(time) {
      // A power cut may take it back: the clock has gone on by then.
      return inTransaction(db, () => {
        promise.run(time);
        const written = last()?.time ?? '';
        return written > promisedTime() ? written : promisedTime();
      });
    },
    async tenure(work) {
      const { holder, beat } = (tenure.get(work) ?? NOBODY) as unknown as Tenure;
      return { holder, beat };
    },
    async takeTenure(work, beat, holder) {
      return inTransaction(db, () => takeTenure.run(work, beat, holder).changes > 0);
    },
    async close() {
      await disk.close();
      db.close();
    },
  };
}

function toCommit(row: Row): Commit {
  const events = row.events.split('\n');
  return {
    village: row.village,
    firstSeq: row.last_seq - events.length + 1,
    events,
    time: row.time,
    idempotencyKey: row.key,
    digest: row.digest,
  };
}
