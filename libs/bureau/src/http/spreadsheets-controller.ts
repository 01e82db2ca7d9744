import { Controller, Get, HttpCode, Inject, Post, Req, Res, type Type } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { notFound, oneOf, Problems, QueryParameters, readQuery, TakesBody } from '@jiedui/service-host';
import { workbookHeaders, XLSX } from '@jiedui/spreadsheet';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BureauDef } from '../define-bureau';
import { IMPORT, Workbook } from './answers';
import { NO_RESULT, toldImport, type ImportDesk } from './import-desk';
import { importDeskToken } from './tokens';

const PARAMETERS = { dryRun: oneOf(true, false) };

/** Workbooks that were filled in: imports, and what came of them. */
export function spreadsheetsController({ area }: BureauDef): Type {
  @ApiTags(area.id)
  @Controller(`api/${area.id}`)
  class SpreadsheetsController {
    constructor(@Inject(importDeskToken(area.id)) private readonly desk: ImportDesk) {}

    @Post('imports')
    @HttpCode(202)
    @TakesBody(XLSX)
    @ApiOperation({
      operationId: `${area.id}.import`,
      summary: `${area.zh}：导入表格 Import a workbook that was filled in`,
      description:
        '正确的行即行登记，有误的行连同原因退回；同一文件可再次上传，不会重复登记。Right rows are recorded, wrong ones given back with reasons; a file may be sent again.',
    })
    @QueryParameters(PARAMETERS, { dryRun: '只检查，不登记 Checks everything, records nothing' })
    @ApiConsumes(XLSX)
    @ApiBody({ required: true, schema: { type: 'string', format: 'binary' } })
    @ApiResponse({ status: 202, schema: IMPORT, description: '已开始 It has begun' })
    @Problems('invalid-request', 'invalid-parameters', 'busy')
    async import(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      const { dryRun = false } = readQuery(request.query, PARAMETERS);
      const started = await this.desk.begin(request, dryRun);
      await reply
        .header('location', `/api/${area.id}/imports/${started.id}`)
        .send(toldImport(area.id, started, request));
    }

    @Get('imports/:id')
    @ApiOperation({
      operationId: `${area.id}.importOf`,
      summary: `${area.zh}：导入进度 How far an import is`,
    })
    @ApiParam({ name: 'id', schema: { type: 'string' } })
    @ApiOkResponse({ schema: IMPORT, description: '进度 How far it is' })
    @Problems('not-found')
    async progress(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      await reply.send(toldImport(area.id, this.find(request), request));
    }

    @Get('imports/:id/result')
    @ApiOperation({
      operationId: `${area.id}.importResult`,
      summary: `${area.zh}：退回的行 The rows that are given back, as a template with the reasons`,
    })
    @ApiParam({ name: 'id', schema: { type: 'string' } })
    @Workbook('退回的行 The rows that are given back')
    @Problems('not-found')
    async result(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      const { result, order } = this.find(request);
      if (!result) throw notFound(NO_RESULT);
      const name = order.dryRun ? '试导入结果.xlsx' : '退回的行.xlsx';
      await reply.headers(workbookHeaders(name)).send(result);
    }

    private find(request: FastifyRequest) {
      return this.desk.find((request.params as { id: string }).id, request.actor);
    }
  }
  return SpreadsheetsController;
}
