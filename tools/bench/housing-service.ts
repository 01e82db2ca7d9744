import { BureauModule, bureauToken } from '@jiedui/bureau/http';
import type { Bureau } from '@jiedui/bureau';
import { housingBureau } from '@jiedui/housing-service';
import { readConfig, startService, type RunningService } from '@jiedui/service-host';
import { until } from './folder';
import { MadeUpCity } from './made-up-city';
import { villageCodes } from './village-codes';

export const villages = villageCodes(1_000);
export const HOUSING_PATH = '/api/housing/commands/assess-dwelling';

export const settings = (folder: string, today: string) =>
  readConfig({
    PORT: '0',
    JIEDUI_LOG: 'warn',
    JIEDUI_DATA: folder,
    JIEDUI_TODAY: today,
    JIEDUI_RATE: '100000000',
  });

export const assessment = (n: number, today: string, among: readonly string[] = villages): string =>
  JSON.stringify({
    village: among[(n * 7_919) % among.length],
    occurredOn: today,
    category: 'dibao',
    grade: 'C',
  });

/** The housing service over HTTP, which knows 1,000 villages; with other modules beside it. */
export async function serveHousing(
  folder: string,
  today: string,
  others: Parameters<typeof startService>[0]['modules'] = [],
) {
  const running: RunningService = await startService(
    { title: 'bench', modules: [BureauModule.register(housingBureau), ...others] },
    settings(folder, today),
  );
  const { app, host, address } = running;
  const bureau = app.get<Bureau>(bureauToken('housing'), { strict: false });
  await host.transport.publish(new MadeUpCity(1, villages, 1).registry());
  await until(async () => (await bureau.reference.lag()) === 0);
  return { ...running, bureau, port: Number(new URL(address).port) };
}
