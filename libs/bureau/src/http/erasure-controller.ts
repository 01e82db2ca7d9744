import { Controller, Delete, HttpCode, Inject, Req, Res, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { LOG, notFound, Problem, Problems } from '@jiedui/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Bureau } from '../bureau';
import type { BureauDef } from '../define-bureau';
import type { RecordKey } from '../domain/touched';
import { reportsOf } from '../private-store/persons';
import { ERASED } from './answers';
import { bureauToken } from './tokens';

const NO_PERSON = {
  zh: '没有这条记录，未删除任何内容。请核对村庄代码、记录类别和编号',
  en: 'There is no such record; nothing was erased. Check the village code, the kind and the id',
};
const UNFINISHED = {
  zh: '删除已登记，但尚未全部完成。请稍后再提交一次；不再提交的，系统下次启动时自动完成',
  en: 'The erasure is registered and not finished. Ask again shortly; otherwise the next start finishes it',
};

/** For the bureau's data-protection clerk: erases what is kept of one person, and leaves the log as it is. */
export function erasureController({ area, persons = {} }: BureauDef): Type {
  const kinds = [...new Set([...Object.keys(area.records), ...Object.keys(persons)])];

  @ApiTags(area.id)
  @Controller(`api/${area.id}`)
  class ErasureController {
    constructor(
      @Inject(bureauToken(area.id)) private readonly bureau: Bureau,
      @Inject(LOG) private readonly log: Logger,
    ) {}

    @Delete('villages/:code/records/:kind/:id/private')
    @HttpCode(200)
    @ApiOperation({
      operationId: `${area.id}.erase`,
      summary: `${area.zh}：删除个人信息 Erase the personal data of a person`,
      description:
        '删除后不能恢复；记录、事项和指标不变，本人不再登记个人信息。再次提交无妨。It cannot be undone; records, events and figures stay; no personal data of the person are taken any more. Asking again does no harm.',
    })
    @ApiParam({ name: 'code', description: '村庄代码 Village code', schema: { type: 'string' } })
    @ApiParam({ name: 'kind', schema: { type: 'string', enum: kinds } })
    @ApiParam({ name: 'id', schema: { type: 'string' } })
    @ApiOkResponse({
      schema: ERASED,
      description: '删除了哪些记录的个人信息 Of which records personal data were erased',
    })
    @Problems('not-found', 'busy')
    async erase(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      const { code: village, kind, id } = request.params as { code: string; kind: string; id: string };
      const { records, privateStore, clock } = this.bureau;
      const person: RecordKey = { kind, village, id };
      if (!kinds.includes(kind)) throw notFound(NO_PERSON);
      const events = reportsOf(person, await records.ofVillage(village));
      const isRecord = kind in area.records && (await records.find(person));
      if (!isRecord && !events.length) throw notFound(NO_PERSON);
      const at = clock.now();
      const order = { events, closed: kind in persons, actor: request.actor, at };
      const audit = {
        ...{ audit: 'personal fields erased', actor: request.actor, area: area.id, kind, record: id },
        correlationId: request.id,
      };
      const erased = await privateStore.erase(person, order).catch((error: unknown) => {
        this.log.error({ ...audit, error: (error as Error).name }, 'audit: not finished');
        throw new Problem('busy', { detail: UNFINISHED, headers: { 'retry-after': '5' } });
      });
      this.log.info({ ...audit, reports: erased.length }, 'audit');
      await reply.header('cache-control', 'no-store').send({
        kind,
        village,
        id,
        erasedAt: privateStore.erasedAt(person) ?? at,
        erased: counted(erased),
      });
    }
  }
  return ErasureController;
}

/** Each record once, with the number of its reports whose values are gone. */
function counted(records: readonly RecordKey[]) {
  const groups = Map.groupBy(records, ({ kind, id }) => `${kind}/${id}`);
  return [...groups.values()].map((some) => ({ kind: some[0]!.kind, id: some[0]!.id, reports: some.length }));
}
