import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import type { Programme } from '@jiedui/programme';
import { chunksIn, headsIn, metaIn } from '../store/sqlite-reading';
import { fingerprintOf } from './fingerprint';

/** A village and area of which two views say something else, or to which the second has not come as far. */
export interface Difference {
  readonly village: string;
  readonly area: string;
  /** The highest villageseq of each; 0: nothing. */
  readonly live: number;
  readonly rebuilt: number;
  /** Whether the events that both have are the same. */
  readonly same: boolean;
}

export interface Comparison {
  /** False: there were no live views of the same measures. */
  readonly isCompared: boolean;
  /** The live views hold events that wait behind a gap. */
  readonly liveWaits: boolean;
  /** Villages and areas. */
  readonly histories: number;
  readonly differences: readonly Difference[];
  /** A digest of all fingerprints of the rebuilt views, by village and area. */
  readonly fingerprint: string;
}

/**
 * Compares two view files at the same villageseq; that the rebuilt one is further on is no difference. The live
 * one may be in use; without it (undefined), or when it measures something else, there is nothing to compare.
 */
export function compareViews(
  programme: Programme,
  liveFile: string | undefined,
  rebuiltFile: string,
): Comparison {
  const rebuilt = new DatabaseSync(rebuiltFile, { readOnly: true });
  const live = liveFile === undefined ? undefined : new DatabaseSync(liveFile, { readOnly: true });
  try {
    const comparable = live && metaIn(live, 'measures') === metaIn(rebuilt, 'measures') ? live : undefined;
    return compare(programme, comparable, rebuilt);
  } finally {
    live?.close();
    rebuilt.close();
  }
}

function compare(programme: Programme, live: DatabaseSync | undefined, rebuilt: DatabaseSync): Comparison {
  const digest = (db: DatabaseSync, village: string, area: string, to: number) =>
    fingerprintOf(programme, chunksIn(db, village, area, 1, to), to);
  const histories = new Map(headsIn(rebuilt).map((at) => [`${at.area} ${at.village}`, { ...at, live: 0 }]));
  for (const { village, area, head } of live ? headsIn(live) : [])
    histories.set(`${area} ${village}`, {
      ...{ village, area, live: head },
      head: histories.get(`${area} ${village}`)?.head ?? 0,
    });
  const differences: Difference[] = [];
  const all = createHash('sha256');
  for (const [key, at] of [...histories].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { village, area, live: liveHead, head } = at;
    const whole = digest(rebuilt, village, area, head);
    all.update(`${key} ${head} ${whole}\n`);
    if (!live || liveHead === 0) continue;
    const both = Math.min(liveHead, head);
    const same =
      digest(live, village, area, both) === (both === head ? whole : digest(rebuilt, village, area, both));
    if (!same || head < liveHead) differences.push({ village, area, live: liveHead, rebuilt: head, same });
  }
  const fingerprint = all.digest('hex');
  const liveWaits = live?.prepare(`SELECT 1 FROM mark WHERE kind = 'waiting'`).get() !== undefined;
  return { isCompared: live !== undefined, liveWaits, histories: histories.size, differences, fingerprint };
}
