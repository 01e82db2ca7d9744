import { Controller, Get, Inject, Req, Res, type Type } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { LOG, Problems, QueryParameters } from '@jiedui/service-host';
import { workbookHeaders } from '@jiedui/spreadsheet';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Bureau } from '../bureau';
import type { BureauDef } from '../define-bureau';
import type { SheetPlan } from '../spreadsheet/sheet-plan';
import { Workbook } from './answers';
import { describedFilters } from './record-query';
import { TemplateDesk, templateParameters } from './template-desk';
import { bureauToken } from './tokens';

/** The workbook to fill in for one kind of record; `plans` are the sheets of all kinds. */
export function templateController({ area }: BureauDef, kind: string, plans: readonly SheetPlan[]): Type {
  const record = area.records[kind]!;
  const ofKind = plans.filter(({ kinds }) => kinds.includes(kind));

  @ApiTags(area.id)
  @Controller(`api/${area.id}/templates/${kind}`)
  class TemplateController {
    private readonly desk: TemplateDesk;

    constructor(@Inject(bureauToken(area.id)) bureau: Bureau, @Inject(LOG) log: Logger) {
      this.desk = new TemplateDesk(bureau, kind, ofKind, log);
    }

    @Get()
    @ApiOperation({
      operationId: `${area.id}.template.${kind}`,
      summary: `${area.zh}：${record.zh}导入模板 ${record.en}: a workbook to fill in, a sheet for each command`,
      description:
        '筛选参数同记录列表，只列出符合的现有记录。The filters of the list of records narrow the present records that are listed.',
    })
    @QueryParameters(templateParameters(record, ofKind), {
      ...describedFilters(area, record),
      command: '只要这些办理事项（地址的最后一段），逗号分隔 Only these commands, by comma',
      rows: '空行数 Blank rows',
      personal:
        '同时列出的个人信息字段，逗号分隔；会记入审计日志 Personal fields to show, by comma; told the audit log',
    })
    @Workbook('模板 The template')
    @Problems('invalid-parameters')
    async template(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      const { name, file } = await this.desk.make(request);
      await reply.headers(workbookHeaders(name)).send(file);
    }
  }
  return TemplateController;
}
