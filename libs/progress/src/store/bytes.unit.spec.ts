import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { ByteReader, ByteWriter } from './bytes';

const unsigned = fc.oneof(fc.maxSafeNat(), fc.nat({ max: 300 })).map((value) => ['unsigned', value] as const);
const signed = fc
  .oneof(fc.maxSafeInteger(), fc.integer({ min: -200, max: 200 }))
  .map((value) => ['signed', value] as const);
const text = fc
  .oneof(
    fc.string(),
    fc.string({ unit: 'binary', minLength: 30, maxLength: 40 }),
    fc.uuid(),
    fc.uuid().map((id) => id.toUpperCase()),
    fc.tuple(fc.uuid(), fc.nat({ max: 35 }), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })).map(
      ([id, at, other]) => id.slice(0, at) + other + id.slice(at + 1),
    ), // prettier-ignore
  )
  .map((value) => ['text', value] as const);

describe('bytes', () => {
  it('given any numbers and texts one behind the other, they are read as they were written', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(unsigned, signed, text), { maxLength: 40 }), (written) => {
        const writer = new ByteWriter();
        for (const [kind, value] of written) writer[kind](value as never);
        const reader = new ByteReader(writer.slice(0, writer.length));
        expect(written.map(([kind]) => [kind, reader[kind]()])).toEqual(written);
        expect(reader.isAtEnd).toBe(true);
      }),
    );
  });

  it('grows as far as it needs, and is empty again', () => {
    const writer = new ByteWriter();
    const long = '村'.repeat(100_000);
    writer.text(long);
    expect(new ByteReader(writer.slice(0, writer.length)).text()).toBe(long);
    writer.clear();
    expect(writer.length).toBe(0);
  });

  it('writes a UUID in 17 bytes', () => {
    const writer = new ByteWriter();
    writer.text(randomUUID());
    expect(writer.length).toBe(17);
  });
});
