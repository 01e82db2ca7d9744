import { ApiParam } from '@nestjs/swagger';
import { notFound } from '@jiedui/service-host';
import type { FastifyRequest } from 'fastify';
import type { VillageNumber } from '../book/book';
import type { Aggregator } from '../consumer/aggregator';

/** `:code` on the API page. */
export const VillageParam = () =>
  ApiParam({
    name: 'code',
    description: '村庄代码 Village code',
    schema: { type: 'string', pattern: '^[0-9]{12}$' },
  });

/** The village of `:code`. One that has events but no name yet is not shown. */
export function findVillage(
  { book, registry }: Aggregator,
  { params }: FastifyRequest,
): [code: string, village: VillageNumber] {
  const { code } = params as { code: string };
  const village = book.villages.find(code);
  if (village === undefined || !registry.isNamed(village))
    throw notFound({ zh: '名录中没有这个村', en: 'The registry knows no such village' });
  return [code, village];
}
