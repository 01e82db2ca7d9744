import type { EventLog } from '@jiedui/event-log';
import type { AreaDef } from '@jiedui/programme';
import type { PrivateStore } from '../private-store/private-store';
import type { RecordStore } from '../records/record-store';
import type { ReferenceStore } from '../reference/reference-store';

/** What the personal values of a bureau are encrypted with, 32 bytes each. */
export interface BureauKeys {
  /** Wraps the data keys. */
  readonly key: Buffer;
  /** What `key` takes the place of: the data keys are wrapped anew. */
  readonly formerKeys?: readonly Buffer[];
}

/** The stores of one bureau, each opened when it is asked for and closed before `close`. */
export interface BureauStores {
  log(): Promise<EventLog>;
  records(): Promise<RecordStore>;
  privateStore(keys: BureauKeys): Promise<PrivateStore>;
  reference(): Promise<ReferenceStore>;
  close(): Promise<void>;
}

/** Where bureaus keep what they keep. No area knows it. */
export type OpenStores = (area: AreaDef) => Promise<BureauStores>;
