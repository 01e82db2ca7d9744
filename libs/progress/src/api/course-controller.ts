import { Controller, Get, Inject, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { addDays } from '@jiedui/programme';
import { badParameter, readQuery, refuseParameters } from '@jiedui/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AsOf, VillageNumber } from '../book/book';
import type { Aggregator } from '../consumer/aggregator';
import { ATTENTION_DAYS, villagesInNeed } from '../queries/attention';
import { districtCodes, shownDistrict } from '../queries/districts';
import type { Moment, Moments } from '../queries/moments';
import { shownReport } from '../queries/report';
import { DIRECTIONS, listChanges } from '../queries/status-changes';
import type { Standings } from '../queries/standing-table';
import { shownTrendPoint, trendDays } from '../queries/trend';
import { ATTENTION, CHANGES, REPORT, TREND } from './course-schemas';
import { figuresOrWait } from './figures-or-wait';
import { JsonAnswer } from './json-answer';
import { Answers, PageQuery, PointQuery, Query } from './page';
import {
  attentionParameters,
  changesParameters,
  DEFAULT_LIMIT,
  pointOf,
  reportParameters,
  trendParameters,
} from './parameters';
import { AGGREGATOR, MOMENTS, PAST } from './tokens';

const DEFAULT_MONTHS = 12;

const PageQueries = [Query('district', '区代码 District code'), PageQuery('limit', 'offset')];
const Paged = () => (target: object, name: string, descriptor: PropertyDescriptor) =>
  PageQueries.forEach((query) => query(target, name, descriptor));

/** How the city moves: what changed, which villages need someone, how it came here. */
@ApiTags('progress')
@Controller('api/progress')
@UseInterceptors(JsonAnswer)
export class CourseController {
  constructor(
    @Inject(AGGREGATOR) private readonly aggregator: Aggregator,
    @Inject(MOMENTS) private readonly moments: Moments,
    @Inject(PAST) private readonly past: Moments<Standings>,
  ) {}

  @Get('changes')
  @ApiOperation({
    operationId: 'progress.changes',
    summary: '环比 What differs from an earlier day, as both are known now (or as known at `asKnownAt`)',
  })
  @PointQuery()
  @Query('since', '与哪一天比较，缺省为前一天 The earlier day; the day before `asOf` if left out')
  @Query('indicator', '只列此指标 Only this indicator')
  @Query('direction', DIRECTIONS.join(', '))
  @Paged()
  @Answers(CHANGES, ['invalid-parameters'], true)
  changes(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { programme } = this.aggregator.book;
    const { day } = this.aggregator.current;
    const values = readQuery(request.query, changesParameters(programme, this.codes(), day));
    const at = pointOf(values, day);
    const { since = addDays(at.day, -1), district, limit = DEFAULT_LIMIT, offset = 0 } = values;
    if (since > at.day)
      refuseParameters([
        badParameter('since', { zh: `不得晚于 ${at.day}`, en: `must not be after ${at.day}` }),
      ]);
    const show = (now: Moment<Standings>, before: Moment<Standings>) => {
      const order = now.directory.byCode;
      const page = { offset, limit };
      const listed = listChanges(programme, order, before.figures, now.figures, values, page);
      const [was, is] = [before, now].map(({ figures }) => figures.overview(district));
      return {
        since,
        villages: { before: was!.villages, now: is!.villages },
        reached: { before: was!.metAll, now: is!.metAll },
        indicators: programme.indicators.map(({ def, index }) => ({
          indicator: def.id,
          metBefore: was!.indicators[index]!.counts.met,
          met: is!.indicators[index]!.counts.met,
          ...listed.counts[index]!,
        })),
        total: listed.total,
        changes: listed.changes.map(({ village, indicator, before: from, after }) => ({
          village: this.named(village, at),
          indicator: indicator.def.id,
          before: from,
          after,
        })),
      };
    };
    return figuresOrWait(this.aggregator, this.past, at, reply, show, [{ ...at, day: since }]);
  }

  @Get('attention')
  @ApiOperation({
    operationId: 'progress.attention',
    summary: `需要关注的村 Villages that need someone: a light got worse in ${ATTENTION_DAYS} days, or most targets are off track or overdue`,
  })
  @PointQuery()
  @Paged()
  @Answers(ATTENTION, ['invalid-parameters'], true)
  attention(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { programme } = this.aggregator.book;
    const { day } = this.aggregator.current;
    const values = readQuery(request.query, attentionParameters(this.codes(), day));
    const at = pointOf(values, day);
    const { district, limit = DEFAULT_LIMIT, offset = 0 } = values;
    const since = addDays(at.day, -ATTENTION_DAYS);
    const show = (now: Moment<Standings>, before: Moment<Standings>) => {
      const order = now.directory.byCode;
      const found = villagesInNeed(programme, order, before.figures, now.figures, district);
      return {
        since,
        targets: programme.indicators.filter(({ def }) => def.target).length,
        total: found.length,
        villages: found.slice(offset, offset + limit).map(({ village, worse, ...need }) => ({
          village: this.named(village, at),
          ...need,
          worse: worse.map(({ area, ...lights }) => ({ area: programme.areas[area]!.id, ...lights })),
        })),
      };
    };
    return figuresOrWait(this.aggregator, this.past, at, reply, show, [{ ...at, day: since }]);
  }

  @Get('trend')
  @ApiOperation({
    operationId: 'progress.trend',
    summary: '走势 The city or a district at the end of each of the last months',
  })
  @PointQuery()
  @Query('district', '区代码 District code')
  @Query('months', `月数，缺省 ${DEFAULT_MONTHS}；村数很多时可能较少 Months; fewer with very many villages`, {
    type: 'integer',
    minimum: 1,
    maximum: 24,
  })
  @Answers(TREND, ['invalid-parameters'], true)
  trend(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { programme } = this.aggregator.book;
    const { day } = this.aggregator.current;
    const values = readQuery(request.query, trendParameters(this.codes(), day));
    const at = pointOf(values, day);
    const { months = DEFAULT_MONTHS, district } = values;
    const days = trendDays(at.day, Math.min(months, this.past.room()));
    const show = (now: Moment<Standings>, ...before: Moment<Standings>[]) => ({
      points: [...before, now].map(({ at: { day: on }, figures }) => ({
        day: on,
        ...shownTrendPoint(programme, figures.overview(district)),
      })),
    });
    const earlier = days.map((on) => ({ ...at, day: on }));
    return figuresOrWait(this.aggregator, this.past, at, reply, show, earlier);
  }

  @Get('report')
  @ApiOperation({
    operationId: 'progress.report',
    summary: '通报 The data of a report with their fingerprint: the same bytes for the same two times',
  })
  @PointQuery()
  @Query('district', '区代码，缺省为全市 District code; the city if left out')
  @Query('areas', '领域，多个用逗号分隔，缺省为全部 Areas, by comma; all if left out')
  @Answers(REPORT, ['invalid-parameters'], true)
  report(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { programme } = this.aggregator.book;
    const { day } = this.aggregator.current;
    const values = readQuery(request.query, reportParameters(programme, this.codes(), day));
    return figuresOrWait(this.aggregator, this.moments, pointOf(values, day), reply, (moment) =>
      shownReport(this.aggregator, moment, values),
    );
  }

  private named(village: VillageNumber, at: AsOf) {
    const { book, registry } = this.aggregator;
    const facts = registry.factsAt(village, at);
    return {
      code: book.villages.code(village),
      name: facts?.name ?? null,
      district: shownDistrict(facts?.districtCode ?? ''),
      townName: facts?.townName ?? null,
    };
  }

  private codes(): readonly string[] {
    return districtCodes(this.aggregator.registry.districts());
  }
}
