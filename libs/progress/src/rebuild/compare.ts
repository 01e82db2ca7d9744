import { createHash } from 'node:crypto';
import type { Programme } from '@jiedui/programme';
import type { LogEntry, Mark, Partition, ViewStore } from '../store/view-store';
import { fingerprintOf } from './fingerprint';

export type Views = Pick<ViewStore, 'read' | 'chunks'>;

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
 * Compares views at the same villageseq; that the rebuilt ones are further on is no difference. The live ones may
 * be in use; without any of the same measures (undefined) there is nothing to compare.
 */
export async function compareViews(
  programme: Programme,
  live: Views | undefined,
  rebuilt: Views,
): Promise<Comparison> {
  const digest = async (views: Views, village: string, area: string, to: number) =>
    fingerprintOf(programme, await views.chunks(village, area, 1, to), to);
  const [before, after] = [live && (await standOf(live)), await standOf(rebuilt)];
  const differences: Difference[] = [];
  const all = createHash('sha256');
  const histories = [...new Set([...after.heads.keys(), ...(before?.heads.keys() ?? [])])].sort();
  for (const key of histories) {
    const area = key.slice(0, key.indexOf(' '));
    const village = key.slice(area.length + 1);
    const [liveHead, head] = [before?.heads.get(key) ?? 0, after.heads.get(key) ?? 0];
    const whole = await digest(rebuilt, village, area, head);
    all.update(`${key} ${head} ${whole}\n`);
    if (!live || liveHead === 0) continue;
    const both = Math.min(liveHead, head);
    const mine = both === head ? whole : await digest(rebuilt, village, area, both);
    const same = (await digest(live, village, area, both)) === mine;
    if (!same || head < liveHead) differences.push({ village, area, live: liveHead, rebuilt: head, same });
  }
  return {
    ...{ isCompared: live !== undefined, liveWaits: before?.waits ?? false },
    ...{ histories: histories.length, differences, fingerprint: all.digest('hex') },
  };
}

/** Up to which villageseq each `area village` is folded, and whether anything waits behind a gap. */
async function standOf(views: Views) {
  const heads = new Map<string, number>();
  const waiting: Mark[] = [];
  const note = (_partition: Partition, _number: number, entry: LogEntry) => {
    if ('chunk' in entry) {
      const { village, area, lastSeq } = entry.chunk;
      if (!entry.mended) heads.set(`${area} ${village}`, lastSeq);
    } else if ('put' in entry) waiting.push(...entry.put.filter(({ kind }) => kind === 'waiting'));
  };
  await views.read(new Map(), note, false);
  const waits = waiting.some((mark) => mark.villageseq > (heads.get(`${mark.area} ${mark.village}`) ?? 0));
  return { heads, waits };
}
