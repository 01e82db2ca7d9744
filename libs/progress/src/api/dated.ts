import type { AsOf } from '../book/book';
import type { Aggregator } from '../consumer/aggregator';
import type { AreaFreshness } from '../consumer/freshness';
import { finalityOf, freshOf } from '../queries/fresh';

/**
 * An answer with the point in time that it speaks of and how fresh it is. `concerns`: the areas whose events
 * can change it.
 */
export function dated<T extends object>(
  aggregator: Aggregator,
  { day, knownAt }: AsOf,
  content: T,
  concerns?: (area: AreaFreshness) => boolean,
) {
  const freshness = aggregator.freshness();
  return {
    asOf: day,
    asKnownAt: knownAt ?? null,
    ...(knownAt !== undefined && finalityOf(freshness, knownAt, concerns)),
    ...content,
    fresh: freshOf(freshness),
  };
}
