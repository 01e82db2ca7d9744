import fc from 'fast-check';
import { ByteWriter } from './bytes';
import { eachDelta, writeDelta, writeEvent, writeHole } from './payload';

const anyNumber = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -200, max: 200 }));
const [FIRST_DAY, LAST_DAY] = [-719_528, 2_932_896]; // of the years 0000 to 9999
const anyDay = fc.integer({ min: FIRST_DAY, max: LAST_DAY });
const anyCount = fc.constantFrom(-1, 0, 1);
const anyDelta = fc.tuple(fc.nat({ max: 500 }), anyDay, fc.option(anyNumber), anyNumber, anyCount);
const anyEvent = fc.record({
  knownMs: fc.integer({ min: FIRST_DAY * 86_400_000, max: (LAST_DAY + 1) * 86_400_000 - 1 }),
  occurredOn: anyDay,
  deltas: fc.array(anyDelta),
});
const hole = fc.constant({ knownMs: NaN, occurredOn: NaN, deltas: [] });

describe('a payload', () => {
  it('gives back every event, hole and delta, whatever their numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyEvent, hole), { maxLength: 50 }), (events) => {
        const writer = new ByteWriter();
        for (const { knownMs, occurredOn, deltas } of events)
          if (Number.isNaN(knownMs)) writeHole(writer);
          else {
            writeEvent(writer, knownMs, occurredOn);
            for (const delta of deltas) writeDelta(writer, occurredOn, ...delta);
          }
        const read: { knownMs: number; occurredOn: number; deltas: unknown[] }[] = [];
        eachDelta(
          writer.slice(0, writer.length),
          (knownMs, occurredOn) => read.push({ knownMs, occurredOn, deltas: [] }),
          (...delta) => read.at(-1)!.deltas.push(delta),
        );
        expect(read).toEqual(events);
      }),
    );
  });
});
