import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Position } from './event-log';

/** What is needed to find a commit. */
export interface IndexEntry {
  readonly position: Position;
  readonly village: string;
  readonly last_seq: number;
  readonly key: string;
}

type Place = Pick<IndexEntry, 'last_seq' | 'position'>;

/** Commits that are found in memory. */
class Tail {
  readonly villages = new Map<string, Place[]>();
  readonly keys = new Map<string, Position>();
  end: Position = 0;

  add({ position, village, last_seq, key }: IndexEntry): void {
    const places = this.villages.get(village);
    if (places) places.push({ last_seq, position });
    else this.villages.set(village, [{ last_seq, position }]);
    this.keys.set(key, position);
    this.end = position;
  }
}

/** How many commits gather in memory: about 2 MB. */
const TAIL = 8_192;

/**
 * Finds commits by village and by idempotency key. Index rows written with each commit would touch two pages
 * at random, three times the cost of the commit itself. So commits gather in memory, and a full tail moves
 * into the tables in key order, which touches each page once, a few rows with each append. The tables hold
 * everything up to `log.indexed` and perhaps some of what follows; that is read from the commits again.
 */
export function openIndex(db: DatabaseSync) {
  const indexed = db.prepare('SELECT indexed FROM log');
  const newer = db.prepare('SELECT position, village, last_seq, key FROM commits WHERE position > ?');
  const headOf = db.prepare('SELECT max(last_seq) AS head FROM by_village WHERE village = ?');
  const ofVillage = db.prepare(
    'SELECT last_seq, position FROM by_village WHERE village = ? AND last_seq >= ? ORDER BY last_seq LIMIT ?',
  );
  const withHash = db.prepare('SELECT position FROM by_key WHERE hash = ?');
  // another handle, or this one before a crash, may have been here before
  const putVillage = db.prepare('INSERT OR IGNORE INTO by_village VALUES (?, ?, ?)');
  const putKey = db.prepare('INSERT OR IGNORE INTO by_key VALUES (?, ?)');
  const setIndexed = db.prepare('UPDATE log SET indexed = max(indexed, ?)');

  let fresh: Tail;
  let moving: { readonly tail: Tail; readonly steps: Iterator<void> } | undefined;

  function forget(): void {
    fresh = new Tail();
    fresh.end = (indexed.get() as { indexed: number }).indexed;
    moving = undefined;
  }

  function* moveInto({ villages, keys, end }: Tail): Generator<void> {
    for (const village of [...villages.keys()].sort())
      for (const { last_seq, position } of villages.get(village)!)
        yield void putVillage.run(village, last_seq, position);
    const hashes = [...keys].map(([key, position]) => [hashOf(key), position] as const);
    for (const [hash, position] of hashes.sort((a, b) => a[0] - b[0])) yield void putKey.run(hash, position);
    setIndexed.run(end);
  }

  forget();
  return {
    add: (entry: IndexEntry): void => fresh.add(entry),
    /** Drops what is in memory; {@link catchUp} reads it again. */
    forget,
    /** Takes in the commits that any handle has written. */
    catchUp(): void {
      if (fresh.keys.size > 4 * TAIL) forget(); // this handle only reads; another moves them
      for (const entry of newer.all(fresh.end)) fresh.add(entry as unknown as IndexEntry);
    },
    /** Moves some rows into the tables, more than `commits` new ones bring: part of a write transaction. */
    move(commits: number): void {
      if (!moving && fresh.keys.size >= TAIL) {
        moving = { tail: fresh, steps: moveInto(fresh) };
        fresh = new Tail();
        fresh.end = moving.tail.end;
      }
      for (let rows = 4 * commits; moving && rows > 0; rows--)
        if (moving.steps.next().done) moving = undefined;
    },
    head(village: string): number {
      const recent = fresh.villages.get(village) ?? moving?.tail.villages.get(village);
      return recent?.at(-1)!.last_seq ?? (headOf.get(village) as { head: number | null }).head ?? 0;
    },
    /** The commits of a village that end with villageseq `from` or later, in order; at least `limit` of them. */
    ofVillage(village: string, from: number, limit: number): readonly Place[] {
      const places = ofVillage.all(village, from, limit) as unknown as Place[];
      let upTo = places.at(-1)?.last_seq ?? from - 1;
      for (const tail of [moving?.tail, fresh])
        for (const place of tail?.villages.get(village) ?? [])
          if (place.last_seq > upTo) {
            places.push(place);
            upTo = place.last_seq;
          }
      return places;
    },
    /** Where commits with this key may stand: the key itself is to be compared. */
    withKey(key: string): readonly Position[] {
      const recent = fresh.keys.get(key) ?? moving?.tail.keys.get(key);
      if (recent !== undefined) return [recent];
      return withHash.all(hashOf(key)).map((row) => row['position'] as Position);
    },
  };
}

/** 52 bits of a digest: a third of the space that the keys themselves would take. */
const hashOf = (key: string): number => Number.parseInt(hash('sha256', key, 'hex').slice(0, 13), 16);
