import { Controller, Get, Inject, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { notFound, readQuery } from '@jiedui/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Figures } from '../book/current';
import type { Aggregator } from '../consumer/aggregator';
import { districtCodes, shownDistrict } from '../queries/districts';
import type { Moments } from '../queries/moments';
import { shownCatalogue, shownFrame, shownOverview } from '../queries/overview';
import { dated } from './dated';
import { figuresOrWait } from './figures-or-wait';
import { JsonAnswer } from './json-answer';
import { Answers, PointQuery } from './page';
import { DISTRICT_CODE, point, pointOf } from './parameters';
import { CATALOGUE, CITY, DISTRICT, DISTRICT_LIST } from './schemas';
import { AGGREGATOR, MOMENTS } from './tokens';

/** The catalogue, the city, the districts. */
@ApiTags('progress')
@Controller('api/progress')
@UseInterceptors(JsonAnswer)
export class FiguresController {
  constructor(
    @Inject(AGGREGATOR) private readonly aggregator: Aggregator,
    @Inject(MOMENTS) private readonly moments: Moments,
  ) {}

  @Get('indicators')
  @ApiOperation({
    operationId: 'progress.indicators',
    summary: '指标目录 The catalogue of indicators, with clauses, kinds and statuses',
  })
  @PointQuery()
  @Answers(CATALOGUE, ['invalid-parameters'])
  indicators(@Req() request: FastifyRequest) {
    const at = pointOf(
      readQuery(request.query, point(this.aggregator.current.day)),
      this.aggregator.current.day,
    );
    const { programme } = this.aggregator.book;
    return dated(this.aggregator, at, {
      frame: shownFrame(programme.frame, at.day),
      ...shownCatalogue(programme),
    });
  }

  @Get('city')
  @ApiOperation({
    operationId: 'progress.city',
    summary: '全市总览 The city: villages per status, sums, medians',
  })
  @PointQuery()
  @Answers(CITY, ['invalid-parameters'], true)
  city(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.figures(request, reply, (figures) => this.overview(figures));
  }

  @Get('districts')
  @ApiOperation({ operationId: 'progress.districts', summary: '各区对比 The districts beside each other' })
  @PointQuery()
  @Answers(DISTRICT_LIST, ['invalid-parameters'], true)
  districts(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.figures(request, reply, (figures) => ({
      districts: this.codes().map((code) => ({
        district: shownDistrict(code),
        ...this.overview(figures, code),
      })),
    }));
  }

  @Get('districts/:code')
  @ApiOperation({ operationId: 'progress.district', summary: '一个区 One district' })
  @ApiParam({
    name: 'code',
    description: '区代码 District code',
    schema: DISTRICT_CODE,
  })
  @PointQuery()
  @Answers(DISTRICT, ['invalid-parameters', 'not-found'], true)
  district(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { code } = request.params as { code: string };
    if (!this.codes().includes(code)) throw notFound({ zh: '没有这个区', en: 'There is no such district' });
    return this.figures(request, reply, (figures) => ({
      district: shownDistrict(code),
      ...this.overview(figures, code),
    }));
  }

  private async figures(request: FastifyRequest, reply: FastifyReply, show: (figures: Figures) => object) {
    const at = pointOf(
      readQuery(request.query, point(this.aggregator.current.day)),
      this.aggregator.current.day,
    );
    return figuresOrWait(this.aggregator, this.moments, at, reply, ({ figures }) => ({
      frame: shownFrame(this.aggregator.book.programme.frame, at.day),
      ...show(figures),
    }));
  }

  private overview(figures: Figures, district?: string) {
    return shownOverview(this.aggregator.book.programme, figures.overview(district));
  }

  private codes(): readonly string[] {
    return districtCodes(this.aggregator.registry.districts());
  }
}
