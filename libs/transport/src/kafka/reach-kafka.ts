import { Admin, AuthenticationError } from '@platformatic/kafka';
import { clientOptions, type KafkaSettings } from './kafka-settings';

/** The client's errors hold each other: one of them is that a broker does not let this program in. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, errors = [] } = error as { readonly code?: unknown; readonly errors?: readonly unknown[] };
  return code === AuthenticationError.code || errors.some(isRefusal) || isRefusal(error.cause);
}

/** Whether a broker answers, and lets this program in. */
export async function reachKafka(settings: KafkaSettings): Promise<'reached' | 'away' | 'refused'> {
  const admin = new Admin({ ...clientOptions(settings), retries: 0 });
  try {
    await admin.metadata({ topics: [] });
    return 'reached';
  } catch (error) {
    return isRefusal(error) ? 'refused' : 'away';
  } finally {
    await admin.close();
  }
}
