import fc from 'fast-check';
import { contributions, type DomainEvent } from '@jiedui/programme';
import { histories, orchardProgramme } from '../fold/orchards.fixture';
import { ChunkWriter, eachDelta, entriesOf, idsOf } from './chunk';

const area = 'orchards';
const { deltasOf } = contributions(orchardProgramme, area);

/** The events of one village and area, written into chunks of these sizes. */
function chunksOf(events: readonly DomainEvent[], sizes: Iterator<number>) {
  const chunks = [];
  for (let at = 0; at < events.length; ) {
    const writer = new ChunkWriter('v', area, at + 1);
    for (const event of events.slice(at, (at += sizes.next().value as number))) {
      writer.addEvent(event, Date.parse(event.time));
      for (const { slot, day, year, sum, count } of event.data.changes.flatMap(deltasOf))
        writer.addDelta(slot, day, year, sum, count);
    }
    chunks.push(writer.finish());
  }
  return chunks;
}

const oneVillage = histories.map((events) =>
  events
    .filter(({ source }) => source === `/bureaus/${area}`)
    .map((event, at): DomainEvent => ({ ...event, villageseq: at + 1, id: `id "${at}"` })),
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
            chunk,
            (_, ms) => (known = ms),
            (slot, day, year, sum, count) => read.push({ known, slot, day, year, sum, count }),
          );
        }
        expect(read).toEqual(
          events.flatMap(({ time, data }) =>
            data.changes.flatMap(deltasOf).map((delta) => ({ known: Date.parse(time), ...delta })),
          ),
        );
        const entries = chunks.flatMap((chunk) => entriesOf(orchardProgramme, chunk));
        expect(entries.map(({ villageseq, id, time, records }) => ({ villageseq, id, time, records }))).toEqual(
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
    const writer = new ChunkWriter('v', area, 4);
    writer.addHole(4, 'broken');
    writer.addHole(5, undefined);
    const chunk = writer.finish();
    expect(idsOf(chunk)).toEqual([[4, 'broken'], [5, undefined]]); // prettier-ignore
    expect(entriesOf(orchardProgramme, chunk)).toEqual([]);
    expect(chunk).toMatchObject({ firstSeq: 4, lastSeq: 5 });
  });
});
