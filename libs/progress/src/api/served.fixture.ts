import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { areas } from '@jiedui/catalogue';
import { compileProgramme, type Day } from '@jiedui/programme';
import { readConfig, startService } from '@jiedui/service-host';
import type { Aggregator } from '../consumer/aggregator';
import { message, RandomCity, type AnyEvent } from './city.fixture';
import { ProgressModule } from './progress-module';
import { AGGREGATOR } from './tokens';

export const programme = compileProgramme(areas);
export const TODAY: Day = '2019-09-30';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are compared member by member
export type Json = any;

type Reviver = (key: string, value: unknown, context: { readonly source: string }) => unknown;

/** Integers that a double cannot hold come as bigints. */
const exactly: Reviver = (_, value, { source }) =>
  typeof value === 'number' && /^-?\d{16,}$/.test(source) && !Number.isSafeInteger(value)
    ? BigInt(source)
    : value;
export const parseExactly = (text: string): Json =>
  JSON.parse(text, exactly as Parameters<typeof JSON.parse>[1]);

/** The city's API over real HTTP, on a real aggregator that is fed through the embedded transport. */
export async function serveCity(seed: number, villages: number) {
  const folder = mkdtempSync(join(tmpdir(), 'progress-'));
  const running = await startService(
    { title: 'progress', modules: [ProgressModule.register(areas)] },
    readConfig({ PORT: '0', JIEDUI_LOG: 'silent', JIEDUI_DATA: folder, JIEDUI_TODAY: TODAY }),
  );
  const { host, address, app } = running;
  const aggregator = app.get<Aggregator>(AGGREGATOR, { strict: false });
  const city = new RandomCity(seed, areas, villages);
  const base = `${address}/api/progress`;

  const fetchText = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${base}${path}`, { headers });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const get = async (path: string): Promise<Json> => {
    const { status, text } = await fetchText(path);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`);
    return parseExactly(text);
  };
  const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
    for (
      const end = Date.now() + 20_000;
      !(await condition());
      await new Promise((resolve) => setTimeout(resolve, 5))
    )
      if (Date.now() > end) throw new Error(`waited in vain: ${String(condition)}`);
  };
  const folded = () => aggregator.freshness().reduce((sum, { events }) => sum + events, 0);
  let published = 0;
  /** Publishes what the city has made up and waits until it is in the figures. */
  const publish = async (events: readonly AnyEvent[] = city.events.slice(published)): Promise<void> => {
    const before = folded();
    published = city.events.length;
    await host.transport.publish(events.map(message));
    await until(() => folded() >= before + events.length);
    await aggregator.current.settle();
  };
  return {
    ...{ host, aggregator, city, base, fetchText, get, until, publish },
    close: async () => {
      await running.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export type Served = Awaited<ReturnType<typeof serveCity>>;
