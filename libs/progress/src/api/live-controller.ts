import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  CLOSING,
  integer,
  object,
  Problem,
  Problems,
  readQuery,
  text,
  type Closing,
} from '@jiedui/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Aggregator } from '../consumer/aggregator';
import type { Feed } from '../live/feed';
import { follow } from '../live/reader';
import { dated } from './dated';
import { AGGREGATOR, FEED } from './tokens';

const MOST_READERS = 1_000;

/** One event of the stream. */
const EVENT = object({
  event: { type: 'string', enum: ['ready', 'fresh', 'change', 'reload'] },
  id: text('断线后作为 Last-Event-ID 送回 Sent back as Last-Event-ID'),
  data: text('JSON'),
  'retry?': integer('毫秒 Milliseconds'),
});

/** The changes as they come. */
@ApiTags('progress')
@Controller('api/progress/live')
export class LiveController {
  private readers = 0;

  constructor(
    @Inject(AGGREGATOR) private readonly aggregator: Aggregator,
    @Inject(FEED) private readonly feed: Feed,
    @Inject(CLOSING) private readonly closing: Closing,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'progress.live',
    summary: '变化推送（SSE） Changes as server-sent events',
    description:
      'ready：已连接；fresh：每 15 秒报各领域更新至何时、今天是哪一天；change：一个村的变化（各领域最近事项、状态前后）；reload：离开过久，请重新载入数据。' +
      'ready: connected; fresh: every 15 s how fresh each area is, and what day it is; change: a village changed (latest event of each area, statuses before and after); ' +
      'reload: too much has changed since, load the figures again.',
  })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: '断线续传 Goes on behind this event',
    schema: { type: 'string' },
  })
  @ApiOkResponse({
    description: '事件流 The stream',
    content: { 'text/event-stream': { schema: EVENT } },
  })
  @Problems('invalid-parameters', 'busy')
  live(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    readQuery(request.query, {});
    if (this.readers >= MOST_READERS) throw new Problem('busy', { headers: { 'retry-after': '10' } });
    void reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    if (request.method === 'HEAD') return void raw.end();
    const lastEventId = request.headers['last-event-id'];
    const state = () => dated(this.aggregator, { day: this.aggregator.current.day }, {});
    const stop = follow(this.feed, raw, typeof lastEventId === 'string' ? lastEventId : undefined, state);
    const { began } = this.closing;
    this.readers++;
    began.addEventListener('abort', stop);
    raw.once('close', () => {
      this.readers--;
      began.removeEventListener('abort', stop);
    });
    if (began.aborted) stop();
  }
}
