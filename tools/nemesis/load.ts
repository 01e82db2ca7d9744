import { setTimeout } from 'node:timers/promises';
import type { Accepted } from '@jiedui/bureau';
import { REGISTRY } from '@jiedui/progress';
import { addDays, type Day } from '@jiedui/programme';
import { DEMO_BEGIN, DEMO_TODAY } from '../demo/demo-programme';
import { scenarios } from '../demo/scenarios.generated';
import { registry } from '../demo/scenarios/registry';
import type { Life, Step } from '../demo/life';
import { random } from '../demo/random';
import { demoVillages, type DemoVillage } from '../demo/village';

/** Clerks who work at the same time, and how long each rests between two commands. */
const CLERKS = 6;
const REST_MS = 60;
/** An answer that takes longer is not waited for; the command is sent again. */
const PATIENCE_MS = 10_000;
const AGAIN_AFTER_MS = 250;

/** What is sent for one command, as often as it takes. */
interface Sent {
  readonly area: string;
  readonly path: string;
  readonly key: string;
  readonly body: string;
}

/** A command that a bureau has acknowledged. */
export interface Acknowledged extends Sent {
  readonly village: string;
  readonly events: readonly string[];
}

/** `AssessDwelling` -> `assess-dwelling` */
const kebab = (name: string): string => name.replace(/(?<=.)([A-Z])/g, '-$1').toLowerCase();

/** A step of a life as the API takes it. */
export function requestOf(
  { area, on, occurredOn = on, command, input, personal, corrects }: Step,
  key: string,
): Sent {
  const { village, ...fields } = input;
  const isCity = village === 'city';
  const body = corrects
    ? {
        village,
        ...{ corrects: corrects.event, reason: corrects.reason },
        replacement: { occurredOn: corrects.occurredOn, ...fields },
      }
    : { ...(!isCity && { village }), occurredOn, ...fields, ...personal };
  return { area, path: `commands/${kebab(command)}`, key, body: JSON.stringify(body) };
}

/** The registry goes on publishing while the others work. */
function* counts(seed: number, { code, households }: DemoVillage): Life {
  const r = random(seed, `counts/${code}`);
  for (let on: Day = '2017-10-01'; on <= DEMO_TODAY; on = addDays(on, r.whole(20, 60)))
    yield {
      ...{ area: REGISTRY, on, command: 'ChangeVillageFacts' },
      input: { village: code, households: households + r.whole(-20, 20) },
    };
}

/** Clerks at work: the stories of the demo over HTTP, each command until a bureau has answered it. */
export class Load {
  readonly acknowledged: Acknowledged[] = [];
  /** Why commands were refused that are all valid, and how often. */
  readonly refused = new Map<string, number>();
  /** Why commands were sent again, and how often. */
  readonly repeated = new Map<string, number>();
  /** The longest that a clerk had to wait for an acknowledgement. */
  longestWaitMs = 0;
  readonly villages: readonly DemoVillage[];
  private readonly lives: Life[];
  private isStopped = false;
  private begun = 0;
  private clerks: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly addressOf: (area: string) => string,
    private readonly seed: number,
    villages: number,
  ) {
    this.villages = demoVillages(seed, villages);
    const lives = this.villages.flatMap((village) => [
      counts(seed, village),
      ...Object.entries(scenarios).flatMap(([area, scenario]) =>
        scenario({ village, random: random(seed, `${area}/${village.code}`), until: DEMO_TODAY }),
      ),
    ]);
    const r = random(seed, 'lives');
    this.lives = lives
      .map((life) => [r.next(), life] as const)
      .sort(([a], [b]) => a - b)
      .map(([, life]) => life);
  }

  /** The villages and the city's values, which everything else needs. */
  async prepare(): Promise<void> {
    await this.work(registry(this.seed, this.villages, DEMO_BEGIN.slice(0, 10)));
  }

  start(): void {
    this.clerks = Promise.all(Array.from({ length: CLERKS }, () => this.work(this.lives)));
  }

  /** Resolves when every command that was sent is answered. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.clerks;
  }

  private async work(lives: Life[]): Promise<void> {
    for (let life = lives.pop(); life && !this.isStopped; life = lives.pop()) await this.play(life);
  }

  private async play(life: Life): Promise<void> {
    const name = `nemesis-${this.seed}-${this.begun++}`;
    for (let n = 0, next = life.next(); !next.done && !this.isStopped; n++) {
      if (next.value.on > DEMO_TODAY) return;
      const begin = performance.now();
      const accepted = await this.submit(requestOf(next.value, `${name}-${n}`));
      this.longestWaitMs = Math.max(this.longestWaitMs, performance.now() - begin);
      await setTimeout(REST_MS);
      next = life.next(accepted);
    }
  }

  private async submit(sent: Sent): Promise<Accepted | undefined> {
    for (;;) {
      const { status, body } = await this.send(sent);
      if (status === 200) {
        const accepted = JSON.parse(body) as Accepted;
        const events = accepted.events.map(({ id }) => id);
        this.acknowledged.push({ ...sent, village: accepted.village, events });
        return accepted;
      }
      if (status < 500 && status !== 0 && status !== 429) {
        count(this.refused, `${sent.area} ${sent.path}: ${status} ${body}`);
        return undefined;
      }
      count(this.repeated, status === 0 ? body : String(status));
      await setTimeout(AGAIN_AFTER_MS);
    }
  }

  /** @returns status 0 and the reason when there is no answer */
  async send({ area, path, key, body }: Sent): Promise<{ readonly status: number; readonly body: string }> {
    try {
      const response = await fetch(`${this.addressOf(area)}/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'accept-language': 'en', 'idempotency-key': key },
        body,
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return { status: response.status, body: await response.text() };
    } catch (error) {
      return { status: 0, body: reasonOf(error as Error) };
    }
  }
}

const reasonOf = ({ name, cause }: Error): string =>
  name === 'TimeoutError'
    ? `no answer in ${PATIENCE_MS / 1_000} s`
    : ((cause as { code?: string })?.code ?? name);

export function count(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}
