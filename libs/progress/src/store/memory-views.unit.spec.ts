import { MemoryViews } from './memory-views.fixture';
import { viewStoreContract } from './view-store.contract';

/** What the trials of the group are made on keeps the same contract as the stores that are used. */
viewStoreContract('memory', async () => {
  const places = new Map<string, MemoryViews>();
  const of = (measures: string) =>
    places.get(measures) ?? places.set(measures, new MemoryViews()).get(measures)!;
  return { open: async (measures = 'm1') => of(measures).open(), writer: undefined, remove: async () => {} };
});
