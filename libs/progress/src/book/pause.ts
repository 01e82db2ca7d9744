import { setImmediate } from 'node:timers/promises';

/** How long a slice of work may keep the event loop to itself. */
const SLICE_MS = 8;

/** Cuts long work into slices: `if (pause.isDue()) await pause.take()`. */
export function pauser() {
  let until = performance.now() + SLICE_MS;
  return {
    isDue: (): boolean => performance.now() >= until,
    take: async (): Promise<void> => {
      await setImmediate();
      until = performance.now() + SLICE_MS;
    },
  };
}
