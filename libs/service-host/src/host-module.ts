import { Module, type DynamicModule } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { Health, HealthController } from './health';
import type { Host } from './host';
import { MetricsController } from './metrics';
import {
  API_SCHEMAS,
  CLOCK,
  CLOSING,
  CONFIG,
  LOG,
  METRICS,
  PERSONAL_KEYS,
  READINESS,
  SOURCES,
  TRANSPORT,
} from './tokens';

/** Makes what the process offers injectable everywhere. */
@Module({})
export class HostModule {
  static of(host: Host): DynamicModule {
    const offers: readonly (readonly [symbol, unknown])[] = [
      [CONFIG, { ...host.config, dataFolder: host.dataFolder }],
      [CLOCK, host.clock],
      [TRANSPORT, host.transport],
      [SOURCES, host.sources],
      [READINESS, host.readiness],
      [METRICS, host.metrics],
      [API_SCHEMAS, host.apiSchemas],
      [CLOSING, host.closing],
      [PERSONAL_KEYS, host.keys],
      [LOG, host.log],
    ];
    return {
      module: HostModule,
      global: true,
      imports: [TerminusModule.forRoot({ logger: false })],
      controllers: [HealthController, MetricsController],
      providers: [...offers.map(([provide, useValue]) => ({ provide, useValue })), Health],
      exports: [...offers.map(([token]) => token), Health],
    };
  }
}
