import { areas as allAreas } from '@jiedui/catalogue';
import {
  dayNumber,
  dayOf,
  idField,
  sourceOf,
  topicOf,
  type AreaDef,
  type Change,
  type Classification,
  type Day,
  type EventDef,
  type Field,
  type FieldType,
} from '@jiedui/programme';
import type { Message } from '@jiedui/transport';

const FIRST = dayNumber('2017-08-07');
const LAST = dayNumber('2019-09-30');
const DAY_MS = 86_400_000;

interface Alive {
  readonly record: string;
  readonly id: string;
  state: Classification;
}

/**
 * Events by the contracts of the areas, seeded: records come, change and go, three in a hundred events correct
 * five changes at once, one in five is late by days or months. Their transitions are arbitrary, as those of the
 * cases are. Every id ends with the code of its village.
 */
export class MadeUpCity {
  private readonly seqs = new Map<string, number>();
  private readonly alive = new Map<string, Alive[]>();
  private made = 0;
  private ids = 0;
  private state: number;

  /** @param expected so many events are spread over the two years of the programme */
  constructor(
    seed: number,
    readonly villages: readonly string[],
    private readonly expected: number,
    private readonly areas: readonly AreaDef[] = allAreas,
  ) {
    this.state = seed;
  }

  /** What the registry has published before anything else. */
  registry(): Message[] {
    const villages = this.villages.map((code, n) =>
      this.message('registry', 'VillageRegistered', code, {
        occurredOn: '2017-08-01',
        code,
        name: `演示·${'王李张刘陈杨赵黄周吴'[n % 10]}${['家庄', '各庄', '官屯', '家营'][n % 4]}${n}村`,
        districtCode: code.slice(0, 6),
        townName: '演示·东镇',
        households: 100 + (n % 500),
        population: 300 + (n % 1_500),
        longitude: 117.4,
        latitude: 39.1,
      }),
    );
    const incomes = [2016, 2017, 2018].map((year) =>
      this.message('registry', 'CityIncomePublished', 'city', {
        occurredOn: '2017-08-01',
        year,
        fen: 3_400_000 + (year - 2016) * 250_000,
      }),
    );
    return [...villages, ...incomes];
  }

  next(): Message {
    this.made++;
    const village = this.oneOf(this.villages);
    const area = this.oneOf(this.areas);
    const name = this.oneOf(namesOf(area));
    const event = area.events[name]!;
    const key = `${area.id} ${village}`;
    let alive = this.alive.get(key);
    if (!alive) this.alive.set(key, (alive = []));
    if (alive.length && this.below(100) < 3) return this.correction(area, village, alive);
    const occurredOn = this.someDay();
    const data: Record<string, unknown> = { occurredOn };
    for (const [field, type] of Object.entries(event.fields)) data[field] = this.value(type, village);
    const changes = event.touches.map((record) =>
      this.touch(area, name, event, record, village, alive, data),
    );
    return this.message(area.id, name, village, { ...data, changes });
  }

  private touch(
    { records }: AreaDef,
    name: string,
    event: EventDef,
    record: string,
    village: string,
    alive: Alive[],
    data: Record<string, unknown>,
  ): Change {
    const { identity, fields } = records[record]!;
    const effectiveOn = data['occurredOn'] as Day;
    const known = alive.filter((other) => other.record === record);
    let id = identity === 'own' ? undefined : identity === 'village' ? village : String(data[identity]);
    if (id === undefined) {
      const old = event.creates !== record && known.length ? this.oneOf(known) : undefined;
      id = old?.id ?? this.id(village);
      if (idField(record) in event.fields) data[idField(record)] = id;
    }
    const at = alive.findIndex((other) => other.record === record && other.id === id);
    const before = at < 0 ? null : alive[at]!.state;
    if (before && name.endsWith('Removed')) {
      alive.splice(at, 1);
      return { record, id, effectiveOn, before, after: null };
    }
    const after = Object.fromEntries(
      Object.entries(fields).map(([field, type]) => [
        field,
        fits(type, data[field]) ?? (before && this.below(3) ? before[field]! : this.classified(type, field)),
      ]),
    );
    if (before) alive[at]!.state = after;
    else alive.push({ record, id, state: after });
    return { record, id, effectiveOn, before, after };
  }

  /** Takes a record back through two steps and restates it in three. */
  private correction({ id: area, records }: AreaDef, village: string, alive: Alive[]): Message {
    const one = this.oneOf(alive);
    const { record, id, state } = one;
    const earlier = this.someDay();
    const days = [0, 1, 2].map((n) => dayOf(Math.min(LAST, dayNumber(earlier) + n * 7)));
    const other = () =>
      Object.fromEntries(
        Object.entries(records[record]!.fields).map(([field, type]) => [field, this.classified(type, field)]),
      );
    const steps = [state, other(), null, other(), other(), other()];
    one.state = steps[5]!;
    const changes = [days[2], days[1], days[0], days[1], days[2]].map((effectiveOn, n) => {
      const [before, after] = [steps[n]!, steps[n + 1]!];
      return { record, id, effectiveOn: effectiveOn!, before, after };
    });
    return this.message(area, 'RecordCorrected', village, {
      occurredOn: earlier,
      corrects: this.id(village),
      record,
      recordId: id,
      reason: 'found-on-review',
      replacement: null,
      changes,
    });
  }

  private message(area: string, name: string, subject: string, data: object): Message {
    const key = `${area} ${subject}`;
    const villageseq = (this.seqs.get(key) ?? 0) + 1;
    this.seqs.set(key, villageseq);
    const type = `${area}.${name}`;
    const event = {
      specversion: '1.0',
      id: this.id(subject),
      source: sourceOf(area),
      type,
      subject,
      time: new Date(this.now()).toISOString(),
      datacontenttype: 'application/json',
      dataschema: `/schemas/${type}/1`,
      partitionkey: subject,
      villageseq,
      actor: 'u-d3fd99b1fb45',
      correlationid: this.id(subject),
      data,
    };
    return { topic: topicOf(area), key: subject, value: JSON.stringify(event) };
  }

  /** Runs from the first to the last day while the expected events are made. */
  private now(): number {
    return Math.floor((FIRST + (LAST - FIRST) * Math.min(1, this.made / this.expected)) * DAY_MS) + 3_600_000;
  }

  private someDay(): Day {
    const today = Math.floor(this.now() / DAY_MS);
    const chance = this.below(100);
    const late = chance < 80 ? this.below(4) : chance < 95 ? this.below(60) : this.below(400);
    return dayOf(Math.max(FIRST - 30, today - late));
  }

  private value(field: Field, village: string): unknown {
    switch (field.type) {
      case 'code':
        return this.oneOf(field.values);
      case 'flag':
        return this.below(4) > 0;
      case 'count':
        return field.min + this.below(Math.min(field.max - field.min, 400) + 1);
      case 'fen':
        return this.below(5_000_000);
      case 'year':
        return 2016 + this.below(4);
      case 'day':
        return this.someDay();
      case 'id':
        return this.id(village);
      case 'village':
        return village;
      case 'number':
        return field.min;
      case 'name':
        return '演示';
    }
  }

  private classified(type: FieldType, name: string): string | number | boolean {
    if (type === 'boolean') return this.below(4) > 0;
    if (type === 'integer') return name === 'year' ? 2016 + this.below(4) : this.below(5_000_000);
    return this.oneOf(type);
  }

  /** In the form of a UUID v7. */
  private id(village: string): string {
    const n = (++this.ids).toString(16).padStart(8, '0');
    return `0161${n.slice(0, 4)}-${n.slice(4)}-7efc-bb0b-${village.padStart(12, '0').slice(-12).replace('city', '0000')}`;
  }

  private below(n: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * n);
  }

  private oneOf<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}

const names = new Map<AreaDef, readonly string[]>();
function namesOf(area: AreaDef): readonly string[] {
  const known = names.get(area);
  if (known) return known;
  const made = Object.keys(area.events).filter((name) => area.events[name]!.touches.length > 0);
  names.set(area, made);
  return made;
}

const fits = (type: FieldType, value: unknown): string | number | boolean | undefined =>
  typeof value === 'boolean'
    ? type === 'boolean'
      ? value
      : undefined
    : typeof value === 'number'
      ? type === 'integer'
        ? value
        : undefined
      : typeof value === 'string' && Array.isArray(type) && type.includes(value)
        ? value
        : undefined;
