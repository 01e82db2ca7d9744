import { Refusal, type AnyKind, type BureauDef, type Facts } from '@jiedui/bureau';
import {
  compileProgramme,
  contributions,
  type Classification,
  type Field,
  type Fields,
  type Identity,
} from '@jiedui/programme';

/** What the lives are played with: two days, two subsistence lines, every code, the two smallest numbers. */
const DAYS = ['2016-06-30', '2020-06-30'];
const LINES: readonly Facts[] = [0, 1].map((line) => ({ lineOn: () => line, lineDays: () => [] }));
const VILLAGE = '120119101201';
/** A kind whose amounts grow without end has endless states: the first ones tell. */
const MOST_STATES = 1_000;

interface Report {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Measure -> the events that can change it, by their names, in the order of the contract. Found by playing the
 * life cycle of every kind of record through, with whatever its rules accept.
 */
export function effectsOf({ area, kinds }: BureauDef): ReadonlyMap<string, readonly string[]> {
  const programme = compileProgramme([area]);
  const { deltasOf } = contributions(programme, area.id);
  const found = new Map(Object.keys(area.measures).map((name) => [name, new Set<string>()]));
  for (const [record, kind] of Object.entries(kinds)) {
    const { identity } = area.records[record]!;
    const reports = Object.entries(area.events)
      .filter(([type]) => type in kind.opens || type in (kind.moves ?? {}))
      .flatMap(([type, { fields }]) => anyData(fields).map((data): Report => ({ type, data })));
    for (const id of idsOf(identity, reports))
      for (const { type, before, after } of lifeOf(kind, id, reports.filter(isAbout(identity, id))))
        for (const { slot } of deltasOf({ record, id, effectiveOn: DAYS[0]!, before, after }))
          found.get(programme.measures[slot]!.name)!.add(type);
  }
  const inOrder = Object.keys(area.events);
  return new Map([...found].map(([measure, types]) => [measure, inOrder.filter((type) => types.has(type))]));
}

/** A record known by a field of its events lives once for each value of it. */
const idsOf = (identity: Identity, reports: readonly Report[]): readonly string[] =>
  identity === 'own' || identity === 'village'
    ? [VILLAGE]
    : [...new Set(reports.map(({ data }) => String(data[identity])))];

const isAbout =
  (identity: Identity, id: string) =>
  ({ data }: Report): boolean =>
    !(identity in data) || String(data[identity]) === id;

/** Every step from every state that can be reached, nearest first. */
function* lifeOf(kind: AnyKind, id: string, reports: readonly Report[]) {
  const states = new Map<string, unknown>([['null', null]]);
  for (const state of states.values())
    for (const { type, next } of stepsFrom(kind, id, state, reports)) {
      yield { type, before: classify(kind, id, state), after: classify(kind, id, next) };
      if (states.size < MOST_STATES) states.set(JSON.stringify(next), next);
    }
}

const classify = (kind: AnyKind, id: string, state: unknown): Classification | null =>
  state === null ? null : kind.classify(state, { village: VILLAGE, id });

function* stepsFrom(kind: AnyKind, id: string, state: unknown, reports: readonly Report[]) {
  for (const on of DAYS)
    for (const facts of LINES) {
      const at = { village: VILLAGE, id, on, facts };
      for (const { type, data } of reports) {
        const next = state === null ? kind.opens[type]?.(data, at) : kind.moves?.[type]?.(state, data, at);
        if (next !== undefined && !(next instanceof Refusal)) yield { type, next: next as unknown };
      }
      for (const rule of state === null ? [] : (kind.overTime ?? [])) {
        const day = 'days' in rule ? on : rule.day(state);
        if (day !== undefined)
          yield { type: rule.type, next: rule.apply(state, { ...at, on: day }) as unknown };
      }
    }
}

/** Every combination of a few values of each field. */
const anyData = (fields: Fields): Report['data'][] =>
  Object.entries(fields).reduce<Report['data'][]>(
    (some, [name, field]) =>
      some.flatMap((data) => [
        ...('optional' in field ? [data] : []),
        ...fewOf(field).map((value) => ({ ...data, [name]: value })),
      ]),
    [{}],
  );

function fewOf(field: Field): readonly unknown[] {
  switch (field.type) {
    case 'code':
      return field.values;
    case 'flag':
      return [false, true];
    case 'count':
      return [field.min, field.min + 1];
    case 'year':
      return [field.min, field.max];
    case 'number':
      return [field.min];
    case 'fen':
      return [0, 1];
    case 'day':
      return DAYS;
    case 'village':
      return [VILLAGE];
    case 'id':
    case 'name':
      return ['a'];
  }
}
