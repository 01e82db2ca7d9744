import { Module, type DynamicModule } from '@nestjs/common';
import type { AreaDef } from '@jiedui/programme';
import {
  API_SCHEMAS,
  CLOCK,
  CLOSING,
  CONFIG,
  METRICS,
  READINESS,
  SOURCES,
  TRANSPORT,
  type Clock,
  type Closing,
  type HostConfig,
  type Metrics,
  type Readiness,
  type Schema,
} from '@jiedui/service-host';
import type { EventSource, Transport } from '@jiedui/transport';
import { REGISTRY } from '../book/registry-view';
import type { Aggregator } from '../consumer/aggregator';
import { openAggregator } from '../consumer/open-aggregator';
import { Feed } from '../live/feed';
import { FIGURES, Moments, STANDINGS } from '../queries/moments';
import { openViews } from '../store/open-views';
import { CourseController } from './course-controller';
import { ExportController } from './export-controller';
import { FiguresController } from './figures-controller';
import { HealthController } from './health-controller';
import { LiveController } from './live-controller';
import { AGGREGATOR, FEED, MOMENTS, PAST } from './tokens';
import { VillageController } from './village-controller';
import { VillageCourseController } from './village-course-controller';
import { VillagesController } from './villages-controller';

/** The aggregator and the city's API as a part of a service, `/api/progress`; its views are where the configuration says. */
@Module({})
export class ProgressModule {
  static register(areas: readonly AreaDef[]): DynamicModule {
    return {
      module: ProgressModule,
      controllers: [
        ExportController,
        FiguresController,
        CourseController,
        VillagesController,
        VillageController,
        VillageCourseController,
        LiveController,
        HealthController,
      ],
      providers: [
        {
          provide: AGGREGATOR,
          inject: [CONFIG, CLOCK, TRANSPORT, SOURCES, READINESS, METRICS, CLOSING, API_SCHEMAS],
          useFactory: (...host: HostParts) => open(areas, ...host),
        },
        {
          provide: MOMENTS,
          inject: [AGGREGATOR],
          useFactory: (aggregator: Aggregator) => new Moments(aggregator, FIGURES),
        },
        {
          provide: PAST,
          inject: [AGGREGATOR, MOMENTS],
          useFactory: (aggregator: Aggregator, beside: Moments) =>
            new Moments(aggregator, STANDINGS, { beside }),
        },
        { provide: FEED, inject: [AGGREGATOR], useFactory: feedOf },
      ],
      exports: [AGGREGATOR],
    };
  }
}

type HostParts = [
  HostConfig,
  Clock,
  Transport,
  Map<string, EventSource>,
  Readiness,
  Metrics,
  Closing,
  Map<string, Schema>,
];

/**
 * It is not ready before it folds, so that a rolling restart goes on only then. Whoever has not joined after so long
 * has no Kafka, and answers from its store.
 */
const JOINS_WITHIN_MS = 5_000;

async function open(areas: readonly AreaDef[], ...host: HostParts): Promise<Aggregator> {
  const [config, clock, transport, sources, readiness, metrics, closing, apiSchemas] = host;
  apiSchemas.set('AreaId', { type: 'string', enum: areas.map(({ id }) => id) });
  apiSchemas.set('IndicatorId', {
    type: 'string',
    enum: areas.flatMap(({ indicators }) => indicators.map(({ id }) => id)),
  });
  const aggregator = await openAggregator({
    areas,
    openStore: (measures) => openViews(config, measures),
    transport,
    sources: Object.fromEntries(
      [...areas.map(({ id }) => id), REGISTRY].map((area) => [area, lateSource(sources, area)]),
    ),
    clock,
  });
  closing.add('progress', () => aggregator.close());
  const withoutKafka = performance.now() + JOINS_WITHIN_MS;
  readiness.add('progress', () => {
    const { whole, deadLetters, partitions, joined, failure } = aggregator.health();
    return {
      up: failure === null && (joined || performance.now() > withoutKafka),
      joined,
      whole,
      deadLetters,
      partitions: partitions.join(', '),
      behind: aggregator.current.behind,
      ...(failure !== null && { failure }),
    };
  });
  const figure = (
    name: string,
    help: string,
    read: (of: ReturnType<Aggregator['freshness']>[number]) => number,
  ) => {
    for (const { area } of aggregator.freshness())
      metrics.gauge(`jiedui_progress_${name}`, help, area, () =>
        read(aggregator.freshness().find((of) => of.area === area)!),
      );
  };
  figure('events', 'Events in the figures', ({ events }) => events);
  figure('lag', 'Events on their way; -1: unknown', ({ lag }) => lag ?? -1);
  figure('gaps', 'Villages that wait for a missing event', ({ gaps }) => gaps.count);
  figure('holes', 'Events that could not be read', ({ holes }) => holes.count);
  figure('conflicts', 'Numbers that were used twice', ({ conflicts }) => conflicts.count);
  figure(
    'dead_letters',
    'Messages that could not be folded and were neither redriven nor discarded',
    ({ area }) => aggregator.deadLetters().get(area) ?? 0,
  );
  return aggregator;
}

/** The log of a bureau in the same process, which may open after the aggregator or not at all. */
function lateSource(sources: ReadonlyMap<string, EventSource>, area: string): EventSource {
  const source = (): EventSource => {
    const found = sources.get(area);
    if (!found) throw new Error(`no log of ${area} is known`);
    return found;
  };
  return {
    events: async (village, from) => source().events(village, from),
    summary: async () => source().summary(),
  };
}

function feedOf({ current }: Aggregator): Feed {
  const feed = new Feed();
  current.onChange(({ code, areas, statuses }) =>
    feed.add({ village: code, asOf: current.day, areas, statuses }),
  );
  return feed;
}
