import { Controller, Get, Inject, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { STATUSES } from '@jiedui/programme';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Aggregator } from '../consumer/aggregator';
import { districtCodes } from '../queries/districts';
import type { Moments } from '../queries/moments';
import { listVillages, type ListFilter, type ListOrder } from '../queries/village-list';
import { shownRows } from '../queries/village-rows';
import { readCursor, writeCursor } from './cursor';
import { figuresOrWait } from './figures-or-wait';
import { JsonAnswer } from './json-answer';
import { Answers, PointQuery, Query } from './page';
import { DEFAULT_LIMIT, MOST, pointOf, readListQuery, type ListValues } from './parameters';
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
  @PointQuery()
  @Query('district', '区代码，多个用逗号分隔 District codes, by comma')
  @Query('area', '领域：status 指该领域的灯 Area: `status` is its light')
  @Query('indicator', '指标：status 指该指标的状态 Indicator: `status` is its status')
  @Query('status', `多个用逗号分隔 By comma: ${STATUSES.join(', ')}`)
  @Query('provisional', '该指标是否暂定 Whether the indicator is provisional', { type: 'boolean' })
  @Query('reached', '是否达标 Whether every target is met', { type: 'boolean' })
  @Query('text', '代码的开头或名称的一部分 The beginning of a code or a part of a name')
  @Query('sort', 'code, name, score, progress（需 indicator）；前加 - 为降序 with - descending')
  @Query('limit', `1 .. ${MOST}`, { type: 'integer', minimum: 1, maximum: MOST })
  @Query('cursor', '上一页的 next The `next` of the page before')
  @Answers(VILLAGE_LIST, ['invalid-parameters'], true)
  list(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { book, registry, current } = this.aggregator;
    const { programme } = book;
    const values = readListQuery(request.query, programme, districtCodes(registry.districts()), current.day);
    const targets = programme.indicators.filter(({ def }) => def.target).length;
    const filter = filterOf(values, targets, (area) => programme.areas.findIndex(({ id }) => id === area));
    const order = orderOf(values);
    const { list, indicator, limit = DEFAULT_LIMIT } = values;
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
      );
      return {
        total: page.total,
        villages: shownRows(this.aggregator, moment, page.villages, indicator),
        next: page.next ? writeCursor(list, [page.next.key, page.next.code]) : null,
      };
    });
  }
}

function filterOf(values: ListValues, targets: number, placeOf: (area: string) => number): ListFilter {
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

function orderOf({ sort = 'code', indicator }: ListValues): ListOrder {
  const by = sort.replace('-', '') as 'code' | 'name' | 'score' | 'progress';
  return {
    by: by === 'progress' ? { progressOf: indicator!.index } : by,
    descending: sort.startsWith('-'),
  };
}
