import { refusalOf } from '@jiedui/mongo';

/** The service cannot start, for a reason that one sentence tells the person who starts it. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';

  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'));
  }
}

/**
 * Does the work of a tool. What its operator can mend is told in sentences, with this exit code; anything else is
 * thrown.
 */
export async function tellRefusal(work: () => Promise<void>, exitCode: number): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = exitCode;
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

/** Errors of the stores whose message is such a sentence already. */
const OUR_OWN = new Set(['NewerDataError', 'KeyMissing', 'OtherLog']);

/** What the operator is told of an error at start; an error of our own stays as it is. */
export function startRefusal(error: unknown, dataFolder: string): unknown {
  if (!(error instanceof Error) || error instanceof StartRefused) return error;
  if (OUR_OWN.has(error.name)) return new StartRefused([error.message]);
  const { faults } = error as { readonly faults?: readonly string[] }; // of the topics
  if (faults) return new StartRefused(faults);
  const mongo = refusalOf(error);
  if (mongo) return new StartRefused([mongo]);
  const store = STORES[((error as { errcode?: number }).errcode ?? 0) & 0xff];
  return store ? new StartRefused([`A store in the data folder ${dataFolder} ${store}.`]) : error;
}
