import { isDay, type Day, type DomainEvent, type Instant, type Int } from '@jiedui/programme';
import type { AsOf, VillageNumber, Villages } from './book';
import type { Publication, RegistryView, VillageFacts } from './registry-view';

/** An event of the registry, as far as the city's pages need it. */
export interface RegistryFact {
  readonly villageseq: number;
  /** Without the area: `VillageRegistered`. */
  readonly name: string;
  readonly time: Instant;
  readonly occurredOn: Day;
  /** The named fields (spec section 4, "Village registry"). */
  readonly fields: Readonly<Record<string, unknown>>;
}

type Requirement = 'text' | 'integer' | 'day';

/** What an event must say to be of use; other types and fields are ignored. */
const NEEDED: Readonly<Record<string, Readonly<Record<string, Requirement>>>> = {
  VillageRegistered: { name: 'text', districtCode: 'text' },
  VillageRenamed: { name: 'text' },
  VillageMerged: { into: 'text' },
  SupportingUnitPaired: { unit: 'text' },
  ResidentTeamAssigned: { teamId: 'text' },
  CityIncomePublished: { year: 'integer', fen: 'integer' },
  SubsistenceLineSet: { effectiveOn: 'day', fen: 'integer' },
};

const MEETS: Readonly<Record<Requirement, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string' && value !== '',
  integer: Number.isSafeInteger,
  day: isDay,
};

/** The fact that an event of the registry reports; undefined when it does not say what it must. */
export function factOf({ villageseq, type, time, data }: DomainEvent<object>): RegistryFact | undefined {
  const { occurredOn, ...fields } = data as { readonly occurredOn: Day };
  const name = type.slice(type.indexOf('.') + 1);
  const needed = Object.entries(NEEDED[name] ?? {});
  const given = fields as Readonly<Record<string, unknown>>;
  return needed.every(([field, requirement]) => MEETS[requirement](given[field]))
    ? { villageseq, name, time, occurredOn, fields: given }
    : undefined;
}

type Patch = Partial<VillageFacts>;

interface Step {
  readonly on: Day;
  readonly villageseq: number;
  readonly time: Instant;
  readonly patch: Patch;
}

const UNKNOWN: Omit<VillageFacts, 'code' | 'name' | 'districtCode' | 'townName'> = {
  households: null,
  population: null,
  longitude: null,
  latitude: null,
  unit: null,
  team: null,
  merged: null,
};

/** What each event says about a village. Types that are not known here say nothing. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the registry's fields, checked when they were read
const SAYS: Readonly<Record<string, (fields: any, on: Day) => Patch>> = {
  VillageRegistered: ({ name, districtCode, townName, ...facts }) => ({
    ...{ name, districtCode, townName: townName ?? '' },
    ...factsOf(facts),
  }),
  VillageRenamed: ({ name }) => ({ name }),
  VillageMerged: ({ into }, on) => ({ merged: { into, on } }),
  VillageFactsChanged: (fields) => factsOf(fields),
  SupportingUnitPaired: ({ unit, unitLevel }) => ({ unit: { name: unit, level: unitLevel ?? null } }),
  SupportingUnitReleased: () => ({ unit: null }),
  ResidentTeamAssigned: ({ teamId, leader, members }) => ({
    team: { id: teamId, leader: leader ?? null, members: members ?? null },
  }),
  ResidentTeamWithdrawn: () => ({ team: null }),
};

const factsOf = (fields: Readonly<Record<string, unknown>>): Patch =>
  Object.fromEntries(
    ['households', 'population', 'longitude', 'latitude'].flatMap((name) =>
      typeof fields[name] === 'number' ? [[name, fields[name]]] : [],
    ),
  );

/** The registry's events in memory, each village's by the day from which it holds. */
export class RegistryBook implements RegistryView {
  private readonly steps: (Step[] | undefined)[] = [];
  /** What holds after the last step, with all that is known. */
  private readonly latest: (VillageFacts | undefined)[] = [];
  private readonly published = new Map<string, Publication[]>();
  private readonly districtCodes = new Set<string>();
  private folds = 0;

  constructor(private readonly villages: Villages) {}

  get version(): number {
    return this.folds;
  }

  /** Takes in an event of a village, or of `city`. True when it is a reference value. */
  apply(village: VillageNumber, fact: RegistryFact): boolean {
    this.folds++;
    const { fields, time, occurredOn, villageseq } = fact;
    const fen = fields.fen as number;
    if (fact.name === 'CityIncomePublished') {
      this.publish({ name: 'cityPerCapitaIncomeFen', year: fields.year as number, fen, time });
      return true;
    }
    if (fact.name === 'SubsistenceLineSet') {
      this.publish({ name: 'subsistenceLineFen', effectiveOn: fields.effectiveOn as Day, fen, time });
      return true;
    }
    const patch = SAYS[fact.name]?.(fields, occurredOn);
    if (!patch) return false;
    while (this.steps.length <= village) this.steps.push(undefined);
    const steps = (this.steps[village] ??= []);
    steps.push({ on: occurredOn, villageseq, time, patch });
    steps.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.villageseq - b.villageseq));
    const facts = this.fold(village, steps);
    this.latest[village] = facts;
    if (facts) this.districtCodes.add(facts.districtCode);
    return false;
  }

  factsAt(village: VillageNumber, { day, knownAt }: AsOf): VillageFacts | undefined {
    const steps = this.steps[village];
    if (!steps) return undefined;
    if (knownAt === undefined && steps.at(-1)!.on <= day) return this.latest[village];
    return this.fold(
      village,
      steps.filter(({ on, time }) => on <= day && (knownAt === undefined || time <= knownAt)),
    );
  }

  districtAt(village: VillageNumber, at: AsOf): string | undefined {
    const facts = this.factsAt(village, at);
    return facts?.merged ? undefined : facts?.districtCode;
  }

  isNamed(village: VillageNumber): boolean {
    return this.latest[village] !== undefined;
  }

  districts(): readonly string[] {
    return [...this.districtCodes].sort();
  }

  publications(knownAt?: Instant): readonly Publication[] {
    return [...this.published.values()]
      .flat()
      .filter(({ time }) => knownAt === undefined || time <= knownAt)
      .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  }

  find(name: string, year: number, knownAt?: Instant): Int | undefined {
    return this.published
      .get(`${name} ${year}`)
      ?.findLast(({ time }) => knownAt === undefined || time <= knownAt)?.fen;
  }

  /** Publications of one name and year (or day) stand in the order of their times; the last one wins. */
  private publish(publication: Publication): void {
    const key = `${publication.name} ${publication.year ?? publication.effectiveOn}`;
    const earlier = this.published.get(key) ?? [];
    const at = earlier.findLastIndex(({ time }) => time <= publication.time) + 1;
    this.published.set(key, earlier.toSpliced(at, 0, publication));
  }

  private fold(village: VillageNumber, steps: readonly Step[]): VillageFacts | undefined {
    const facts = Object.assign({}, UNKNOWN, ...steps.map(({ patch }) => patch)) as Partial<VillageFacts>;
    if (facts.districtCode === undefined) return undefined;
    return { ...facts, code: this.villages.code(village) } as VillageFacts;
  }
}
