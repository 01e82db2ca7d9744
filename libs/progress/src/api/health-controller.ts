import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Health, HealthAnswers } from '@jiedui/service-host';
import type { FastifyReply } from 'fastify';

@ApiTags('progress')
@Controller('api/progress/health')
export class HealthController {
  constructor(@Inject(Health) private readonly health: Health) {}

  @Get()
  @ApiOperation({ operationId: 'progress.health', summary: '就绪检查 Whether the aggregator can serve' })
  @HealthAnswers()
  ready(@Res({ passthrough: true }) reply: FastifyReply) {
    return this.health.check(['progress'], reply);
  }
}
