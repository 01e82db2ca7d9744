import { GenericError } from '@platformatic/kafka';

/** The client's errors hold each other: what went wrong stands innermost. */
function* messages(error: unknown): Generator<string> {
  if (!(error instanceof Error)) return;
  yield error.message;
  yield* messages(error instanceof AggregateError ? error.errors.at(-1) : error.cause);
}

/** A failure of Kafka in a line for who operates it: what was tried last, and why that failed. */
export class KafkaFailure extends Error {
  override readonly name = 'KafkaFailure';

  constructor(cause: Error) {
    super(`Kafka: ${[...new Set(messages(cause))].slice(-2).join(' ')}`, { cause });
  }
}

/** An error of the client in plain words; any other as it is. */
export const plain = (error: unknown): unknown =>
  error instanceof Error && GenericError.isGenericError(error) ? new KafkaFailure(error) : error;

/** Rejects in plain words. */
export async function plainly<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw plain(error);
  }
}
