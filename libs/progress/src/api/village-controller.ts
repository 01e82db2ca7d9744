import { Controller, Get, Inject, Req, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Indicator } from '@jiedui/programme';
import { badParameter, notFound, readQuery, refuseParameters } from '@jiedui/service-host';
import type { FastifyRequest } from 'fastify';
import { REGISTRY } from '../book/registry-view';
import type { Aggregator } from '../consumer/aggregator';
import type { AreaFreshness } from '../consumer/freshness';
import { explained } from '../queries/explanation';
import { shownHistory, stepDays } from '../queries/history';
import { shownFrame } from '../queries/overview';
import { shownVillage } from '../queries/village-view';
import { readCursor, writeCursor } from './cursor';
import { dated } from './dated';
import { findVillage, VillageParam } from './find-village';
import { JsonAnswer } from './json-answer';
import { Answers, PageQuery, PointQuery, Query } from './page';
import { eventsParameters, fingerprint, historyParameters, INDICATOR_ID, point, pointOf } from './parameters';
import { EXPLANATION, HISTORY, VILLAGE } from './village-schemas';
import { AGGREGATOR } from './tokens';

const EVENTS_LIMIT = 100;

/** One village: whole, through time, and each of its numbers down to the events. */
@ApiTags('progress')
@Controller('api/progress/villages/:code')
@UseInterceptors(JsonAnswer)
export class VillageController {
  constructor(@Inject(AGGREGATOR) private readonly aggregator: Aggregator) {}

  @Get()
  @ApiOperation({ operationId: 'progress.village', summary: '一村一档 One village whole' })
  @VillageParam()
  @PointQuery()
  @Answers(VILLAGE, ['invalid-parameters', 'not-found'])
  village(@Req() request: FastifyRequest) {
    const { book, current } = this.aggregator;
    const [, village] = findVillage(this.aggregator, request);
    const at = pointOf(readQuery(request.query, point(this.aggregator.current.day)), current.day);
    const frame = shownFrame(book.programme.frame, at.day);
    return dated(this.aggregator, at, { frame, ...shownVillage(this.aggregator, village, at) });
  }

  @Get('history')
  @ApiOperation({ operationId: 'progress.history', summary: '一个指标的历史 An indicator through time' })
  @VillageParam()
  @PointQuery()
  @Query('indicator', '指标代码 Id of the indicator', INDICATOR_ID, true)
  @Query('from', '首日，缺省为计划开始 First day; the start of the programme if left out')
  @Query('to', '末日，缺省为 asOf Last day; `asOf` if left out, and not after it')
  @Query('step', 'day, week, month（缺省 by default）')
  @Answers(HISTORY, ['invalid-parameters', 'not-found'])
  history(@Req() request: FastifyRequest) {
    const { book, current } = this.aggregator;
    const [code, village] = findVillage(this.aggregator, request);
    const values = readQuery(request.query, historyParameters(book.programme, current.day));
    const at = pointOf(values, current.day);
    const { start } = book.programme.frame;
    const { indicator, step = 'month', to = values.asOf ?? (at.day > start ? at.day : start) } = values;
    const { from = to > start ? start : to } = values;
    refuseParameters([
      ...(indicator ? [] : [badParameter('indicator', { zh: '必填', en: 'is required' })]),
      ...(from <= to ? [] : [badParameter('from', { zh: `不得晚于 ${to}`, en: `must not be after ${to}` })]),
      ...(values.asOf === undefined || to <= values.asOf
        ? []
        : [badParameter('to', { zh: '不得晚于 asOf', en: 'must not be after asOf' })]),
    ]);
    const points = shownHistory(book, village, indicator!, stepDays(from, to, step), at.knownAt);
    const content = { village: code, indicator: indicator!.def.id, from, to, step, points };
    return dated(this.aggregator, { ...at, day: to }, content, concerning(indicator!));
  }

  @Get('indicators/:indicator/events')
  @ApiOperation({
    operationId: 'progress.events',
    summary:
      '一个数由哪些事项构成 The events that made a number, what each adds to the measures, and the formula',
  })
  @VillageParam()
  @ApiParam({ name: 'indicator', description: '指标代码 Id of the indicator', schema: INDICATOR_ID })
  @PointQuery()
  @PageQuery('limit', 'cursor')
  @Answers(EXPLANATION, ['invalid-parameters', 'not-found'])
  async events(@Req() request: FastifyRequest) {
    const { book, registry, current } = this.aggregator;
    const [code] = findVillage(this.aggregator, request);
    const { indicator: id } = request.params as { indicator: string };
    const indicator = book.programme.indicators.find(({ def }) => def.id === id);
    if (!indicator) throw notFound({ zh: '没有这个指标', en: 'There is no such indicator' });
    const values = readQuery(request.query, eventsParameters(current.day));
    const at = pointOf(values, current.day);
    const list = fingerprint([code, id, values.asOf, values.asKnownAt]);
    const [after, upTo] =
      values.cursor === undefined ? [] : readCursor(values.cursor, list, ['number', 'number']);
    const entries = await this.aggregator.entries(code, indicator.area);
    const page = { limit: values.limit ?? EVENTS_LIMIT, after, upTo };
    const { next, ...explanation } = explained(book.programme, registry, indicator, entries, at, page);
    const { zh, en, kind, target, clause } = indicator.def;
    const content = {
      village: code,
      indicator: { indicator: id, area: indicator.area, zh, en, kind, target, clause },
      ...explanation,
      next: next ? writeCursor(list, [next.after, next.upTo]) : null,
    };
    return dated(this.aggregator, at, content, concerning(indicator));
  }
}

/** An indicator changes with the events of its area; a benchmark with the city's values too. */
const concerning =
  ({ area: own, def }: Indicator) =>
  ({ area }: AreaFreshness): boolean =>
    area === own || (area === REGISTRY && def.kind === 'benchmark');
