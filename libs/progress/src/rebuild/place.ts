import type { ViewStore } from '../store/view-store';
import type { Views } from './compare';

/** Where views are rebuilt beside the live ones. */
export interface RebuildPlace {
  /** Undefined: there are none that were folded with the same measures. They may be in use. */
  readonly live: Views | undefined;
  /** Empty at first. */
  readonly rebuilt: ViewStore;
  /**
   * Puts the rebuilt views in the place of the live ones, at once or not at all. Those in a file nobody may have
   * open; in MongoDB the aggregators go over to them. With `goOn` the transport goes on behind what the live views
   * had seen, which the rebuilt ones must hold; without it, behind what the group of the rebuilt ones has
   * committed, which may be nothing: what is there already is dropped.
   */
  swap(goOn: boolean): Promise<void>;
  /** Removes what was rebuilt, unless it was swapped. */
  close(): Promise<void>;
}
