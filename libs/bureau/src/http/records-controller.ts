import { applyDecorators, Controller, Get, Inject, Req, Res, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { LOG, notFound, Problems } from '@jiedui/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Bureau } from '../bureau';
import type { BureauDef } from '../define-bureau';
import type { RecordKey } from '../domain/touched';
import { shownWith } from '../private-store/persons';
import type { RecordView } from '../records/record-store';
import { anyRecord, PERSONAL } from './answers';
import { bureauToken } from './tokens';

const NO_RECORD = { zh: '没有这条记录', en: 'There is no such record' };

/** One record with what was reported of it, and its personal fields. */
export function recordsController(def: BureauDef): Type {
  const { area } = def;
  const kinds = Object.keys(area.records);

  @ApiTags(area.id)
  @Controller(`api/${area.id}`)
  class RecordsController {
    constructor(
      @Inject(bureauToken(area.id)) private readonly bureau: Bureau,
      @Inject(LOG) private readonly log: Logger,
    ) {}

    @Get('villages/:code/records/:kind/:id')
    @ApiOperation({
      operationId: `${area.id}.record`,
      summary: `${area.zh}：一条记录及其经过 A record and its history`,
    })
    @RecordParams(kinds)
    @ApiOkResponse({
      schema: anyRecord(area),
      description: '记录 The record',
      headers: { ETag: { required: true, schema: { type: 'string' } } },
    })
    @Problems('not-found')
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
    @ApiOkResponse({ schema: PERSONAL, description: '个人信息，不得缓存 Personal fields, never cached' })
    @Problems('not-found')
    async personal(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      const { kind, village, id, timeline } = await this.find(request);
      const { privateStore } = this.bureau;
      const key = { kind, village, id };
      const erasedAt = privateStore.erasedAt(key);
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
        personal: (await privateStore.get(key, shownWith(def, timeline.facts))) ?? {},
        ...(erasedAt !== undefined && { erasedAt }),
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

const RecordParams = (kinds: readonly string[]) =>
  applyDecorators(
    ApiParam({ name: 'code', description: '村庄代码 Village code', schema: { type: 'string' } }),
    ApiParam({ name: 'kind', schema: { type: 'string', enum: [...kinds] } }),
    ApiParam({ name: 'id', schema: { type: 'string' } }),
  );
