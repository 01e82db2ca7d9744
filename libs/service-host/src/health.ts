import { applyDecorators, Controller, Get, Inject, Res, ServiceUnavailableException } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { HealthCheckService, HealthIndicatorService, type HealthCheckResult } from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import { object, type Schema } from './schema';
import { READINESS } from './tokens';
import type { Readiness } from './readiness';

/** Asks the parts of the service how they are, in terminus's form: 503 when one is down. */
export class Health {
  constructor(
    @Inject(HealthCheckService) private readonly checks: HealthCheckService,
    @Inject(HealthIndicatorService) private readonly indicators: HealthIndicatorService,
    @Inject(READINESS) private readonly readiness: Readiness,
  ) {}

  async check(parts: readonly string[], reply: FastifyReply): Promise<HealthCheckResult> {
    void reply.header('cache-control', 'no-store');
    try {
      return await this.checks.check(parts.map((part) => () => this.indicator(part)));
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      void reply.code(503);
      return error.getResponse() as HealthCheckResult;
    }
  }

  ready(reply: FastifyReply): Promise<HealthCheckResult> {
    return this.check(this.readiness.names(), reply);
  }

  private async indicator(part: string) {
    const { up, ...details } = await this.readiness.of(part);
    const indicator = this.indicators.check(part);
    return up ? indicator.up(details) : indicator.down(details);
  }
}

const PARTS: Schema = {
  type: 'object',
  additionalProperties: {
    type: 'object',
    required: ['status'],
    properties: { status: { type: 'string', enum: ['up', 'down'] } },
    additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
  },
};
/** In terminus's form. */
const HEALTH = object({
  status: { type: 'string', enum: ['ok', 'error', 'shutting_down'] },
  info: PARTS,
  error: PARTS,
  details: PARTS,
});

/** The answers of a health check on the API page. */
export const HealthAnswers = () =>
  applyDecorators(
    ApiOkResponse({ schema: HEALTH, description: '就绪 Every part can serve' }),
    ApiResponse({ status: 503, schema: HEALTH, description: '未就绪 A part cannot; its details say which' }),
  );

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(@Inject(Health) private readonly health: Health) {}

  @Get('live')
  @ApiOperation({ summary: '存活检查 Whether the process runs' })
  @ApiOkResponse({ schema: HEALTH, description: '运行中 It runs' })
  live(@Res({ passthrough: true }) reply: FastifyReply) {
    return this.health.check([], reply);
  }

  @Get('ready')
  @ApiOperation({ summary: '就绪检查 Whether every part can serve' })
  @HealthAnswers()
  ready(@Res({ passthrough: true }) reply: FastifyReply) {
    return this.health.ready(reply);
  }
}
