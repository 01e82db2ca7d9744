import { readFileSync } from 'node:fs';
import { areas } from '@jiedui/catalogue';
import { area as registry } from '@jiedui/registry-contract';
import { eventDocs } from './event-docs';

describe('docs/events', () => {
  it.each([...areas, registry].map((area) => [area.id, area] as const))(
    'given the contract of %s, then its page is not stale',
    (id, area) =>
      expect(readFileSync(`${__dirname}/../../docs/events/${id}.md`, 'utf8')).toBe(eventDocs(area)),
  );
});
