import { Refusal, type Facts, type RecordKind, type Violation } from '@jiedui/bureau';
import type { Classification, Day } from '@jiedui/programme';
import { happen, newborn, stateOf, type Happening, type Life, type Report } from './happening';

/** The named fields of an event; ids may be left out: a transition does not ask for them. */
type Said<D> = Omit<D, IdOf<D>> & Partial<Pick<D, IdOf<D>>>;
type IdOf<D> = Extract<keyof D, `${string}Id`>;

/**
 * Specs of one record kind as sentences:
 *
 *     const { given, on } = lifeOf('dwelling', dwelling);
 *     given(on('2018-03-01', 'DwellingAssessed', { category: 'dibao', grade: 'D' }))
 *       .when(on('2018-04-01', 'WorksPlanned', { remedy: 'repair' }))
 *       .thenRefused('grade-d-needs-reinforce-or-rebuild');
 */
export function lifeOf<S, E>(
  record: string,
  kind: RecordKind<S, E>,
  setting: { readonly village?: string; readonly id?: string; readonly facts?: Facts } = {},
) {
  return {
    on: <T extends keyof E & string>(
      on: Day,
      type: T,
      ...[data]: Partial<E[T]> extends Said<E[T]> ? [data?: Said<E[T]>] : [data: Said<E[T]>]
    ): Report => ({ on, type, data: data ?? {} }),
    /** Throws when one of `before` is refused: then the spec has a mistake. */
    given: (...before: readonly Happening[]) => {
      const life = before.reduce(mustHappen, newborn(record, kind, setting));
      return { when: (happening: Happening) => outcome<S>(life, happening) };
    },
  };
}

function mustHappen(life: Life, happening: Happening): Life {
  const done = happen(life, happening);
  if (done instanceof Refusal) throw new Error(`given ${JSON.stringify(happening)}: ${namesOf(done)}`);
  return done.life;
}

function outcome<S>(life: Life, happening: Happening) {
  const done = happen(life, happening);
  const accepted = () => {
    if (done instanceof Refusal) throw new Error(`${JSON.stringify(happening)}: refused by ${namesOf(done)}`);
    return done;
  };
  return {
    /**
     * One change on the report's own day, from what the record was to that with `fields` put over it; null:
     * the record is removed. `{}`: a change that leaves the classification as it was.
     */
    thenBecomes(fields: Classification | null): void {
      const before = life.timeline.published.at(-1)?.after ?? null;
      const change = { before, after: fields && { ...before, ...fields } };
      expect(accepted().changes).toEqual([
        expect.objectContaining('on' in happening ? { ...change, effectiveOn: happening.on } : change),
      ]);
    },
    /** Exactly these changes, each as [effectiveOn, before, after]; fields that are left out are not compared. */
    thenChanges(...changes: readonly [Day, Classification | null, Classification | null][]): void {
      expect(accepted().changes).toMatchObject(
        changes.map(([effectiveOn, before, after]) => ({ effectiveOn, before, after })),
      );
    },
    /** The service itself issues these events, each as [type, occurredOn, named fields]. */
    thenIssues(...events: readonly [string, Day, Readonly<Record<string, unknown>>][]): void {
      const issued = accepted().issued.map(({ type, on, data }) => [type, on, data]);
      expect(issued).toEqual(events);
    },
    thenState(state: Partial<S> | null): void {
      const now = stateOf(accepted().life);
      if (state) expect(now).toMatchObject(state);
      else expect(now).toBeNull();
    },
    /** Refused by these rules, all of them and no other. */
    thenRefused(...rules: readonly string[]): void {
      expect(refusalOf(done).map(({ rule }) => rule)).toEqual(rules);
    },
    /** Refused because these reports, by their numbers, would not hold any more. */
    thenStandsAgainst(...nths: readonly number[]): void {
      const [violation] = refusalOf(done);
      expect(violation).toMatchObject({ rule: 'later-history-stands-against' });
      expect(violation!.events!.map(({ id }) => id)).toEqual(nths.map((nth) => `report-${nth}`));
    },
  };
}

const refusalOf = (done: unknown): readonly Violation[] => {
  if (done instanceof Refusal) return done.violations;
  throw new Error('accepted, although a refusal was expected');
};

const namesOf = ({ violations }: Refusal): string => violations.map(({ rule }) => rule).join(', ');
