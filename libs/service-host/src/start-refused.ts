/** The service cannot start, for a reason that one sentence tells the person who starts it. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';

  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'));
  }
}

/** SQLite's words for a file that cannot be used, by its primary result code. */
const STORES: Readonly<Record<number, string>> = {
  5: 'is in use by another process',
  8: 'cannot be written',
  11: 'is damaged: restore it from a backup',
  13: 'cannot grow: the disk is full',
  14: 'cannot be opened',
  26: 'is damaged: restore it from a backup',
};

/** What the operator is told of an error at start; an error of our own stays as it is. */
export function startRefusal(error: unknown, dataFolder: string): unknown {
  if (!(error instanceof Error) || error instanceof StartRefused) return error;
  if (error.name === 'NewerDataError') return new StartRefused([error.message]);
  const store = STORES[((error as { errcode?: number }).errcode ?? 0) & 0xff];
  return store ? new StartRefused([`A store in the data folder ${dataFolder} ${store}.`]) : error;
}
