import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BureauModule } from '@jiedui/bureau/http';
import { areas } from '@jiedui/catalogue';
import { ProgressModule } from '@jiedui/progress';
import { readConfig, startService, type RunningService } from '@jiedui/service-host';
import { bureaus } from '@jiedui/services';

/** What the tables below a heading of docs/operations.md name in their first column. */
function namedBelow(heading: string): string[] {
  const text = readFileSync('docs/operations.md', 'utf8');
  const section = text.split(/^## /m).find((part) => part.startsWith(heading))!;
  const cells = section.split('\n').flatMap((line) => /^\|([^|]*)\|/.exec(line)?.[1] ?? []);
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!)).sort();
}

/** The variables that the services look at, whatever they are told. */
function settingsAskedFor(): string[] {
  const asked = new Set<string>();
  const recording = (env: NodeJS.ProcessEnv) =>
    new Proxy(env, {
      get(target, name) {
        asked.add(String(name));
        return target[String(name)];
      },
    });
  readConfig(recording({}));
  readConfig(
    recording({
      ...{ JIEDUI_STORE: 'mongodb', MONGODB_URI: 'mongodb://db/' },
      ...{ JIEDUI_TRANSPORT: 'kafka', KAFKA_BROKERS: 'kafka:9092' },
    }),
  );
  return [...asked].sort();
}

describe('docs/operations.md', () => {
  it('names every setting that a service reads, and no other', () => {
    expect(namedBelow('Settings')).toEqual(settingsAskedFor());
  });

  describe('given a bureau and the aggregator at work', () => {
    let folder: string;
    let service: RunningService;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'operations-'));
      const config = readConfig({ PORT: '0', JIEDUI_LOG: 'silent', JIEDUI_DATA: join(folder, 'data') });
      const modules = [BureauModule.register(bureaus[0]!), ProgressModule.register(areas)];
      service = await startService({ title: 'operations', modules }, config);
    });
    afterAll(async () => {
      await service.close();
      rmSync(folder, { recursive: true });
    });

    it('names every field of its health', async () => {
      const response = await fetch(`${service.address}/health/ready`);
      const { details } = (await response.json()) as { details: Record<string, object> };
      const fields = new Set(Object.values(details).flatMap((part) => Object.keys(part)));
      fields.delete('status');
      expect(namedBelow('Health')).toEqual(expect.arrayContaining([...fields]));
    });

    it('names every metric of its own, and no other', async () => {
      const text = await (await fetch(`${service.address}/metrics`)).text();
      const metrics = [...text.matchAll(/^# TYPE (jiedui_\w+)/gm)].map(([, name]) => name!);
      expect(namedBelow('Metrics')).toEqual(metrics.sort());
    });
  });
});
