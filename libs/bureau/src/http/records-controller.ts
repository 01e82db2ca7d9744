import { applyDecorators, Controller, Get, Inject, Req, Res, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import { LOG, Problem, notFound, problemAnswers } from '@jiedui/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Bureau } from '../bureau';
import type { BureauDef } from '../define-bureau';
import type { RecordKey } from '../domain/touched';
import { BadCursor, type RecordView } from '../records/record-store';
import { recordQuery } from './record-query';
import { bureauToken } from './tokens';

const NO_KIND = { zh: '没有这类记录', en: 'There is no such kind of record' };
const NO_RECORD = { zh: '没有这条记录', en: 'There is no such record' };

/** The records of a bureau: lists, one record with what was reported of it, and its personal fields. */
export function recordsController({ area }: BureauDef): Type {
  const kinds = Object.keys(area.records);

  @ApiTags(area.id)
  @Controller(`api/${area.id}`)
  class RecordsController {
    constructor(
      @Inject(bureauToken(area.id)) private readonly bureau: Bureau,
      @Inject(LOG) private readonly log: Logger,
    ) {}

    @Get('records/:kind')
    @ApiOperation({
      operationId: `${area.id}.records`,
      summary: `${area.zh}：记录列表 Records, filtered and sorted`,
      description:
        '记录类别的每个字段都可作筛选参数，多个取值用逗号分隔。Each field of the kind is a filter too; several values by comma.',
    })
    @ApiParam({ name: 'kind', schema: { type: 'string', enum: kinds } })
    @ApiQuery({ name: 'village', required: false, schema: { type: 'string', pattern: '^\\d{12}$' } })
    @ApiQuery({ name: 'district', required: false, schema: { type: 'string', pattern: '^\\d{6}$' } })
    @ApiQuery({ name: 'removed', required: false, schema: { type: 'boolean' } })
    @ApiQuery({
      name: 'sort',
      required: false,
      schema: { type: 'string' },
      description: 'village, updatedAt, 字段名 a field; -降序 descending',
    })
    @ApiQuery({
      name: 'limit',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 500, default: 50 },
    })
    @ApiQuery({ name: 'cursor', required: false, schema: { type: 'string' }, description: '上一页的 next' })
    @ApiOkResponse({ description: '记录 Records' })
    @Problems('invalid-parameters', 'token-required', 'not-found')
    async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      const { kind } = request.params as { kind: string };
      const def = Object.hasOwn(area.records, kind) ? area.records[kind] : undefined;
      if (!def) throw notFound(NO_KIND);
      const query = recordQuery(kind, def, request.query);
      const reflects = query.village === undefined ? undefined : await this.bureau.log.head(query.village);
      const { records, next } = await this.bureau.records.list(query).catch((error: unknown) => {
        throw error instanceof BadCursor ? badCursor() : error;
      });
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

    @Get('villages/:code/records/:kind/:id')
    @ApiOperation({
      operationId: `${area.id}.record`,
      summary: `${area.zh}：一条记录及其经过 A record and its history`,
    })
    @RecordParams(kinds)
    @ApiOkResponse({ description: '记录 The record', headers: { ETag: { schema: { type: 'string' } } } })
    @Problems('token-required', 'not-found')
    async one(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      const { kind, village, id, version, updatedAt, classification, state, timeline } =
        await this.find(request);
      await reply.header('etag', `"${version}"`).send({
        kind,
        village,
        id,
        version,
        updatedAt,
        classification,
        state,
        facts: timeline.facts.map(({ eventId, seq, type, on, data }) => ({
          eventId,
          villageseq: seq,
          type,
          title: { zh: area.events[type]?.zh ?? type, en: area.events[type]?.en ?? type },
          occurredOn: on,
          data,
        })),
        published: timeline.published,
      });
    }

    @Get('villages/:code/records/:kind/:id/private')
    @ApiOperation({
      operationId: `${area.id}.private`,
      summary: `${area.zh}：个人信息 Personal fields of a record`,
    })
    @RecordParams(kinds)
    @ApiOkResponse({ description: '个人信息，不得缓存 Personal fields, never cached' })
    @Problems('token-required', 'not-found')
    async personal(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      const { kind, village, id } = await this.find(request);
      this.log.info(
        {
          audit: 'personal fields read',
          actor: request.actor,
          area: area.id,
          kind,
          record: id,
          correlationId: request.id,
        },
        'audit',
      );
      await reply.send({
        kind,
        village,
        id,
        personal: (await this.bureau.privateStore.get({ kind, village, id })) ?? {},
      });
    }

    private async find(request: FastifyRequest): Promise<RecordView> {
      const { code, kind, id } = request.params as { code: string; kind: string; id: string };
      const key: RecordKey = { kind, village: code, id };
      const record = Object.hasOwn(area.records, kind) ? await this.bureau.records.find(key) : undefined;
      if (!record) throw notFound(NO_RECORD);
      return record;
    }
  }
  return RecordsController;
}

const badCursor = () =>
  new Problem('invalid-parameters', {
    violations: [
      {
        parameter: 'cursor',
        rule: 'parameter',
        message: {
          zh: '参数 cursor 不属于这个列表，请从第一页重新查询',
          en: 'The cursor belongs to another list: begin at its first page',
        },
      },
    ],
  });

const Problems = (...names: Parameters<typeof problemAnswers>[0]) =>
  applyDecorators(...problemAnswers(names));

const RecordParams = (kinds: readonly string[]) =>
  applyDecorators(
    ApiParam({ name: 'code', description: '村庄代码 Village code', schema: { type: 'string' } }),
    ApiParam({ name: 'kind', schema: { type: 'string', enum: [...kinds] } }),
    ApiParam({ name: 'id', schema: { type: 'string' } }),
  );
