import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bureau } from '@jiedui/bureau';
import type { Aggregator } from '@jiedui/progress';
import { JIEDUI_2017, type Day, type Instant } from '@jiedui/programme';
import { ManualClock, SystemClock, writeDurably, type Clock } from '@jiedui/service-host';
import { DEMO_BEGIN, DEMO_TODAY, demoProgramme } from './demo-programme';
import { Progress } from './progress';
import { simulate, type Tally } from './simulate';
import { folded, stageOf } from './stage';

/** `demo.json` in the data folder: whether the folder holds the demo, up to which day, and whether whole. */
interface DemoState {
  readonly demo: boolean;
  readonly today?: Day;
  /** How many it is of. */
  readonly villages?: number;
  readonly filled?: boolean;
}

/** The running platform, as the demo uses it. */
export interface Platform {
  readonly dataFolder: string;
  readonly bureaus: ReadonlyMap<string, Bureau>;
  readonly aggregator: Aggregator;
}

const SEED = 2017;
const VILLAGES = 1_000;

/**
 * The demo programme of a data folder. It is also the platform's clock: moved by the simulator while the
 * programme is filled, then fixed on the demo's own today. A fill that was cut off is played again from the
 * beginning, and does nothing twice.
 */
export class DemoProgramme implements Clock {
  private readonly empty: boolean;
  private readonly villages: number;
  private clock: Clock;
  private readonly fixed: Day | undefined;

  /**
   * @param today `JIEDUI_TODAY`
   * @param args `--empty`: this folder is not to get a demo; `--villages=60`: one of so many villages
   */
  constructor(args: readonly string[], dataFolder: string, today: Day | undefined) {
    this.empty = args.includes('--empty');
    this.villages = Number(args.find((arg) => arg.startsWith('--villages='))?.split('=')[1]) || VILLAGES;
    const state = readState(dataFolder);
    const isNew = !state && !existsSync(join(dataFolder, 'registry', 'log.db'));
    const isDemo = state ? state.demo : isNew && !this.empty;
    this.fixed = today ?? (isDemo ? (state?.today ?? DEMO_TODAY) : undefined);
    // a log that is asked how far it is known promises that nothing earlier comes: not before the demo has begun
    this.clock =
      isDemo && !state?.filled
        ? new ManualClock(JIEDUI_2017.timezone, DEMO_BEGIN)
        : new SystemClock(JIEDUI_2017.timezone, this.fixed);
  }

  now(): Instant {
    return this.clock.now();
  }

  today(): Day {
    return this.clock.today();
  }

  /** Fills the demo programme when the folder is new or its demo is not whole yet; tells how it goes. */
  async fill({ dataFolder, bureaus, aggregator }: Platform): Promise<void> {
    const state = readState(dataFolder);
    const isNew = !state && (await bureaus.get('registry')!.log.summary()).events === 0;
    if (isNew && this.empty) writeState(dataFolder, { demo: false });
    if (!(isNew ? !this.empty : state?.demo && !state.filled))
      return void (await folded(bureaus, aggregator));

    const until = state?.today ?? this.fixed ?? DEMO_TODAY;
    const villages = state?.villages ?? this.villages;
    writeState(dataFolder, { demo: true, today: until, villages, filled: false });
    const demo = demoProgramme({ seed: SEED, count: villages, until });
    const clock = new ManualClock(JIEDUI_2017.timezone, DEMO_BEGIN);
    this.clock = clock;
    const progress = new Progress('演示数据 demo programme');
    const begin = performance.now();
    const stage = stageOf(bureaus, (instant) => clock.set(instant));
    const tally = await simulate(demo, stage, (day, done) => progress.show(done, day));
    this.clock = new SystemClock(JIEDUI_2017.timezone, this.fixed ?? until);
    const events = await folded(bureaus, aggregator);
    progress.end();
    writeState(dataFolder, { demo: true, today: until, villages, filled: true });
    report(tally, events, (performance.now() - begin) / 1_000);
  }
}

function report({ accepted, refused, refusals }: Tally, events: number, seconds: number): void {
  const refusedToo = refused ? `, ${refused} refused` : '';
  process.stdout.write(
    `演示数据就绪 demo programme ready: ${events} events of ${accepted} commands${refusedToo} in ${seconds.toFixed(1)} s\n`,
  );
  for (const [why, times] of refusals) process.stderr.write(`  refused ${times} times: ${why}\n`);
}

function readState(dataFolder: string): DemoState | undefined {
  const file = join(dataFolder, 'demo.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DemoState) : undefined;
}

const writeState = (dataFolder: string, state: DemoState): void =>
  writeDurably(join(dataFolder, 'demo.json'), `${JSON.stringify(state)}\n`);
