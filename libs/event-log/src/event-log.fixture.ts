import type { AppendResult, Commit } from './event-log';

export const VILLAGE = '120119101201';
export const OTHER = '120114000111';
let keys = 0;

export const commit = (
  village: string,
  firstSeq: number,
  change: Partial<Commit> & { size?: number } = {},
): Commit => {
  const { size = 1, ...rest } = change;
  return {
    village,
    firstSeq,
    events: Array.from({ length: size }, (_, i) =>
      JSON.stringify({ subject: village, villageseq: firstSeq + i }),
    ),
    time: '2018-03-05T02:11:09.123Z',
    idempotencyKey: `key-${++keys}`,
    digest: 'digest',
    ...rest,
  };
};

export const seqs = (events: readonly string[]): number[] =>
  events.map((event) => JSON.parse(event).villageseq);
export const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
export const statuses = (results: readonly AppendResult[]): string[] => results.map(({ status }) => status);
