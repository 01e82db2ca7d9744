import { Controller, Get, Inject, Req, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { notFound, readQuery } from '@jiedui/service-host';
import type { FastifyRequest } from 'fastify';
import type { Aggregator } from '../consumer/aggregator';
import { shownLight } from '../queries/light';
import { shownEntry } from '../queries/shown-entry';
import { entriesAfter, timelineOf } from '../queries/timeline';
import { shownCourse } from '../queries/village-course';
import { COURSE, LIGHT, TIMELINE } from './course-schemas';
import { readCursor, writeCursor } from './cursor';
import { dated } from './dated';
import { findVillage, VillageParam } from './find-village';
import { JsonAnswer } from './json-answer';
import { Answers, PageQuery, PointQuery, Query } from './page';
import { AREA_ID, DEFAULT_LIMIT, fingerprint, point, pointOf, timelineParameters } from './parameters';
import { AGGREGATOR } from './tokens';

/** How one village came where it is, and where that leads. */
@ApiTags('progress')
@Controller('api/progress/villages/:code')
@UseInterceptors(JsonAnswer)
export class VillageCourseController {
  constructor(@Inject(AGGREGATOR) private readonly aggregator: Aggregator) {}

  @Get('course')
  @ApiOperation({
    operationId: 'progress.course',
    summary: '各指标历程与预测 Every indicator month by month, and where it leads',
  })
  @VillageParam()
  @PointQuery()
  @Answers(COURSE, ['invalid-parameters', 'not-found'])
  course(@Req() request: FastifyRequest) {
    const [code, village] = findVillage(this.aggregator, request);
    const { day } = this.aggregator.current;
    const at = pointOf(readQuery(request.query, point(day)), day);
    return dated(this.aggregator, at, { village: code, ...shownCourse(this.aggregator, village, at) });
  }

  @Get('areas/:area')
  @ApiOperation({
    operationId: 'progress.light',
    summary: '一个灯的说明 Why an area of a village has its light, since when, and whose it is',
  })
  @VillageParam()
  @ApiParam({ name: 'area', description: '领域 Area', schema: AREA_ID })
  @PointQuery()
  @Answers(LIGHT, ['invalid-parameters', 'not-found'])
  light(@Req() request: FastifyRequest) {
    const { programme } = this.aggregator.book;
    const { day } = this.aggregator.current;
    const [code, village] = findVillage(this.aggregator, request);
    const { area: id } = request.params as { area: string };
    const area = programme.areas.find((known) => known.id === id);
    if (!area) throw notFound({ zh: '没有这个领域', en: 'There is no such area' });
    const at = pointOf(readQuery(request.query, point(day)), day);
    const content = { village: code, ...shownLight(this.aggregator, village, area, at) };
    return dated(this.aggregator, at, content, ({ area: of }) => of === id);
  }

  @Get('events')
  @ApiOperation({
    operationId: 'progress.timeline',
    summary: '一村的全部事项 All events of a village, the latest recorded first',
  })
  @VillageParam()
  @PointQuery()
  @Query('area', '只列此领域 Only of this area')
  @PageQuery('limit', 'cursor')
  @Answers(TIMELINE, ['invalid-parameters', 'not-found'])
  async timeline(@Req() request: FastifyRequest) {
    const { programme } = this.aggregator.book;
    const { day } = this.aggregator.current;
    const [code] = findVillage(this.aggregator, request);
    const values = readQuery(request.query, timelineParameters(programme, day));
    const at = pointOf(values, day);
    const { limit = DEFAULT_LIMIT, cursor, area } = values;
    const areas = area === undefined ? programme.areas.map(({ id }) => id) : [area];
    const list = fingerprint([code, area, values.asOf, values.asKnownAt]);
    const entries = await timelineOf(this.aggregator, code, areas, at);
    const position =
      cursor === undefined ? undefined : readCursor(cursor, list, ['string', 'string', 'number']);
    const behind = position
      ? entriesAfter(entries, { time: position[0], area: position[1], villageseq: position[2] })
      : entries;
    const last = behind[limit - 1];
    return dated(this.aggregator, at, {
      village: code,
      total: entries.length,
      events: behind.slice(0, limit).map(({ area: id, entry }) => ({
        area: id,
        ...shownEntry(
          programme.areas.find((known) => known.id === id)!,
          entry,
        ),
      })),
      next:
        last && behind.length > limit
          ? writeCursor(list, [last.entry.time, last.area, last.entry.villageseq])
          : null,
    });
  }
}
