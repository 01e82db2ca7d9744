/**
 * The tables of a private store. `keys` holds one data key per person, wrapped by the key `key_id`; a person
 * whose data key is deleted is erased. `entries` holds what each event brought, sealed under the key of
 * `person` (null: the record stands for the person itself); `identity` is a digest of what the person is
 * recognised by. `copies`: something was erased, and pages that were rearranged before may hold copies of it.
 */
export const TABLES: readonly string[] = [
  `
  CREATE TABLE bureau (key_id TEXT NOT NULL, digest_key BLOB NOT NULL) STRICT;
  CREATE TABLE keys (record TEXT PRIMARY KEY, key_id TEXT NOT NULL, wrapped BLOB NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE entries (
    position INTEGER PRIMARY KEY, record TEXT NOT NULL, event_id TEXT NOT NULL, idempotency_key TEXT NOT NULL,
    committed INTEGER NOT NULL, sealed BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX entries_event ON entries (event_id);
  CREATE INDEX entries_record ON entries (record);
  CREATE INDEX entries_waiting ON entries (position) WHERE NOT committed;
  `,
  `
  ALTER TABLE keys RENAME COLUMN record TO person;
  ALTER TABLE entries ADD COLUMN person TEXT;
  ALTER TABLE entries ADD COLUMN identity TEXT;
  CREATE INDEX entries_person ON entries (person) WHERE person IS NOT NULL;
  CREATE INDEX entries_identity ON entries (identity) WHERE identity IS NOT NULL;
  ALTER TABLE bureau ADD COLUMN rewrapping INTEGER NOT NULL DEFAULT 0;
  `,
  'ALTER TABLE bureau ADD COLUMN copies INTEGER NOT NULL DEFAULT 1',
];
