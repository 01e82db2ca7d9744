import { createHash } from 'node:crypto';
import {
  dayNumber,
  dayOf,
  sourceOf,
  topicOf,
  type AreaDef,
  type Change,
  type Classification,
  type Day,
  type DomainEvent,
  type Instant,
} from '@jiedui/programme';
import { REGISTRY } from '../book/registry-view';

export type AnyEvent = DomainEvent<{
  occurredOn: Day;
  changes?: readonly Change[];
  [field: string]: unknown;
}>;

/** The same numbers 0..1 for the same seed (mulberry32). */
export function randomOf(seed: number) {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(random() * n);
  return { below, oneOf: <T>(items: readonly T[]): T => items[below(items.length)]! };
}

export const message = (event: AnyEvent) => ({
  topic: topicOf(event.source.replace('/bureaus/', '')),
  key: event.subject,
  value: JSON.stringify(event),
});

/** The days and instants that the histories speak of. */
const FIRST = dayNumber('2017-06-01');
const DAYS = dayNumber('2020-12-31') - FIRST;
const BEGIN = Date.parse('2018-01-01T00:00:00.000Z');
const HOURS = 24 * 900;

interface Live {
  readonly record: string;
  readonly id: string;
  state: Classification;
  on: Day;
}

/**
 * Makes up events that a tolerant reader takes (their transitions are arbitrary, as in the cases): records
 * come, change, go, are reported late and corrected.
 */
export class RandomCity {
  readonly events: AnyEvent[] = [];
  readonly villages: readonly string[];
  private readonly random;
  private readonly seqs = new Map<string, number>();
  private readonly live = new Map<string, Live[]>();
  private readonly reversible = new Map<string, { id: string; changes: readonly Change[] }>();
  private hour = 0;

  constructor(
    seed: number,
    private readonly areas: readonly AreaDef[],
    villages: number,
  ) {
    this.random = randomOf(seed);
    this.villages = Array.from(
      { length: villages },
      (_, n) => `1201${10 + (n % 10)}${String(n).padStart(6, '0')}`,
    );
    for (const [at, village] of this.villages.entries())
      this.emit(REGISTRY, 'VillageRegistered', village, '2017-08-01', {
        code: village,
        name: `${this.random.oneOf(['张', '李', '王', '赵', '艾'])}${this.random.oneOf(['家庄', '官屯', '各庄'])}${at}村`,
        districtCode: village.slice(0, 6),
        townName: '示例镇',
        households: 100 + at,
        population: 300 + at,
        longitude: 117,
        latitude: 39,
      });
    for (const year of [2016, 2017, 2018, 2019])
      this.emit(REGISTRY, 'CityIncomePublished', 'city', '2018-01-01', {
        year,
        fen: 3_000_000 + this.random.below(100_000),
      });
  }

  /** Adds so many events of the areas. */
  more(count: number): readonly AnyEvent[] {
    const from = this.events.length;
    while (this.events.length < from + count)
      this.step(this.random.oneOf(this.areas), this.random.oneOf(this.villages));
    return this.events.slice(from);
  }

  emit(area: string, name: string, village: string, occurredOn: Day, data: object = {}): AnyEvent {
    const stream = `${area} ${village}`;
    const villageseq = (this.seqs.get(stream) ?? 0) + 1;
    this.seqs.set(stream, villageseq);
    const event: AnyEvent = {
      specversion: '1.0',
      id: createHash('sha1').update(`${stream} ${villageseq}`).digest('hex'),
      source: sourceOf(area),
      type: `${area}.${name}`,
      subject: village,
      time: this.now(),
      datacontenttype: 'application/json',
      dataschema: `/schemas/${area}.${name}/1`,
      partitionkey: village,
      villageseq,
      actor: 'u-1',
      correlationid: 'c-1',
      data: { occurredOn, ...data },
    };
    this.events.push(event);
    return event;
  }

  /** The time of the latest event; later ones are later. */
  now(): Instant {
    return new Date(BEGIN + this.hour * 3_600_000).toISOString();
  }

  private step(area: AreaDef, village: string): void {
    this.hour = Math.min(this.hour + this.random.below(3), HOURS);
    const stream = `${area.id} ${village}`;
    const live = this.live.get(stream) ?? [];
    this.live.set(stream, live);
    const last = this.reversible.get(stream);
    const choice = this.random.below(10);
    if (choice === 0 && last) return this.correct(area, village, last);
    const target = choice < 5 ? undefined : live[this.random.below(live.length + 1)];
    const change = target
      ? this.change(area, live, target)
      : this.create(area, village, live, this.random.oneOf(Object.keys(area.records)));
    const event = this.emit(
      area.id,
      this.random.oneOf(Object.keys(area.events)),
      village,
      change.effectiveOn,
      {
        changes: [change],
      },
    );
    this.reversible.set(stream, { id: event.id, changes: [change] });
  }

  private create(area: AreaDef, village: string, live: Live[], record: string): Change {
    const { identity } = area.records[record]!;
    const state = this.classification(area, record);
    const id =
      identity === 'village'
        ? village
        : identity === 'own'
          ? `r${this.events.length}`
          : String(state[identity] ?? 'r');
    const known = live.find((other) => other.record === record && other.id === id);
    if (known) return this.change(area, live, known);
    const on = this.day();
    live.push({ record, id, state, on });
    return { record, id, effectiveOn: on, before: null, after: state };
  }

  private change(area: AreaDef, live: Live[], target: Live): Change {
    const before = target.state;
    const { record, id } = target;
    const effectiveOn = this.random.below(3) ? target.on : this.day();
    if (this.random.below(6) === 0) {
      live.splice(live.indexOf(target), 1);
      return { record, id, effectiveOn, before, after: null };
    }
    const { identity } = area.records[record]!;
    const fresh = this.classification(area, record);
    target.state = identity in before ? { ...fresh, [identity]: before[identity]! } : fresh;
    return { record, id, effectiveOn, before, after: target.state };
  }

  /** Takes the changes of the last event back and puts one record in their place. */
  private correct(area: AreaDef, village: string, last: { id: string; changes: readonly Change[] }): void {
    this.reversible.delete(`${area.id} ${village}`);
    const live = this.live.get(`${area.id} ${village}`)!;
    const changes = last.changes.map((change) => ({ ...change, before: change.after, after: change.before }));
    for (const { record, id, before, after } of changes) {
      const at = live.findIndex((other) => other.record === record && other.id === id);
      if (after === null) live.splice(at, 1);
      else if (before === null) live.push({ record, id, state: after, on: changes[0]!.effectiveOn });
      else live[at]!.state = after;
    }
    this.emit(area.id, 'RecordCorrected', village, changes[0]!.effectiveOn, {
      corrects: last.id,
      reason: 'other',
      changes,
    });
  }

  private classification(area: AreaDef, record: string): Classification {
    const { fields } = area.records[record]!;
    return Object.fromEntries(
      Object.entries(fields).map(([name, type]) => [
        name,
        type === 'boolean'
          ? this.random.below(4) > 0
          : type === 'integer'
            ? name === 'year'
              ? 2016 + this.random.below(4)
              : this.random.below(20) === 0
                ? Number.MAX_SAFE_INTEGER
                : this.random.below(5_000_000)
            : this.random.oneOf(type),
      ]),
    );
  }

  private day(): Day {
    return dayOf(FIRST + this.random.below(DAYS));
  }
}
