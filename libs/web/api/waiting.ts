import { useSyncExternalStore } from 'react';

/** What the platform is computing at the moment, in per cent, by question. */
const waiting = new Map<string, number>();
const listeners = new Set<() => void>();
let least: number | undefined;

const tell = (): void => {
  least = waiting.size ? Math.min(...waiting.values()) : undefined;
  for (const listener of listeners) listener();
};

export const noteWaiting = (question: string) => ({
  at: (percent: number): void => {
    waiting.set(question, percent);
    tell();
  },
  done: (): void => {
    if (waiting.delete(question)) tell();
  },
});

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** How far the slowest question is that waits for figures of another day; undefined: none waits. */
export const useWaiting = (): number | undefined => useSyncExternalStore(subscribe, () => least);
