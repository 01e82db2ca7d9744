import type { Writable } from 'node:stream';
import { frame, type Feed } from './feed';

/** How long a reader may leave what it was sent before it is cut off, and how often it hears how fresh all is. */
export const PATIENCE_MS = 30_000;
export const FRESH_EVERY_MS = 15_000;

const RELOAD = JSON.stringify({
  zh: '离线过久，无法补齐其间的变化，请重新载入页面数据；此后的变化将继续推送',
  en: 'Too much has changed since, or the service was restarted: load the figures again; later changes follow here',
});

/**
 * Sends the changes behind `lastEventId` (without one: from now on) to one reader, for as long as it reads.
 * Nothing is queued for it but what its socket holds: a slow reader stays behind in the feed, is told to
 * reload when the feed no longer holds its place, and is cut off when it takes nothing for a while. `state` is told
 * first, and now and then: that also tells whether the connection is alive.
 */
export function follow(
  feed: Feed,
  out: Writable,
  lastEventId: string | undefined,
  state: () => object,
): () => void {
  let after = lastEventId === undefined ? feed.latest : (feed.find(lastEventId) ?? -1);
  let stalled: NodeJS.Timeout | undefined;

  const send = (text: string): void => {
    if (out.write(text) || stalled) return;
    stalled = setTimeout(() => out.destroy(), PATIENCE_MS);
    out.once('drain', () => {
      clearTimeout(stalled);
      stalled = undefined;
      pump();
    });
  };
  const reloadUnlessHeld = (): void => {
    if (feed.holds(after)) return;
    after = feed.latest;
    send(frame(RELOAD, { id: feed.idOf(after), event: 'reload' }));
  };
  const pump = (): void => {
    while (!stalled && !out.destroyed && after !== feed.latest) {
      reloadUnlessHeld();
      const { text, upTo } = feed.read(after);
      after = upTo;
      if (text) send(text);
    }
  };
  const tell = (event: string): void => send(frame(JSON.stringify(state()), { id: feed.idOf(after), event }));
  const heartbeat = setInterval(() => !stalled && tell('fresh'), FRESH_EVERY_MS);
  const sleep = feed.onNews(pump);
  out.once('close', () => {
    sleep();
    clearInterval(heartbeat);
    clearTimeout(stalled);
  });
  send('retry: 3000\n');
  reloadUnlessHeld();
  tell('ready');
  pump();
  return () => out.end();
}
