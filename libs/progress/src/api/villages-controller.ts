import { Controller, Get, Inject, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Aggregator } from '../consumer/aggregator';
import { districtCodes } from '../queries/districts';
import type { Moment, Moments } from '../queries/moments';
import { listVillages, placeInList, type ListFilter, type ListOrder } from '../queries/village-list';
import { shownRows } from '../queries/village-rows';
import { readCursor, writeCursor } from './cursor';
import { figuresOrWait } from './figures-or-wait';
import { JsonAnswer } from './json-answer';
import { Answers, FilterQuery, PageQuery } from './page';
import { DEFAULT_LIMIT, pointOf, readListQuery, type ListValues } from './parameters';
import { VILLAGE_LIST } from './village-schemas';
import { AGGREGATOR, MOMENTS } from './tokens';

/** The list of villages: what stands behind a tile. */
@ApiTags('progress')
@Controller('api/progress/villages')
@UseInterceptors(JsonAnswer)
export class VillagesController {
  constructor(
    @Inject(AGGREGATOR) private readonly aggregator: Aggregator,
    @Inject(MOMENTS) private readonly moments: Moments,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'progress.villages', summary: '村庄列表 Villages, filtered and sorted' })
  @FilterQuery()
  @PageQuery('limit', 'cursor', 'offset', 'placeOf')
  @Answers(VILLAGE_LIST, ['invalid-parameters'], true)
  list(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { book, registry, current } = this.aggregator;
    const { programme } = book;
    const values = readListQuery(request.query, programme, districtCodes(registry.districts()), current.day);
    const targets = programme.indicators.filter(({ def }) => def.target).length;
    const placeOf = (area: string) => programme.areas.findIndex(({ id }) => id === area);
    const filter = filterOf(values, targets, placeOf);
    const order = orderOf(values, placeOf);
    const { list, indicator, limit = DEFAULT_LIMIT, offset } = values;
    const after =
      values.cursor === undefined
        ? undefined
        : readCursor(values.cursor, list, [order.by === 'name' ? 'string' : 'number', 'string']);
    return figuresOrWait(this.aggregator, this.moments, pointOf(values, current.day), reply, (moment) => {
      const page = listVillages(
        moment.figures,
        moment.directory,
        filter,
        order,
        limit,
        after && { key: after[0], code: after[1] },
        offset,
      );
      return {
        total: page.total,
        villages: shownRows(this.aggregator, moment, page.villages, indicator),
        next: page.next ? writeCursor(list, [page.next.key, page.next.code]) : null,
        ...(values.placeOf !== undefined && {
          place: this.place(moment, filter, order, values.placeOf),
        }),
      };
    });
  }

  private place({ figures, directory }: Moment, filter: ListFilter, order: ListOrder, code: string) {
    const village = this.aggregator.book.villages.find(code);
    const place = village === undefined ? undefined : placeInList(figures, directory, filter, order, village);
    return place ?? null;
  }
}

export function filterOf(values: ListValues, targets: number, placeOf: (area: string) => number): ListFilter {
  const { district, area, indicator, status, provisional, reached, text } = values;
  const of = indicator
    ? { indicator: indicator.index }
    : area !== undefined
      ? { area: placeOf(area) }
      : undefined;
  return {
    ...(district && { districts: new Set(district) }),
    ...(status && of && { status: { of, among: new Set(status) } }),
    ...(provisional !== undefined &&
      indicator && { provisional: { indicator: indicator.index, is: provisional } }),
    ...(reached !== undefined && { reached: { targets, is: reached } }),
    ...(text !== undefined && { text }),
  };
}

export function orderOf(
  { sort = 'code', indicator, area }: ListValues,
  placeOf: (area: string) => number,
): ListOrder {
  const by = sort.replace('-', '') as 'code' | 'name' | 'score' | 'met' | 'progress' | 'light';
  const descending = sort.startsWith('-');
  if (by === 'progress') return { by: { progressOf: indicator!.index }, descending };
  if (by === 'light') return { by: { lightOf: placeOf(area!) }, descending };
  return { by, descending };
}
