import { setTimeout } from 'node:timers/promises';
import { Admin, AuthenticationError } from '@platformatic/kafka';
import { clientOptions, type KafkaSettings } from './kafka-settings';

/** The client's errors hold each other: one of them is that a broker does not let this program in. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, errors = [] } = error as { readonly code?: unknown; readonly errors?: readonly unknown[] };
  return code === AuthenticationError.code || errors.some(isRefusal) || isRefusal(error.cause);
}

/** Whether a broker answers within so many ms, and lets this program in. */
export async function reachKafka(
  settings: KafkaSettings,
  withinMs: number,
): Promise<'reached' | 'away' | 'refused'> {
  const admin = new Admin({ ...clientOptions(settings), retries: 0 });
  const answer = admin.metadata({ topics: [] }).then(
    () => 'reached' as const,
    (error: unknown) => (isRefusal(error) ? 'refused' : 'away'),
  );
  const patience = setTimeout(withinMs, 'away' as const, { ref: false });
  try {
    return await Promise.race([answer, patience]);
  } finally {
    await admin.close();
  }
}
