import type { Delivery } from './transport';

export const KEYS = ['120119101201', '120114000111', 'city'];

/** Waits until a condition holds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

export const valueOf = ({ value }: Delivery): string =>
  typeof value === 'string' ? value : Buffer.from(value!).toString();

/** What a group was given, the first time of each message only, by key. */
export function byKey(deliveries: readonly Delivery[]): Map<string, string[]> {
  const seen = new Map<string, Set<string>>();
  for (const delivery of deliveries) {
    const values = seen.get(delivery.key!) ?? new Set();
    seen.set(delivery.key!, values.add(valueOf(delivery)));
  }
  return new Map([...seen].map(([key, values]) => [key, [...values]]));
}
