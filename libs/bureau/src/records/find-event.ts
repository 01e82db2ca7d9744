import type { EventLog } from '@jiedui/event-log';
import type { LoggedEvent } from './fold';

const PAGE = 500;

/** An event of a village by its id; reads the village's log from its beginning. */
export async function findEvent(
  log: EventLog,
  village: string,
  id: string,
): Promise<LoggedEvent | undefined> {
  const quoted = JSON.stringify(id);
  for (let from = 1; ; from += PAGE) {
    const page = await log.read(village, from, PAGE);
    for (const text of page) {
      if (!text.includes(quoted)) continue;
      const event = JSON.parse(text) as LoggedEvent;
      if (event.id === id) return event;
    }
    if (page.length < PAGE) return undefined;
  }
}
