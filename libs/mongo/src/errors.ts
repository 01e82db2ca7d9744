interface MongoFailure extends Error {
  readonly code?: unknown;
  readonly errorLabelSet?: ReadonlySet<string>;
  /** What a bulk write failed of. */
  readonly errorResponse?: unknown;
}

/** A unique index has refused a document: somebody else was quicker, or it is there already. */
export const isDuplicate = (error: unknown): boolean =>
  (error as Partial<MongoFailure> | null)?.code === 11000;

/** For an upsert of what is there in the meantime. */
export const unlessThere = (error: unknown): void => {
  if (!isDuplicate(error)) throw error;
};

const AWAY_NAME =
  /^Mongo\w*(Network|NetworkTimeout|ServerSelection|TopologyClosed|NotConnected|PoolCleared|PoolClosed|PoolClearedOnNetwork|WaitQueueTimeout)Error$/;
const AWAY_CODE = /^(EPIPE|ECONN\w+|ETIMEDOUT|E\w+UNREACH|EAI_AGAIN|ENOTFOUND)$/;

/** MongoDB does not answer for now; a write may have come about or not. Ask again. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, code, errorLabelSet, errorResponse } = error as MongoFailure;
  return (
    AWAY_NAME.test(name) ||
    (name.startsWith('Mongo') && AWAY_CODE.test(String(code))) ||
    !!errorLabelSet?.has('RetryableWriteError') ||
    isUnavailable(errorResponse)
  );
}

/** What somebody must mend before MongoDB lets us in; undefined for any other error. */
export function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { name, code } = error as MongoFailure;
  if (code === 18)
    return 'MongoDB does not know this user, or the password is another one: check MONGODB_URI.';
  if (code === 13)
    return 'The user of MONGODB_URI has no rights to the database: it needs readWrite on its own one (JIEDUI_DATABASE).';
  if (/^Mongo(Parse|InvalidArgument|Runtime|API)Error$/.test(name))
    return 'MONGODB_URI is no connection string: it looks like mongodb://user@host:27017/?replicaSet=rs0.';
  return undefined;
}
