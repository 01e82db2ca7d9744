import { Controller, Get, Inject, Req, Res, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Problems, QueryParameters, readQuery } from '@jiedui/service-host';
import { streamSheet, workbookHeaders } from '@jiedui/spreadsheet';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Bureau } from '../bureau';
import type { BureauDef } from '../define-bureau';
import { recordTable } from '../spreadsheet/export';
import { allRecords } from './all-records';
import { recordList, Workbook } from './answers';
import { describedFilters, listParameters, queryOf, refuseBadCursor } from './record-query';
import { villageNames } from './template-desk';
import { bureauToken } from './tokens';

/** The records of one kind, page by page, or all of them as a workbook. */
export function recordListController(def: BureauDef, kind: string): Type {
  const { area } = def;
  const record = area.records[kind]!;
  const parameters = listParameters(record);
  const { limit: _, cursor: __, ...unpaged } = parameters;
  const descriptions = describedFilters(area, record);

  @ApiTags(area.id)
  @Controller(`api/${area.id}/records/${kind}`)
  class RecordListController {
    constructor(@Inject(bureauToken(area.id)) private readonly bureau: Bureau) {}

    @Get()
    @ApiOperation({
      operationId: `${area.id}.records.${kind}`,
      summary: `${area.zh}：${record.zh} ${record.en}: the records, filtered and sorted`,
    })
    @QueryParameters(parameters, descriptions)
    @ApiOkResponse({ schema: recordList(kind, record), description: '记录 Records' })
    @Problems('invalid-parameters')
    async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      const query = queryOf(kind, readQuery(request.query, parameters));
      const reflects = query.village === undefined ? undefined : await this.bureau.log.head(query.village);
      const { records, next } = await this.bureau.records.list(query).catch(refuseBadCursor);
      await reply.send({
        kind,
        ...(reflects !== undefined && { reflects }),
        records: records.map(({ village, id, version, updatedAt, classification, state }) => ({
          village,
          id,
          version,
          updatedAt,
          classification,
          state,
        })),
        ...(next !== undefined && { next }),
      });
    }

    @Get('export.xlsx')
    @ApiOperation({
      operationId: `${area.id}.export.${kind}`,
      summary: `${area.zh}：导出${record.zh} ${record.en}: the list as a workbook, all pages`,
    })
    @QueryParameters(unpaged, descriptions)
    @Workbook('记录 Records')
    @Problems('invalid-parameters')
    async export(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      const query = queryOf(kind, readQuery(request.query, unpaged));
      const table = recordTable(def, kind, villageNames(this.bureau));
      const rows = allRecords(this.bureau.records, query);
      const stream = streamSheet(table, cellsOf(rows, table.cellsOf));
      await reply.headers(workbookHeaders(`${record.zh}-${this.bureau.clock.today()}.xlsx`)).send(stream);
    }
  }
  return RecordListController;
}

async function* cellsOf<R, C>(rows: AsyncIterable<R>, cells: (row: R) => C): AsyncGenerator<C> {
  for await (const row of rows) yield cells(row);
}
