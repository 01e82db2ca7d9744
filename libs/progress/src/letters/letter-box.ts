import type { Delivery } from '@jiedui/transport';
import type { Fold } from '../fold/fold';
import type { Mark, Partition } from '../store/view-store';
import { readMail, type Letter, type Settlement } from './letter';

/** What came on the topic of the dead letters. */
export interface Mail {
  readonly partition: Partition;
  readonly mail: Delivery;
}

/**
 * Folds the topic of the dead letters: which of them wait, and what becomes of the events that they are about.
 * What is done for a settlement may be done again: a crash may have left a part of it in the store.
 */
export function acceptMail(fold: Fold, { partition, mail }: Mail): void {
  const read = readMail(mail);
  if (!read) return;
  const pending = fold.pendingOf(partition);
  if ('settles' in read) {
    if (fold.letters.settle(read.settles)) pending.put(markOf(read.settles, read.area, read));
    if (read.outcome === 'discarded') discard(fold, partition, read);
    else redrive(fold, { partition, mail }, read);
  } else if (fold.letters.open(read.id, read.area)) pending.put(markOf(read.id, read.area, bodyOf(read)));
}

/** Its number counts for nothing from here on. */
function discard(fold: Fold, partition: Partition, { area, village, villageseq, event }: Settlement): void {
  if (village === undefined || villageseq === undefined) return;
  const stream = fold.streams.find(village, area);
  if (stream === undefined || fold.streams.partitionOf(stream) !== partition) return;
  fold.writeOff(stream, villageseq);
  if (event !== undefined) fold.closeConflict(stream, villageseq, event);
}

function redrive(fold: Fold, { partition, mail }: Mail, { area }: Settlement): void {
  const number = fold.streams.areas.indexOf(area);
  if (number >= 0) fold.accept({ area: number, partition, value: mail.value, origin: mail });
}

const bodyOf = ({ reason, since }: Letter) => ({ reason, since });

const markOf = (id: string, area: string, body: object): Mark => ({
  ...{ kind: 'dead-letter', area, village: '', villageseq: 0, id },
  body: JSON.stringify(body),
});
