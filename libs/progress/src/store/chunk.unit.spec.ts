import fc from 'fast-check';
import { contributions, msOf, type DomainEvent } from '@jiedui/programme';
import { histories, orchardProgramme } from '../fold/orchards.fixture';
import { Pending } from '../fold/pending';
import { Streams } from '../fold/streams';
import { VillageIndex } from '../book/village-index';
import { entriesOf, idsOf, type Chunk } from './chunk';
import { eachDelta } from './payload';

const area = 'orchards';
const streams = new Streams([area, 'registry'], new VillageIndex());
const stream = streams.find('120119101201', area)!;
const { deltasOf } = contributions(orchardProgramme, area);

/** The events of one village and area, written into chunks of these sizes. */
function chunksOf(events: readonly DomainEvent[], sizes: Iterator<number>) {
  const chunks: Chunk[] = [];
  for (let at = 0; at < events.length;) {
    const pending = new Pending(streams);
    for (const event of events.slice(at, (at += sizes.next().value as number))) {
      pending.add(stream, event, msOf(event.time));
      for (const { slot, day, year, sum, count } of event.data.changes.flatMap(deltasOf))
        pending.addDelta(slot, day, year, sum, count);
    }
    for (const entry of pending.entries()) if ('chunk' in entry) chunks.push(entry.chunk);
  }
  return chunks;
}

const oneVillage = histories.map((events) =>
  events
    .filter(({ source }) => source === `/bureaus/${area}`)
    .map((event, at): DomainEvent => ({ ...event, villageseq: at + 1, id: `id "\\\t\n${at}村` })),
);

describe('a chunk', () => {
  it('gives back every delta and every entry, however the events are cut into chunks', () => {
    fc.assert(
      fc.property(oneVillage, fc.infiniteStream(fc.integer({ min: 1, max: 7 })), (events, sizes) => {
        const chunks = chunksOf(events, sizes);
        const read: unknown[] = [];
        for (const chunk of chunks) {
          let known = 0;
          eachDelta(
            chunk.payload,
            (ms) => (known = ms),
            (slot, day, year, sum, count) => read.push({ known, slot, day, year, sum, count }),
          );
        }
        expect(read).toEqual(
          events.flatMap(({ time, data }) =>
            data.changes.flatMap(deltasOf).map((delta) => ({ known: Date.parse(time), ...delta })),
          ),
        );
        const entries = chunks.flatMap((chunk) => entriesOf(orchardProgramme, chunk));
        expect(
          entries.map(({ villageseq, id, time, records }) => ({ villageseq, id, time, records })),
        ).toEqual(
          events.map(({ villageseq, id, time, data }) => ({
            ...{ villageseq, id, time },
            records: data.changes.map((change) => ({ record: change.record, id: change.id })),
          })),
        );
        expect(chunks.flatMap(idsOf)).toEqual(events.map(({ villageseq, id }) => [villageseq, id]));
      }),
    );
  });

  it('keeps the number and, where it could be read, the id of a hole, and no entry for it', () => {
    const pending = new Pending(streams);
    pending.addHole(stream, 4, 'broken');
    pending.addHole(stream, 5, undefined);
    const chunk = pending.chunksOf(stream)[0]!;
    expect(idsOf(chunk)).toEqual([[4, 'broken'], [5, undefined]]); // prettier-ignore
    expect(entriesOf(orchardProgramme, chunk)).toEqual([]);
    expect(chunk).toMatchObject({ firstSeq: 4, lastSeq: 5 });
  });
});
