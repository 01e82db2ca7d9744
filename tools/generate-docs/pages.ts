import { readFileSync } from 'node:fs';
import { areas } from '@jiedui/catalogue';
import facts from '@jiedui/catalogue/programme.json';
import { area as registry } from '@jiedui/registry-contract';
import { bureaus } from '@jiedui/services';
import { asyncApi } from './asyncapi';
import { withBureaus } from './compose';
import { eventDocs } from './event-docs';
import { eventSchemas } from './event-schemas';
import { linesOf, unserved, type Clause } from './lines';
import { manifests } from './manifests';
import { servicesTable, withServices } from './services-table';
import { traceability } from './traceability';

export const clauses: readonly Clause[] = facts.areas.flatMap(({ id, indicators }) =>
  indicators.map((indicator) => ({ area: id, indicator: indicator.id, clause: indicator.clause })),
);

/** Area id -> its lines, of all areas. */
export const lines = new Map(
  areas.map((area) => [
    area.id,
    linesOf(
      area,
      bureaus.find((bureau) => bureau.area === area),
    ),
  ]),
);

const json = (document: object) => `${JSON.stringify(document, null, 2)}\n`;

/** Path -> text of every generated page as it should be; run it from the workspace root. */
export const pages = (): ReadonlyMap<string, string> =>
  new Map([
    ...[...areas, registry].map((area) => [`docs/events/${area.id}.md`, eventDocs(area)] as const),
    ...[...areas, registry].map(
      (area) => [`docs/schemas/${area.id}.json`, json(eventSchemas(area))] as const,
    ),
    ['docs/asyncapi.json', json(asyncApi([...areas, registry]))],
    ...manifests([registry, ...areas]),
    ['docker-compose.yml', withBureaus(readFileSync('docker-compose.yml', 'utf8'), [registry, ...areas])],
    ['docs/traceability.md', traceability(areas, lines, unserved(clauses, lines))],
    ['README.md', withServices(readFileSync('README.md', 'utf8'), servicesTable(areas, 'en'))],
    ['README.zh-CN.md', withServices(readFileSync('README.zh-CN.md', 'utf8'), servicesTable(areas, 'zh'))],
  ]);
