import type { Instant } from '@jiedui/programme';
import { inTransaction, openDatabase } from '@jiedui/sqlite';

/** That a person's values were erased: ids and times, no value. */
export interface Erasure {
  /** The name of the person in the private store. */
  readonly person: string;
  /** The person takes no more personal values. */
  readonly closed: boolean;
  /** The events whose values were erased. */
  readonly events: readonly string[];
  readonly actor: string;
  readonly at: Instant;
}

/** The register of erasures: only ever grows. It outlives the private store that it is about. */
export interface Erasures {
  /** Durable when it returns. */
  add(erasure: Erasure): void;
  all(): readonly Erasure[];
  close(): void;
}

const TABLES = `
  CREATE TABLE erasures (
    position INTEGER PRIMARY KEY, person TEXT NOT NULL, closed INTEGER NOT NULL, events TEXT NOT NULL,
    actor TEXT NOT NULL, at TEXT NOT NULL
  ) STRICT;
`;

/** The register in an SQLite file of its own: a backup of the private store that is put back leaves it as it is. */
export function openErasures(file: string): Erasures {
  const db = openDatabase(file, [TABLES]);
  const insert = db.prepare(
    'INSERT INTO erasures (person, closed, events, actor, at) VALUES (?, ?, ?, ?, ?)',
  );
  const select = db.prepare('SELECT person, closed, events, actor, at FROM erasures ORDER BY position');
  return {
    add: ({ person, closed, events, actor, at }) =>
      void inTransaction(db, () => insert.run(person, Number(closed), JSON.stringify(events), actor, at)),
    all: () =>
      select.all().map((row) => ({
        person: String(row['person']),
        closed: Boolean(row['closed']),
        events: JSON.parse(String(row['events'])) as string[],
        actor: String(row['actor']),
        at: String(row['at']),
      })),
    close: () => db.close(),
  };
}
