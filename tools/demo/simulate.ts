import type { Accepted, Answer, Command, Correction } from '@jiedui/bureau';
import { addDays, type Day } from '@jiedui/programme';
import { random } from './random';
import type { Life, Scenario, Step } from './life';
import type { DemoVillage } from './village';

/** The real platform, as the simulator uses it: its command pipelines and its clock. */
export interface Stage {
  submit(area: string, command: Command): Promise<Answer>;
  correct(area: string, correction: Correction): Promise<Answer>;
  /** Moves the programme's clock. */
  setClock(instant: string): void;
  /** Lets time do its work in every bureau (lapses, new reference values). */
  passTime(): Promise<void>;
  /** Resolves when every bureau knows what the registry has published so far. */
  settle(): Promise<void>;
}

export interface Demo {
  readonly seed: number;
  readonly villages: readonly DemoVillage[];
  readonly from: Day;
  readonly until: Day;
  /** Stories that come before any other of the same day and are waited for: the registry's. */
  readonly registry: readonly Life[];
  /** Area id -> its stories. */
  readonly scenarios: Readonly<Record<string, Scenario>>;
}

export interface Tally {
  /** Commands accepted, and refused: a demo that is refused something has a mistake. */
  accepted: number;
  refused: number;
  readonly refusals: Map<string, number>;
}

/** So many commands wait for their answer at once. */
const AT_ONCE = 1_024;
/** Tuesday and Friday: the bureaus' clerks record what has happened since, and time does its work. */
const OFFICE_DAYS = [2, 5];

/**
 * Plays the stories day by day through the real commands. Every step has its own idempotency key, so a demo
 * that was cut off is played again from the beginning and nothing happens twice.
 */
export async function simulate(
  demo: Demo,
  stage: Stage,
  onDay: (day: Day, done: number, tally: Tally) => void = () => {},
): Promise<Tally> {
  const tally: Tally = { accepted: 0, refused: 0, refusals: new Map() };
  const registry = new Agenda(demo, 'registry', demo.registry, () => true);
  const bureaus = new Agenda(demo, 'bureaus', bureauLives(demo), isOfficeDay);
  const days = (Date.parse(demo.until) - Date.parse(demo.from)) / 86_400_000 + 1;
  for (let n = 0, day = demo.from; n < days; n++, day = addDays(day, 1)) {
    let wave = 0;
    const tick = () => stage.setClock(workingHour(day, wave++));
    tick();
    const isNews = await registry.play(day, stage, tally, tick);
    if (isNews) await stage.settle();
    if (isNews || isOfficeDay(day) || day === demo.until) await stage.passTime();
    await bureaus.play(day, stage, tally, tick);
    onDay(day, (n + 1) / days, tally);
  }
  return tally;
}

const isOfficeDay = (day: Day): boolean => OFFICE_DAYS.includes(new Date(day).getUTCDay());

/** From 09:00 in the programme's timezone on, three minutes and a bit a wave. */
const workingHour = (day: Day, wave: number): string =>
  new Date(Date.parse(`${day}T01:00:00.000Z`) + Math.min(wave * 187_123, 35_000_000)).toISOString();

function* bureauLives(demo: Demo): Iterable<Life> {
  for (const village of demo.villages)
    for (const [area, scenario] of Object.entries(demo.scenarios))
      yield* scenario({ village, random: random(demo.seed, `${area}/${village.code}`), until: demo.until });
}

interface Entry {
  readonly life: Life;
  readonly key: string;
  step: Step;
  steps: number;
}

/** Who does what on which day. */
class Agenda {
  private readonly days = new Map<Day, Entry[]>();

  constructor(
    private readonly demo: Demo,
    name: string,
    lives: Iterable<Life>,
    private readonly isOpen: (day: Day) => boolean,
  ) {
    let n = 0;
    for (const life of lives) {
      const first = life.next();
      if (!first.done)
        this.plan({ life, key: `demo-${demo.seed}-${name}-${n}`, step: first.value, steps: 0 }, demo.from);
      n++;
    }
  }

  private plan(entry: Entry, earliest: Day): void {
    const { until } = this.demo;
    let day = entry.step.on < earliest ? earliest : entry.step.on;
    if (day > until) return;
    while (day < until && !this.isOpen(day)) day = addDays(day, 1);
    const list = this.days.get(day);
    if (list) list.push(entry);
    else this.days.set(day, [entry]);
  }

  /** Plays what is due; whether anything was. */
  async play(day: Day, stage: Stage, tally: Tally, tick: () => void): Promise<boolean> {
    let due = this.days.get(day);
    if (!due) return false;
    while (due?.length) {
      this.days.delete(day);
      for (let i = 0; i < due.length; i += AT_ONCE) {
        tick();
        const wave = due.slice(i, i + AT_ONCE);
        const answers = await Promise.all(wave.map((entry) => perform(entry, stage)));
        wave.forEach((entry, n) => {
          const accepted = note(entry, answers[n]!, tally);
          const next = entry.life.next(accepted);
          if (next.done) return;
          entry.step = next.value;
          entry.steps++;
          this.plan(entry, day);
        });
      }
      due = this.days.get(day);
    }
    return true;
  }
}

function note({ step }: Entry, answer: Answer, tally: Tally): Accepted | undefined {
  if (answer.status === 'accepted') {
    tally.accepted++;
    return answer;
  }
  tally.refused++;
  const why = answer.status === 'refused' ? answer.violations.map((v) => v.rule).join(', ') : answer.status;
  const line = `${step.area}.${step.command}: ${why}`;
  tally.refusals.set(line, (tally.refusals.get(line) ?? 0) + 1);
  return undefined;
}

function perform({ step, key, steps }: Entry, stage: Stage): Promise<Answer> {
  const { village, ...input } = step.input;
  const envelope = {
    village: String(village),
    idempotencyKey: `${key}-${steps}`,
    actor: `u-demo-${step.area}`,
    ...(step.personal && { personal: step.personal }),
  };
  if (step.corrects)
    return stage.correct(step.area, {
      ...envelope,
      corrects: step.corrects.event,
      reason: step.corrects.reason,
      replacement: { occurredOn: step.corrects.occurredOn, input },
    });
  return stage.submit(step.area, {
    ...envelope,
    name: step.command,
    occurredOn: step.occurredOn ?? step.on,
    input,
  });
}
