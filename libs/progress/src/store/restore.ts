import type { HistoryBook } from '../book/history-book';
import type { RegistryBook, RegistryFact } from '../book/registry-book';
import type { Fold } from '../fold/fold';
import { eachDelta, factsOf } from './chunk';
import type { Mark, ViewStore } from './view-store';

/** Fills the book, the registry view and the positions from the store; how many dead letters it knows of. */
export async function restore(
  store: ViewStore,
  fold: Fold,
  book: HistoryBook,
  registry: RegistryBook,
): Promise<number> {
  const { streams, sequencer, folded } = fold;
  const waiting: Mark[] = [];
  let deadLetters = 0;
  const see = (area: number, time: string) => {
    const { lastTime } = folded[area]!;
    if (lastTime === null || time > lastTime) folded[area]!.lastTime = time;
  };
  await store.load(
    (chunk, mended) => {
      const stream = streams.find(chunk.village, chunk.area);
      if (stream === undefined) return;
      const village = streams.villageOf(stream);
      const area = streams.areaOf(stream);
      if (streams.isRegistry(stream))
        for (const fact of factsOf<RegistryFact>(chunk)) {
          registry.apply(village, fact);
          see(area, fact.time);
        }
      else {
        let knownMs = 0;
        let latest = -Infinity;
        eachDelta(
          chunk,
          (ms) => {
            knownMs = ms;
            if (ms > latest) latest = ms;
          },
          (slot, day, year, sum, count) => book.add(village, knownMs, slot, day, year, sum, count),
        );
        if (latest > -Infinity) see(area, new Date(latest).toISOString());
      }
      if (mended) return;
      sequencer.restoreHead(stream, chunk.lastSeq);
      folded[area]!.events += chunk.lastSeq - chunk.firstSeq + 1;
    },
    (mark) => {
      if (mark.kind === 'dead-letter') deadLetters++;
      else if (mark.kind === 'waiting') waiting.push(mark);
      else {
        const stream = streams.find(mark.village, mark.area);
        if (stream !== undefined) fold.restore(stream, mark);
      }
    },
  );
  for (const { area, body } of waiting) fold.accept(streams.areas.indexOf(area), body, undefined);
  return deadLetters;
}
