// Plays the demo programme in a few villages with marked personal values, then uses the service over HTTP,
// well and carelessly. Prints every answer, logs everything; "done" at the end, and waits to be killed.
import { remark, type Bureau } from '@jiedui/bureau';
import { BureauModule, bureauToken } from '@jiedui/bureau/http';
import { areas } from '@jiedui/catalogue';
import { AGGREGATOR, ProgressModule } from '@jiedui/progress';
import { JIEDUI_2017 } from '@jiedui/programme';
import { registryBureau } from '@jiedui/registry-service';
import { ManualClock, readConfig, startService } from '@jiedui/service-host';
import { bureaus as areaBureaus } from '@jiedui/services';
import { demoProgramme } from './demo-programme';
import { Careless } from './marked-requests.fixture';
import { markedValues } from './marks.fixture';
import { simulate } from './simulate';
import { folded, stageOf } from './stage';

const print = (text: string) => void process.stdout.write(`${text}\n`);
const defs = [registryBureau, ...areaBureaus];
const whole = demoProgramme({ count: 4 });
const scenarios = Object.entries(whole.scenarios).filter(([id]) => defs.some(({ area }) => area.id === id));
const demo = { ...whole, scenarios: Object.fromEntries(scenarios) };
const clock = new ManualClock(JIEDUI_2017.timezone, `${demo.from}T00:00:00.000Z`);

const { app, host, address } = await startService(
  {
    title: 'Jiedui',
    modules: [...defs.map((def) => BureauModule.register(def)), ProgressModule.register(areas)],
    clock: () => clock,
  },
  readConfig(process.env),
);
const opened = new Map(
  defs.map(({ area }) => [area.id, app.get<Bureau>(bureauToken(area.id), { strict: false })]),
);
const stage = stageOf(opened, (instant) => clock.set(instant));
const commandOf = (area: string, name: string) =>
  defs.find((def) => def.area.id === area)?.commands[name] ?? {};
const tally = await simulate(demo, {
  ...stage,
  submit: (area, command) =>
    stage.submit(area, { ...command, personal: markedValues(commandOf(area, command.name)) }),
  correct: (area, correction) =>
    stage.correct(area, { ...correction, personal: markedValues({ personal: { remark: remark() } }) }),
});
const events = await folded(opened, app.get(AGGREGATOR, { strict: false }));

const careless = new Careless(address, print);
await careless.sendEverywhere();
const village = demo.villages[0]!.code;
for (const def of defs) await careless.useWell(def, village, clock.today());
print(await (await fetch(`${address}/metrics`)).text());
print(JSON.stringify({ ...tally, refusals: [...tally.refusals], events, village, read: careless.read }));
await new Promise<void>((resolve) => host.log.flush(() => resolve()));
print('done');
