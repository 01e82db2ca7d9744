import { randomUUID } from 'node:crypto';
import type { Role } from '../child';
import { cpuMicroseconds } from '../table';
import type { Folded } from './aggregator';
import { kafka, topics } from './backlog';

/** A consumer that only parses what the same transport brings. */
export const parse: Role = async ({ brokers }: { readonly brokers: string }) => {
  const transport = kafka(brokers);
  return {
    ready: {},
    async answer({ events }: { readonly events: number }): Promise<Folded> {
      const all = Promise.withResolvers<void>();
      const utf8 = new TextDecoder();
      let first: { readonly at: number; readonly cpu: number } | undefined;
      let read = 0;
      const subscription = await transport.subscribe(
        `parse-${randomUUID()}`,
        topics,
        async (batch) => {
          first ??= { at: performance.now(), cpu: cpuMicroseconds() };
          for (const { value } of batch) JSON.parse(utf8.decode(value as Uint8Array));
          if ((read += batch.length) >= events) all.resolve();
        },
        { maxBatch: 2_000 },
      );
      await all.promise;
      const [ms, cpuUs] = [performance.now() - first!.at, cpuMicroseconds() - first!.cpu];
      await subscription.close();
      return { ms, cpuUs, rss: process.memoryUsage.rss() };
    },
    close: () => transport.close(),
  };
};
