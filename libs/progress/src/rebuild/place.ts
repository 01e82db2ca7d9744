import type { Mark, Partition, ViewStore } from '../store/view-store';
import { readAll, type Views } from './compare';

/** Where views are rebuilt beside the live ones. */
export interface RebuildPlace {
  /** Undefined: there are none that were folded with the same measures. They may be in use. */
  readonly live: Views | undefined;
  /** Empty at first. */
  readonly rebuilt: ViewStore;
  /**
   * Puts the rebuilt views in the place of the live ones, which nobody may have open. With `goOn` the transport
   * goes on behind what the live views had seen, which the rebuilt ones must hold; without it the transport
   * delivers everything again, and what is there already is dropped.
   */
  swap(goOn: boolean): Promise<void>;
  /** Removes what was rebuilt, unless it was swapped. */
  close(): Promise<void>;
}

/** Notes in the rebuilt views which messages the live ones have refused. */
export async function carryDeadLetters(live: Views, rebuilt: ViewStore): Promise<void> {
  const refused = new Map<Partition, Mark[]>();
  await readAll(live, (partition, entry) => {
    if (!('put' in entry)) return;
    const some = entry.put.filter(({ kind }) => kind === 'dead-letter');
    if (some.length) refused.set(partition, [...(refused.get(partition) ?? []), ...some]);
  });
  const heads = await readAll(rebuilt, () => {});
  await rebuilt.append(
    [...refused].map(([partition, put]) => ({
      ...{ partition, after: heads.get(partition) ?? 0 },
      entries: put.map((mark) => ({ put: [mark], drop: [] })),
    })),
  );
}
