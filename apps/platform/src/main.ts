import type { Bureau } from '@jiedui/bureau';
import { BureauModule, bureauToken } from '@jiedui/bureau/http';
import { areas } from '@jiedui/catalogue';
import { housingBureau } from '@jiedui/housing-service';
import { industryBureau } from '@jiedui/industry-service';
import { AGGREGATOR, ProgressModule } from '@jiedui/progress';
import { registryBureau } from '@jiedui/registry-service';
import { bootstrap } from '@jiedui/service-host';
import { socialSecurityBureau } from '@jiedui/social-security-service';
import { DemoProgramme } from '@jiedui/tools/demo';

const bureaus = [registryBureau, housingBureau, industryBureau, socialSecurityBureau];
let demo: DemoProgramme;

/** Every service in one process, on embedded stores; the demo programme on the first start. */
const running = await bootstrap({
  title: 'Jiedui',
  modules: [...bureaus.map((bureau) => BureauModule.register(bureau)), ProgressModule.register(areas)],
  clock: ({ dataFolder, today }) =>
    (demo = new DemoProgramme(process.argv.includes('--empty'), dataFolder, today)),
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
  console.log(`Ready: ${address}`);
}
