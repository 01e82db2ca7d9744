import type { Chunk } from './chunk';
import type { LogEntry, Mark, ViewStore } from './view-store';

export const VILLAGE = '120119101201';

export const chunk = (firstSeq: number, lastSeq: number, more: Partial<Chunk> = {}): Chunk => ({
  ...{ village: VILLAGE, area: 'orchards', firstSeq, lastSeq },
  ...{ payload: new Uint8Array(new Float64Array([firstSeq, 0, 0]).buffer), lines: Buffer.from('id\ttype\t') },
  ...more,
});
export const events = (firstSeq: number, lastSeq: number, more: Partial<Chunk> = {}): LogEntry => ({
  chunk: chunk(firstSeq, lastSeq, more),
  mended: false,
});
export const mended = (firstSeq: number): LogEntry => ({ chunk: chunk(firstSeq, firstSeq), mended: true });
export const hole: Mark = {
  ...{ kind: 'hole', area: 'orchards', village: VILLAGE, villageseq: 2, id: '' },
  body: '{"reason":"坏 \\"\\u2028"}',
};

/** Everything in a store behind `heads`, in the order of reading: `partition/number what`. */
export async function readAll(store: ViewStore, heads = new Map<number, number>()): Promise<string[]> {
  const seen: string[] = [];
  await store.read(
    heads,
    (partition, number, entry) => seen.push(`${partition}/${number} ${shown(entry)}`),
    true,
  );
  return seen;
}

function shown(entry: LogEntry): string {
  if ('owner' in entry) return `owner ${entry.owner}`;
  if ('put' in entry)
    return [...entry.put.map(({ kind, villageseq, body }) => `${kind} ${villageseq} ${body}`), ...entry.drop.map(({ kind, villageseq }) => `no ${kind} ${villageseq}`)].join(); // prettier-ignore
  const { area, firstSeq, lastSeq } = entry.chunk;
  return `${area} ${firstSeq}-${lastSeq}${entry.mended ? ' mended' : ''}`;
}
