import type { Position } from '@jiedui/event-log';
import { ByVillage } from './by-village';

/** What the log says and the store does not yet: the latest of each record, however often it was touched. */
export class Unsaved extends ByVillage {
  readonly heads = new Map<string, number>();
  position: Position | undefined;
}
