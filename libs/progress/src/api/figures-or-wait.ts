import type { FastifyReply } from 'fastify';
import type { AsOf } from '../book/book';
import type { Aggregator } from '../consumer/aggregator';
import type { ListFigures } from '../book/current';
import { isWaiting, type Moment, type Moments } from '../queries/moments';
import type { Standings } from '../queries/standing-table';
import { dated } from './dated';

const RETRY_AFTER_SECONDS = 1;

/**
 * Answers with figures of all villages; 202 and how far they are while they are still being computed. `earlier`:
 * further points in time that the answer needs, whose figures `show` is given behind those of `at`.
 */
export async function figuresOrWait<F extends Standings = ListFigures>(
  aggregator: Aggregator,
  moments: Moments<F>,
  at: AsOf,
  reply: FastifyReply,
  show: (moment: Moment<F>, ...earlier: Moment<F>[]) => object,
  earlier: readonly AsOf[] = [],
): Promise<object> {
  const points = [...earlier, at];
  const found: Moment<F>[] = [];
  const began = performance.now();
  for (const point of points) {
    const moment = await moments.find(point, performance.now() - began);
    if (isWaiting(moment))
      return waiting(aggregator, at, reply, {
        done: found.length * moment.of + moment.done,
        of: points.length * moment.of,
      });
    found.push(moment);
  }
  return dated(aggregator, at, show(found.pop()!, ...found));
}

/** What is told while the figures are still being computed. */
export function waiting(
  aggregator: Aggregator,
  at: AsOf,
  reply: FastifyReply,
  { done, of }: { readonly done: number; readonly of: number },
): object {
  void reply.code(202).header('retry-after', String(RETRY_AFTER_SECONDS));
  return dated(aggregator, at, {
    progress: { done, of, percent: of ? Math.floor((100 * done) / of) : 0 },
    retryAfter: RETRY_AFTER_SECONDS,
    message: {
      zh: '正在计算，请稍后以同一地址再次查询，结果会保留',
      en: 'Being computed: ask the same address again shortly; the result is kept',
    },
  });
}
