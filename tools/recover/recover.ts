import type { Commit, EventLog } from '@jiedui/event-log';
import type { Archive } from '@jiedui/progress';

/** How many commits are written at once. */
const AT_ONCE = 500;

/** What is read of an event. */
interface Published {
  readonly id: string;
  readonly subject: string;
  readonly villageseq: number;
  readonly time: string;
}

/**
 * Appends to a bureau's log the events that its topic holds and the log lacks, for it was restored from a backup.
 * The keys of their commands are not known any more. Returns how many there were.
 *
 * @throws Error when two events have one number, or one does not follow the log: nothing is written behind it
 */
export async function recoverLog(log: EventLog, topic: Archive): Promise<number> {
  const missing = await missingIn(log, topic);
  for (let from = 0; from < missing.length; from += AT_ONCE) {
    const some = missing.slice(from, from + AT_ONCE);
    const results = await log.append(some);
    const at = results.findIndex(({ status }) => status !== 'appended');
    if (at >= 0) {
      const { village, firstSeq } = some[at]!;
      throw new Error(
        `Event ${firstSeq} of ${village} does not follow the log (${results[at]!.status}): is it in use?`,
      );
    }
  }
  return missing.length;
}

/** In the order in which the log had them. */
async function missingIn(log: EventLog, topic: Archive): Promise<readonly Commit[]> {
  const heads = new Map<string, number>();
  const missing = new Map<string, Commit>();
  await topic(async (some) => {
    for (const { value } of some) {
      const text = typeof value === 'string' ? value : new TextDecoder().decode(value ?? undefined);
      const { id, subject: village, villageseq, time } = JSON.parse(text) as Published;
      if (!heads.has(village)) heads.set(village, await log.head(village));
      if (villageseq <= heads.get(village)!) continue;
      const number = `${village}/${villageseq}`;
      const key = `recovered-${id}`;
      if ((missing.get(number)?.idempotencyKey ?? key) !== key)
        throw new Error(`Two events have the number ${number}: one of them must be told to be wrong first.`);
      missing.set(number, {
        ...{ village, firstSeq: villageseq, events: [text], time },
        ...{ idempotencyKey: key, digest: '' },
      });
    }
  });
  return [...missing.values()].sort(
    (a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0) || a.firstSeq - b.firstSeq,
  );
}
