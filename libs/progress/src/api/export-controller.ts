import { applyDecorators, Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { badParameter, oneOf, Problems, readQuery, refuseParameters } from '@jiedui/service-host';
import { streamSheet, workbookHeaders, writeWorkbook, XLSX, type Sheet } from '@jiedui/spreadsheet';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AsOf, VillageNumber } from '../book/book';
import type { Aggregator } from '../consumer/aggregator';
import { districtCodes, shownDistrict } from '../queries/districts';
import { isWaiting, type Moment, type Moments } from '../queries/moments';
import { shownReport } from '../queries/report';
import { listVillages } from '../queries/village-list';
import { indicatorSheet, placeSheet, type Place } from '../tables/overview-tables';
import { reportSheets } from '../tables/report-tables';
import { villageTable } from '../tables/village-table';
import { waiting } from './figures-or-wait';
import { FilterQuery, PointQuery, Query, Waits } from './page';
import { point, pointOf, readListQuery, reportParameters } from './parameters';
import { AGGREGATOR, MOMENTS } from './tokens';
import { filterOf, orderOf } from './villages-controller';

const CITY = { code: '', name: '全市' };

/** The city's tables as workbooks, with the same parameters and the same figures as their lists. */
@ApiTags('progress')
@Controller('api/progress')
export class ExportController {
  constructor(
    @Inject(AGGREGATOR) private readonly aggregator: Aggregator,
    @Inject(MOMENTS) private readonly moments: Moments,
  ) {}

  @Get('villages/export.xlsx')
  @ApiOperation({
    operationId: 'progress.exportVillages',
    summary: '导出村庄列表 The list of villages as a workbook, all pages',
    description: '筛选和排序参数同村庄列表。Filters and sorting as of the list of villages.',
  })
  @FilterQuery()
  @Workbook()
  async villages(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { book, registry, current } = this.aggregator;
    const { programme } = book;
    const values = readListQuery(request.query, programme, districtCodes(registry.districts()), current.day);
    refuseParameters(PAGING.filter((name) => values[name] !== undefined).map(noPages));
    const at = pointOf(values, current.day);
    await this.send(reply, at, '村庄', (moment) => {
      const targets = programme.indicators.filter(({ def }) => def.target).length;
      const placeOf = (area: string) => programme.areas.findIndex(({ id }) => id === area);
      const { figures, directory } = moment;
      const all = Math.max(1, directory.byCode.length);
      const filter = filterOf(values, targets, placeOf);
      const { villages } = listVillages(figures, directory, filter, orderOf(values, placeOf), all);
      const table = villageTable(this.aggregator, moment, values.indicator);
      return streamSheet({ name: `村庄 ${at.day}`, columns: table.columns }, inSlices(villages, table.rowOf));
    });
  }

  @Get('districts/export.xlsx')
  @ApiOperation({
    operationId: 'progress.exportDistricts',
    summary: '导出各区对比 The districts beside each other as a workbook',
  })
  @PointQuery()
  @Workbook()
  async districts(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { current, book } = this.aggregator;
    const at = pointOf(readQuery(request.query, point(current.day)), current.day);
    await this.send(reply, at, '各区', ({ figures }) => {
      const places = [
        ...this.codes().map((code) => this.place(figures, code)),
        { ...CITY, overview: figures.overview() },
      ];
      return writeWorkbook([
        placeSheet(book.programme, places),
        indicatorSheet(book.programme, places, '各区各指标'),
        asOfSheet(at),
      ]);
    });
  }

  @Get('indicators/export.xlsx')
  @ApiOperation({
    operationId: 'progress.exportIndicators',
    summary: '导出指标汇总 All indicators of the city or a district as a workbook',
  })
  @PointQuery()
  @Query('district', '区代码，缺省为全市 District code; the city if left out')
  @Workbook()
  async indicators(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { current, book } = this.aggregator;
    const parameters = { ...point(current.day), district: oneOf(...this.codes()) };
    const { district, ...values } = readQuery(request.query, parameters);
    const at = pointOf(values, current.day);
    await this.send(reply, at, '指标', ({ figures }) => {
      const place =
        district === undefined ? { ...CITY, overview: figures.overview() } : this.place(figures, district);
      return writeWorkbook([indicatorSheet(book.programme, [place]), asOfSheet(at)]);
    });
  }

  @Get('report/export.xlsx')
  @ApiOperation({
    operationId: 'progress.exportReport',
    summary: '导出通报 The report as a workbook, with the fingerprint of its data',
  })
  @PointQuery()
  @Query('district', '区代码，缺省为全市 District code; the city if left out')
  @Query('areas', '领域，多个用逗号分隔，缺省为全部 Areas, by comma; all if left out')
  @Workbook()
  async report(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { current, book } = this.aggregator;
    const values = readQuery(request.query, reportParameters(book.programme, this.codes(), current.day));
    await this.send(reply, pointOf(values, current.day), '通报', (moment) =>
      writeWorkbook(reportSheets(shownReport(this.aggregator, moment, values))),
    );
  }

  /** The workbook; 202 and how far the figures are while they are being computed. */
  private async send(
    reply: FastifyReply,
    at: AsOf,
    name: string,
    make: (moment: Moment) => NodeJS.ReadableStream | Promise<Buffer>,
  ): Promise<void> {
    const moment = await this.moments.find(at);
    const known = at.knownAt === undefined ? '' : `-已知截至${at.knownAt.slice(0, 10)}`;
    if (isWaiting(moment)) await reply.send(waiting(this.aggregator, at, reply, moment));
    else await reply.headers(workbookHeaders(`${name}-${at.day}${known}.xlsx`)).send(await make(moment));
  }

  private place(figures: Moment['figures'], code: string): Place {
    return { code, name: shownDistrict(code).zh, overview: figures.overview(code) };
  }

  private codes(): readonly string[] {
    return districtCodes(this.aggregator.registry.districts());
  }
}

const PAGING = ['limit', 'cursor', 'offset'] as const;
const noPages = (name: string) =>
  badParameter(name, { zh: '不用：导出含全部各页', en: 'is not taken: an export has all pages' });

/** Rows at a time: an event in between changes the rows to come, not those of a slice. */
const SLICE = 500;

async function* inSlices<T>(
  villages: readonly VillageNumber[],
  rowOf: (village: VillageNumber) => T,
): AsyncGenerator<T> {
  for (let at = 0; at < villages.length; at += SLICE) yield* villages.slice(at, at + SLICE).map(rowOf);
}

/** Which point in the two times the figures are of. */
const asOfSheet = ({ day, knownAt }: AsOf): Sheet => ({
  name: '说明',
  columns: [
    { heading: '截至', width: 16, format: 'text', tone: 'given' },
    { heading: '已知截至', width: 28, format: 'text', tone: 'given' },
  ],
  rows: [[day, knownAt ?? '全部已登记的事项']],
});

function Workbook(): MethodDecorator {
  const schema = { type: 'string', format: 'binary' };
  return applyDecorators(
    ApiOkResponse({ description: '工作簿 A workbook', content: { [XLSX]: { schema } } }),
    Waits(),
    Problems('invalid-parameters'),
  );
}
