import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { Feed } from './feed';
import { follow, FRESH_EVERY_MS, PATIENCE_MS } from './reader';

/** The events of a stream: comments and `retry` left out. */
const eventsIn = (text: string) =>
  [...text.matchAll(/^id: (.*)\nevent: (.*)\ndata: (.*)\n\n/gm)].map(([, id, event, data]) => ({
    id: id!,
    event: event!,
    data: JSON.parse(data!) as { n?: number; zh?: string },
  }));

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
/** Takes what the stream holds until nothing more comes. */
async function drain(out: PassThrough): Promise<string> {
  let text = '';
  for (let chunk: Buffer | null, idle = 0; idle < 3; idle = chunk === null ? idle + 1 : 0) {
    chunk = out.read() as Buffer | null;
    if (chunk) text += chunk.toString();
    await nextTurn();
  }
  return text;
}

const changesIn = (text: string) =>
  eventsIn(text).flatMap(({ event, data }) => (event === 'change' ? [data.n] : []));

describe('the feed of changes', () => {
  it('tells a new reader what comes from now on', async () => {
    const feed = new Feed();
    feed.add({ n: 1 });
    const out = new PassThrough();
    follow(feed, out, undefined, () => ({ asOf: '2019-09-30' }));
    feed.add({ n: 2 });
    const events = eventsIn(await drain(out));
    expect(events.map(({ event }) => event)).toEqual(['ready', 'change']);
    expect(events[1]!.data).toEqual({ n: 2 });
    out.destroy();
  });

  it('goes on behind any event whose id a reader gives back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 40 }), fc.nat({ max: 40 }), async (count, lost) => {
        const feed = new Feed(40);
        for (let n = 1; n <= count; n++) feed.add({ n });
        const first = new PassThrough();
        follow(feed, first, feed.idOf(0), () => ({}));
        const seen = eventsIn(await drain(first));
        first.destroy();
        const last = seen[Math.min(lost, seen.length - 1)]!;
        const known = last.data.n ?? 0;
        feed.add({ n: count + 1 });
        const second = new PassThrough();
        follow(feed, second, last.id, () => ({}));
        const rest = eventsIn(await drain(second));
        second.destroy();
        if (count + 1 - known <= 40) {
          expect(rest.flatMap(({ data }) => data.n ?? [])).toEqual(
            Array.from({ length: count + 1 - known }, (_, at) => known + 1 + at),
          );
          expect(rest.some(({ event }) => event === 'reload')).toBe(false);
        } else expect(rest.map(({ event }) => event)).toEqual(['reload', 'ready']);
      }),
      { numRuns: 50 },
    );
  });

  it.each(['nonsense', '0-1', 'ffffffff-5', ''])('tells a reader with the id "%s" to reload', async (id) => {
    const feed = new Feed();
    feed.add({ n: 1 });
    const out = new PassThrough();
    follow(feed, out, id, () => ({}));
    feed.add({ n: 2 });
    const events = eventsIn(await drain(out));
    expect(events.map(({ event }) => event)).toEqual(['reload', 'ready', 'change']);
    expect(events[0]!.data.zh).toMatch(/重新载入/);
    out.destroy();
  });

  it('holds nothing for a slow reader but what its socket holds, and tells it to reload when it is far behind', async () => {
    const feed = new Feed(100);
    const out = new PassThrough({ highWaterMark: 1_000 });
    follow(feed, out, undefined, () => ({}));
    for (let n = 1; n <= 10_000; n++) {
      feed.add({ n, padding: 'x'.repeat(500) });
      if (n % 100 === 0) await nextTurn();
    }
    expect(out.readableLength + out.writableLength).toBeLessThan(200_000);
    const events = eventsIn(await drain(out));
    expect(events.some(({ event }) => event === 'reload')).toBe(true);
    const numbers = events.flatMap(({ data }) => data.n ?? []);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    out.destroy();
  });

  it('cuts off a reader that takes nothing', () => {
    jest.useFakeTimers();
    const feed = new Feed();
    const out = new PassThrough({ highWaterMark: 10 });
    follow(feed, out, undefined, () => ({ padding: 'x'.repeat(100) }));
    jest.advanceTimersByTime(PATIENCE_MS);
    expect(out.destroyed).toBe(true);
    jest.useRealTimers();
  });

  it('breaks the silence with the state of the moment, and loses no place by it', () => {
    jest.useFakeTimers();
    const feed = new Feed();
    feed.add({ n: 1 });
    const out = new PassThrough();
    let n = 0;
    follow(feed, out, undefined, () => ({ n: ++n }));
    jest.advanceTimersByTime(FRESH_EVERY_MS);
    expect(eventsIn(String(out.read()))).toEqual([
      { id: feed.idOf(1), event: 'ready', data: { n: 1 } },
      { id: feed.idOf(1), event: 'fresh', data: { n: 2 } },
    ]);
    out.destroy();
    jest.useRealTimers();
  });

  it('gives every reader the same text', async () => {
    const feed = new Feed();
    const readers = Array.from({ length: 20 }, () => new PassThrough());
    for (const reader of readers) follow(feed, reader, undefined, () => ({}));
    for (let n = 1; n <= 100; n++) feed.add({ n });
    const texts = await Promise.all(readers.map(drain));
    expect(new Set(texts).size).toBe(1);
    expect(changesIn(texts[0]!)).toHaveLength(100);
    for (const reader of readers) reader.destroy();
  });
});
