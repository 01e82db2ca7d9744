import { fileURLToPath } from 'node:url';
import type { Bureau } from '@jiedui/bureau';
import { BureauModule, bureauToken } from '@jiedui/bureau/http';
import { areas } from '@jiedui/catalogue';
import { AGGREGATOR, ProgressModule } from '@jiedui/progress';
import { registryBureau } from '@jiedui/registry-service';
import { bootstrap } from '@jiedui/service-host';
import { bureaus as areaBureaus } from '@jiedui/services';
import { DemoProgramme } from '@jiedui/tools/demo';

const bureaus = [registryBureau, ...areaBureaus];
let demo: DemoProgramme;

/**
 * Every service in one process, and the web application; the demo on the first start. With `--then-stop` it stops
 * when the demo is there.
 */
const running = await bootstrap({
  title: 'Jiedui',
  modules: [...bureaus.map((bureau) => BureauModule.register(bureau)), ProgressModule.register(areas)],
  clock: ({ dataFolder, today }) => (demo = new DemoProgramme(process.argv, dataFolder, today)),
  pages: fileURLToPath(new URL('../web/files', import.meta.url)), // seen from dist/platform
});
if (running) {
  const { app, host, address } = running;
  await demo!.fill({
    dataFolder: host.dataFolder,
    bureaus: new Map(
      bureaus.map(({ area }) => [area.id, app.get<Bureau>(bureauToken(area.id), { strict: false })]),
    ),
    aggregator: app.get(AGGREGATOR, { strict: false }),
  });
  if (process.argv.includes('--then-stop')) process.kill(process.pid, 'SIGTERM');
  else console.log(`Ready: ${address}`);
}
