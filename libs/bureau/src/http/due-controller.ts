import { Controller, Get, Inject, Req, Res, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { addDays, isDay, type Day } from '@jiedui/programme';
import { Problems, QueryParameters, readQuery, type Parameter } from '@jiedui/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Bureau } from '../bureau';
import type { BureauDef } from '../define-bureau';
import { duesOf } from '../domain/due';
import { DUE } from './answers';
import { PAGE_DESCRIPTIONS, PAGE_PARAMETERS, refuseBadCursor } from './record-query';
import { bureauToken } from './tokens';

/** Without `until` the list goes so many days ahead. */
const AHEAD = 30;

const until: Parameter<Day> = {
  read: (text) => (isDay(text) ? text : undefined),
  must: { zh: '须为日期，如 2019-09-30', en: 'must be a day, such as 2019-09-30' },
  schema: { type: 'string', format: 'date' },
};

const PARAMETERS = { until, ...PAGE_PARAMETERS };

/** What falls due at a bureau: its clerks' list of what to do. */
export function dueController({ area, kinds }: BureauDef): Type {
  const dues = Object.fromEntries(Object.entries(kinds).map(([kind, def]) => [kind, duesOf(def)]));

  @ApiTags(area.id)
  @Controller(`api/${area.id}`)
  class DueController {
    constructor(@Inject(bureauToken(area.id)) private readonly bureau: Bureau) {}

    @Get('due')
    @ApiOperation({
      operationId: `${area.id}.due`,
      summary: `${area.zh}：到期事项 What falls due, by day: what is overdue comes first`,
      description:
        '须由人办理的（如贷款到期）一直列出，直到办结；到日由系统自行办理的（如保险到期）列出，以便提前续办。' +
        'What people must settle stays until they do; what the service itself does on its day is listed so that it can be seen to before.',
    })
    @QueryParameters(PARAMETERS, {
      until: `截至哪一天（含），默认今后 ${AHEAD} 天 The last day, by default ${AHEAD} days from today`,
      ...PAGE_DESCRIPTIONS,
    })
    @ApiOkResponse({ schema: DUE, description: '到期事项 What falls due' })
    @Problems('invalid-parameters')
    async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      const today = this.bureau.clock.today();
      const query = {
        until: addDays(today, AHEAD),
        limit: 50,
        ...readQuery(request.query, PARAMETERS),
      };
      const { due, next } = await this.bureau.records.listDue(query).catch(refuseBadCursor);
      await reply.send({
        today,
        until: query.until,
        due: due.map(({ day, kind, village, id, name, overTime }) => {
          const { zh, en } = dues[kind]![name]!;
          return {
            day,
            overdue: day < today,
            kind,
            village,
            id,
            what: { name, zh, en },
            byService: overTime,
          };
        }),
        ...(next !== undefined && { next }),
      });
    }
  }
  return DueController;
}
