import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Superseded, type Append, type LogEntry, type ViewStore } from './view-store';

/** Views in memory, as several replicas share them. */
export class MemoryViews {
  readonly logs: LogEntry[][] = [];
  private readonly events = new Set<string>();
  private readonly group = `progress-${randomUUID()}`;

  open(): ViewStore {
    return {
      group: this.group,
      read: async (heads, entry, lines) => {
        await setImmediate();
        this.logs.forEach((log, partition) => {
          const from = heads.get(partition) ?? 0;
          log
            .slice(from)
            .forEach((what, at) => entry(partition, from + at + 1, lines ? what : withoutLines(what)));
        });
      },
      append: async (appends) => {
        const results = await Promise.allSettled(appends.map((append) => this.append(append)));
        return results.map((result) => {
          if (result.status === 'rejected') throw result.reason;
          return result.value;
        });
      },
      chunks: async (village, area, from = 1, to = Infinity) =>
        this.logs
          .flat()
          .flatMap((entry) => ('chunk' in entry ? [entry] : []))
          .filter(({ chunk }) => chunk.village === village && chunk.area === area)
          .filter(({ chunk }) => chunk.firstSeq <= to && chunk.lastSeq >= from)
          .sort((a, b) => Number(a.mended) - Number(b.mended) || a.chunk.firstSeq - b.chunk.firstSeq)
          .map(({ chunk }) => chunk),
      close: async () => {},
    };
  }

  private async append({ partition, after, entries }: Append): Promise<number> {
    let number = after;
    for (const entry of entries) {
      await setImmediate(); // others come in between
      this.put((this.logs[partition] ??= []), number++, entry);
    }
    return number;
  }

  private put(log: LogEntry[], at: number, entry: LogEntry): void {
    if (at < log.length && isDeepStrictEqual(log[at], entry)) return;
    const event =
      'chunk' in entry &&
      `${entry.chunk.village} ${entry.chunk.area} ${entry.mended} ${entry.chunk.firstSeq}`;
    if (at < log.length || (event && this.events.has(event))) throw new Superseded('somebody was quicker');
    if (event) this.events.add(event);
    log.push(entry);
  }
}

const withoutLines = (entry: LogEntry): LogEntry =>
  'chunk' in entry ? { ...entry, chunk: { ...entry.chunk, lines: new Uint8Array() } } : entry;
