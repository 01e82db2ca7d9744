import { Controller, Get, Inject, Req, Res, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  Health,
  HealthAnswers,
  integerParameter,
  notFound,
  Problems,
  QueryParameters,
  readQuery,
} from '@jiedui/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Bureau } from '../bureau';
import type { BureauDef } from '../define-bureau';
import { CONTRACT, eventList, LOG_SUMMARY } from './answers';
import { contractOf } from './contract';
import type { CommandForm } from './command-form';
import { bureauToken } from './tokens';

const NO_VILLAGE = { zh: '本领域没有该村的事项', en: 'The area has no events of this village' };

const PARAMETERS = {
  from: integerParameter(1, Number.MAX_SAFE_INTEGER),
  limit: integerParameter(1, 1_000),
};

/** What others ask a bureau for: the log of its events, its contract, and how it is. */
export function logController(def: BureauDef, forms: readonly CommandForm[]): Type {
  const { area } = def;
  const contract = JSON.stringify(contractOf(def, forms));

  @ApiTags(area.id)
  @Controller(`api/${area.id}`)
  class LogController {
    constructor(
      @Inject(bureauToken(area.id)) private readonly bureau: Bureau,
      @Inject(Health) private readonly health: Health,
    ) {}

    @Get('villages/:code/events')
    @ApiOperation({
      operationId: `${area.id}.events`,
      summary: `${area.zh}：一个村的事项 Events of a village, as they are in the log`,
      description: '`Accept: application/x-ndjson`: 每行一条原文 one event a line, byte for byte',
    })
    @ApiParam({
      name: 'code',
      description: '村庄代码，或 city Village code, or `city`',
      schema: { type: 'string', pattern: '^([0-9]{12}|city)$' },
    })
    @QueryParameters(PARAMETERS, { from: 'villageseq' })
    @ApiOkResponse({
      description: '事项，按 villageseq 排列 Events in the order of their villageseq',
      content: {
        'application/json': { schema: eventList(area) },
        'application/x-ndjson': { schema: { type: 'string' } },
      },
    })
    @Problems('invalid-parameters', 'not-found')
    async events(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      const { code } = request.params as { code: string };
      const { from = 1, limit = 1_000 } = readQuery(request.query, PARAMETERS);
      const head = await this.bureau.log.head(code);
      if (!head) throw notFound(NO_VILLAGE);
      const events = await this.bureau.log.read(code, from, limit);
      if (request.headers.accept === 'application/x-ndjson') {
        await reply.type('application/x-ndjson').send(events.map((event) => `${event}\n`).join(''));
        return;
      }
      const last = from + events.length - 1;
      const next = events.length && last < head ? `,"next":${last + 1}` : '';
      await reply
        .type('application/json; charset=utf-8')
        .send(`{"village":"${code}","head":${head},"events":[${events.join(',')}]${next}}`);
    }

    @Get('log/summary')
    @ApiOperation({
      operationId: `${area.id}.log`,
      summary: `${area.zh}：事项总数与时间 How many events there are, and the bureau's clock`,
    })
    @ApiOkResponse({
      schema: LOG_SUMMARY,
      description: '此后的事项时间不早于 time No later event has an earlier time',
    })
    async summary(@Res() reply: FastifyReply): Promise<void> {
      await reply.send(await this.bureau.eventSource.summary());
    }

    @Get('contract')
    @ApiOperation({
      operationId: `${area.id}.contract`,
      summary: `${area.zh}：记录、事项、办理事项、规则 Records, events, commands and rules, as data`,
    })
    @ApiOkResponse({ schema: CONTRACT, description: '契约 The contract' })
    async contract(@Res() reply: FastifyReply): Promise<void> {
      await reply.type('application/json; charset=utf-8').send(contract);
    }

    @Get('health')
    @ApiOperation({ operationId: `${area.id}.health`, summary: `${area.zh}：就绪检查 Whether it can serve` })
    @HealthAnswers()
    healthOfArea(@Res({ passthrough: true }) reply: FastifyReply) {
      return this.health.check([area.id], reply);
    }
  }
  return LogController;
}
