import type { QueryClient } from '@tanstack/react-query';
import type { Day } from '@jiedui/programme';
import type { Language } from '@jiedui/web-page/plain';
import { EventSourceParserStream, type EventSourceMessage } from 'eventsource-parser/stream';
import { useEffect, useSyncExternalStore } from 'react';
import type { Dated } from './answers';
import { addressOf, headers } from './client';
import { noteFreshness } from './freshness';

/** `connecting` at the start, `live` while changes arrive, `broken` while the connection is being mended. */
export type Connection = 'connecting' | 'live' | 'broken';

const LONGEST_PAUSE_MS = 15_000;
/** The platform tells every 15 s how fresh the figures are: silence beyond three of them is a broken connection. */
const SILENCE_MS = 45_000;
/** Changes come one by one, and each would load the figures again: at most so often. */
const CALM_MS = 2_000;

let connection: Connection = 'connecting';
const listeners = new Set<() => void>();
const become = (next: Connection): void => {
  connection = next;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
export const useConnection = (): Connection => useSyncExternalStore(subscribe, () => connection);

/** Keeps what is shown up to date for as long as the page is open. */
export function useLive(client: QueryClient, language: Language): void {
  useEffect(() => {
    const end = new AbortController();
    void follow(client, language, end.signal);
    return () => end.abort();
  }, [client, language]);
}

async function follow(client: QueryClient, language: Language, end: AbortSignal): Promise<void> {
  const refresh = calmly(() => void client.invalidateQueries(), end);
  let lastEventId: string | undefined;
  let failures = 0;
  let today: Day | undefined;
  while (!end.aborted) {
    await read(language, lastEventId, end, ({ event, id, data }) => {
      if (id !== undefined) lastEventId = id;
      if (event === 'ready' || event === 'fresh') {
        const state = JSON.parse(data) as Dated;
        noteFreshness(state);
        if (today !== undefined && today !== state.asOf) refresh();
        today = state.asOf;
      } else refresh();
      if (connection === 'broken') refresh();
      failures = 0;
      become('live');
    }).catch(() => {});
    if (end.aborted) return;
    become('broken');
    await pause(Math.min(LONGEST_PAUSE_MS, 1_000 * 2 ** failures++), end);
  }
}

/** One connection, until it ends. An EventSource could not send the token. */
async function read(
  language: Language,
  lastEventId: string | undefined,
  end: AbortSignal,
  hear: (message: EventSourceMessage) => void,
): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  const signal = AbortSignal.any([end, silence.signal]);
  const response = await fetch(addressOf('/live', {}), {
    headers: { ...headers({ language }), ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) },
    signal,
  });
  if (!response.ok || !response.body) throw new Error(`live: ${response.status}`);
  const heard = new TransformStream<Uint8Array, Uint8Array>({
    transform: (bytes, out) => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
      out.enqueue(bytes);
    },
  });
  const events = response.body
    .pipeThrough(heard)
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  try {
    for (let next = await events.read(); !next.done; next = await events.read()) hear(next.value);
  } finally {
    clearTimeout(timer);
  }
}

const pause = (ms: number, end: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    end.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** The first call acts at once, those of the next moments together at its end. */
function calmly(act: () => void, end: AbortSignal): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  const open = () => {
    timer = undefined;
    if (!again || end.aborted) return;
    again = false;
    act();
    timer = setTimeout(open, CALM_MS);
  };
  return () => {
    if (timer !== undefined) return void (again = true);
    act();
    timer = setTimeout(open, CALM_MS);
  };
}
