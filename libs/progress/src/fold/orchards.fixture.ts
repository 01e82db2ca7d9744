import fc from 'fast-check';
import {
  add,
  compileProgramme,
  dayNumber,
  defineArea,
  dayOf,
  record,
  sourceOf,
  topicOf,
  type AreaDef,
  type Change,
  type Day,
  type DomainEvent,
  type Instant,
  type Int,
  type Measures,
} from '@jiedui/programme';

const text = { zh: '示', en: 'Example' };

/** An area that exists in specs only; `bees` has the same shape, so that two areas meet in a village. */
const area = (id: string, prefix: string): AreaDef =>
  defineArea({
    ...{ id, prefix, ...text, bureau: text, survey: true, events: {} },
    records: {
      survey: record(text, { complete: 'boolean' }, 'village'),
      tree: record(text, { state: ['planted', 'bearing', 'felled'], worthFen: 'integer' }),
      harvest: record(text, { year: 'integer', yieldFen: 'integer' }),
    },
    measures: {
      surveyed: { record: 'survey', where: { complete: [true] } },
      trees: { record: 'tree' },
      bearing: { record: 'tree', where: { state: ['bearing'] } },
      worthFen: { record: 'tree', value: 'worthFen' },
      yieldFen: { record: 'harvest', value: 'yieldFen', by: 'year' },
    },
    indicators: [
      {
        id: `${prefix}1`,
        kind: 'coverage',
        numerator: 'bearing',
        denominator: 'trees',
        threshold: { num: 9, den: 10 },
        target: true,
        clause: '示',
        ...text,
      },
      {
        id: `${prefix}2`,
        kind: 'benchmark',
        measure: 'yieldFen',
        reference: 'cityPerCapitaIncomeFen',
        target: false,
        clause: '示',
        ...text,
      },
      {
        id: `${prefix}3`,
        kind: 'growth',
        measure: 'yieldFen',
        threshold: { num: 1, den: 10 },
        target: true,
        clause: '示',
        ...text,
      },
      {
        id: `${prefix}4`,
        kind: 'activity',
        requires: [{ measure: 'trees', atLeast: 1, months: 2 }],
        target: false,
        clause: '示',
        ...text,
      },
      { id: `${prefix}5`, kind: 'volume', measure: 'worthFen', target: false, clause: '示', ...text },
      {
        id: `${prefix}6`,
        kind: 'clearance',
        outstanding: 'trees',
        cleared: 'bearing',
        target: true,
        clause: '示',
        ...text,
      },
    ],
  });

export const orchardAreas = [area('orchards', 'OR'), area('bees', 'BE')];
export const orchardProgramme = compileProgramme(orchardAreas);

export const eventOf = (
  area: string,
  village: string,
  villageseq: number,
  changes: readonly Change[],
  more: Partial<DomainEvent> = {},
): DomainEvent =>
  ({
    ...{ specversion: '1.0', id: `${area}-${village}-${villageseq}`, source: sourceOf(area) },
    ...{ type: `${area}.TreeSeen`, subject: village, time: '2018-06-01T00:00:00.000Z' },
    ...{
      datacontenttype: 'application/json',
      dataschema: `/schemas/${area}.TreeSeen/1`,
      partitionkey: village,
    },
    ...{ villageseq, actor: 'u-1', correlationid: 'c-1', data: { occurredOn: '2018-06-01', changes } },
    ...more,
  }) as DomainEvent;

export const delivery = (event: DomainEvent<object>) => {
  const area = event.source.replace('/bureaus/', '');
  return { topic: topicOf(area), key: event.subject, value: JSON.stringify(event) };
};

/** Safe integers whose sums leave the safe range soon, among ordinary ones. */
const amounts = fc.oneof(
  fc.integer({ min: 0, max: 5_000_000 }),
  fc.constantFrom(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 1, Number.MIN_SAFE_INTEGER),
);
const trees = fc.record({
  state: fc.constantFrom('planted', 'bearing', 'felled', null),
  worthFen: fc.option(amounts),
});
const harvests = fc.record({
  year: fc.option(fc.constantFrom(2016, 2017, 2018, -3, 99_999)),
  yieldFen: fc.option(amounts),
});
const days = fc.integer({ min: dayNumber('2017-12-25'), max: dayNumber('2018-07-20') }).map(dayOf);
const side = <T>(of: fc.Arbitrary<T>) => fc.option(of, { freq: 3 });
const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    record: fc.constant('tree'),
    id: fc.string({ minLength: 1, maxLength: 5 }),
    effectiveOn: days,
    before: side(trees),
    after: side(trees),
  }),
  fc.record({
    record: fc.constant('harvest'),
    id: fc.constant('h'),
    effectiveOn: days,
    before: side(harvests),
    after: side(harvests),
  }),
  fc.record({
    record: fc.constant('survey'),
    id: fc.constant('s'),
    effectiveOn: days,
    before: fc.constant(null),
    after: fc.constant({ complete: true }),
  }),
);

export const villageCodes = ['120119101201', '120119101202', '120110101201'];

/** Whole histories: per area and village 1, 2, 3, ..., in the order in which the bureaus wrote them. */
export const histories: fc.Arbitrary<readonly DomainEvent[]> = fc
  .array(
    fc.record({
      area: fc.constantFrom(...orchardAreas.map(({ id }) => id)),
      village: fc.constantFrom(...villageCodes),
      changes: fc.array(changes, { maxLength: 4 }),
      time: fc
        .integer({ min: 0, max: 400 })
        .map((n): Instant => new Date(Date.UTC(2018, 0, 1) + n * 40_000_000).toISOString()),
    }),
    { maxLength: 40 },
  )
  .map((written) => {
    const heads = new Map<string, number>();
    return written.map(({ area, village, changes, time }) => {
      const seq = (heads.get(`${area} ${village}`) ?? 0) + 1;
      heads.set(`${area} ${village}`, seq);
      return eventOf(area, village, seq, changes, { time });
    });
  });

/** The measures straight from the spec's words (section 2.3), without anything of the fold. */
export function plainMeasures(
  events: readonly DomainEvent[],
  village: string,
  day: Day,
  knownAt?: Instant,
): Pick<Measures, 'total' | 'grownSince' | 'years'> {
  const parts = (slot: number, from: Day = '0000-01-01') => {
    const { area, def } = orchardProgramme.measures[slot]!;
    return events
      .filter(
        (e) =>
          e.subject === village &&
          e.source === sourceOf(area) &&
          (knownAt === undefined || e.time <= knownAt),
      )
      .flatMap((e) => e.data.changes)
      .filter((c) => c.record === def.record && c.effectiveOn <= day && c.effectiveOn >= from)
      .flatMap((c) => [[c.before, -1] as const, [c.after, 1] as const])
      .flatMap(([fields, sign]) => {
        if (!fields) return [];
        const counted = Object.entries(def.where ?? {}).every(([f, allowed]) =>
          (allowed as unknown[]).includes(fields[f]),
        );
        const year = def.by === undefined ? null : fields[def.by];
        const value = def.value === undefined ? 1 : fields[def.value];
        return counted && year !== undefined && value != null && (def.by === undefined || year !== null)
          ? [{ sign, year: year as number | null, value: value as number }]
          : [];
      });
  };
  const sum = (of: ReturnType<typeof parts>) =>
    of.reduce<Int>((total, { sign, value }) => add(total, sign * value), 0);
  return {
    total: (slot) => sum(parts(slot)),
    grownSince: (slot, from) => sum(parts(slot, from)),
    years: (slot) => {
      const all = parts(slot);
      return [...new Set(all.map(({ year }) => year!))]
        .sort((a, b) => a - b)
        .map((year) => all.filter((part) => part.year === year))
        .map((of) => ({ year: of[0]!.year!, sum: sum(of), count: of.reduce((n, { sign }) => n + sign, 0) }))
        .filter(({ count }) => count > 0);
    },
  };
}

/** Everything that can be asked of the measures of a village, as plain data. */
export const shown = (measures: Pick<Measures, 'total' | 'grownSince' | 'years'>) =>
  orchardProgramme.measures.map(({ slot, name, def }) => ({
    name,
    total: measures.total(slot),
    grown: measures.grownSince(slot, '2018-03-01'),
    years: def.by === undefined ? [] : measures.years(slot),
  }));

/** So many trees planted in turn in every area and village, an event each. */
export function plantings(count: number): DomainEvent[] {
  const streams = orchardAreas.flatMap(({ id }) => villageCodes.map((village) => ({ area: id, village })));
  return Array.from({ length: count }, (_, n) => {
    const { area, village } = streams[n % streams.length]!;
    const after = { state: n % 2 ? 'bearing' : 'planted', worthFen: n };
    const change = {
      record: 'tree',
      id: `t${n}`,
      effectiveOn: `2018-0${1 + (n % 9)}-15`,
      before: null,
      after,
    };
    return eventOf(area, village, 1 + Math.floor(n / streams.length), [change]);
  });
}
