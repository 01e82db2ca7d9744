import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { Redirect } from './links';

const int32 = (n: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(n);
  return bytes;
};
const address = (port: number): Buffer => Buffer.concat([Buffer.from('127.0.0.1'), int32(port)]);
/** An answer of parts that are addresses or anything else. */
const answerOf = (parts: readonly (number | Uint8Array)[], portOf: (port: number) => number): Buffer => {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'number' ? address(portOf(part)) : part)));
  return Buffer.concat([int32(body.length), body]);
};

describe('the answers of Kafka behind proxies', () => {
  it('given any answers, however they are cut into pieces, name the proxies’ ports and are otherwise as they were', async () => {
    const ports = new Map([
      [29_092, 40_001],
      [29_094, 40_002],
    ]);
    const part = fc.oneof(fc.constantFrom(...ports.keys(), 9_092), fc.uint8Array({ maxLength: 20 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(part, { maxLength: 6 }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 50 }),
        async (answers, piece) => {
          const sent = Buffer.concat(answers.map((parts) => answerOf(parts, (port) => port)));
          const redirect = new Redirect(ports);
          for (let at = 0; at < sent.length; at += piece)
            redirect.write(Buffer.from(sent.subarray(at, at + piece)));
          redirect.end();
          const expected = answers.map((parts) => answerOf(parts, (port) => ports.get(port) ?? port));
          expect(await buffer(redirect)).toEqual(Buffer.concat(expected));
        },
      ),
    );
  });
});
