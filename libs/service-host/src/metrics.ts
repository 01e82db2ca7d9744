import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { METRICS } from './tokens';

/** The figures of a process, in one registry of its own. */
export class Metrics {
  readonly registry = new Registry();
  private readonly readers = new Map<string, Map<string, () => number | Promise<number>>>();

  /** A figure of one area (or of the transport, ...) that is read when somebody looks. */
  gauge(name: string, help: string, area: string, read: () => number | Promise<number>): void {
    const readers = this.readers.get(name) ?? new Map<string, () => number | Promise<number>>();
    readers.set(area, read);
    if (this.readers.has(name)) return;
    this.readers.set(name, readers);
    new Gauge({
      name,
      help,
      labelNames: ['area'],
      registers: [this.registry],
      async collect() {
        const read = async ([area, figure]: readonly [string, () => number | Promise<number>]) => {
          try {
            this.set({ area }, await figure());
          } catch {
            this.remove({ area }); // not known for now
          }
        };
        await Promise.all([...readers].map(read));
      },
    });
  }
}

@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(METRICS) private readonly metrics: Metrics) {}

  @Get()
  async text(@Res() reply: FastifyReply): Promise<void> {
    await reply
      .header('content-type', this.metrics.registry.contentType)
      .send(await this.metrics.registry.metrics());
  }
}

/** Counts requests by route (never by address, which could hold anything), method and status. */
export function httpMetrics({
  registry,
}: Metrics): (method: string, route: string, status: number, seconds: number) => void {
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'jiedui_http_request_duration_seconds',
    help: 'Time from the request to the end of the answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  });
  return (method, route, status, seconds) => duration.observe({ method, route, status }, seconds);
}
