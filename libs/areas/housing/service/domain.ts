import { refuse, unless, type RecordKind } from '@jiedui/bureau';
import type { Events } from '@jiedui/housing-contract';

type Category = Events['DwellingAssessed']['category'];
type Grade = Events['DwellingAssessed']['grade'];
type Remedy = Events['WorksPlanned']['remedy'];

/** A dwelling of a poor household (spec section 4, housing). */
export type Dwelling = { readonly category: Category; readonly grade: Grade } & (
  | { readonly state: 'none'; readonly remedy: 'none' }
  | { readonly state: 'planned' | 'in-works' | 'completed' | 'accepted'; readonly remedy: Remedy }
);

const withoutWorks = (category: Category, grade: Grade): Dwelling => ({
  category,
  grade,
  state: 'none',
  remedy: 'none',
});

export const dwelling: RecordKind<Dwelling, Events> = {
  classify: ({ category, grade, state, remedy }) => ({ category, grade, state, remedy }),
  opens: {
    DwellingAssessed: ({ category, grade }) => withoutWorks(category, grade),
  },
  moves: {
    DwellingReassessed: ({ category, state }, { grade }) =>
      unless({ 'reassess-only-outside-works': state === 'none' || state === 'accepted' }) ??
      withoutWorks(category, grade),
    WorksPlanned: ({ category, grade, state }, { remedy }) =>
      unless({
        'works-only-for-c-and-d': grade === 'C' || grade === 'D',
        'no-repair-for-d': grade !== 'D' || remedy !== 'repair',
        'works-planned-already': state === 'none',
      }) ?? { category, grade, state: 'planned', remedy },
    WorksStarted: (dwelling) =>
      dwelling.state === 'planned' ? { ...dwelling, state: 'in-works' } : refuse('start-only-planned-works'),
    WorksCompleted: (dwelling) =>
      dwelling.state === 'in-works'
        ? { ...dwelling, state: 'completed' }
        : refuse('complete-only-started-works'),
    WorksAccepted: (dwelling) =>
      dwelling.state === 'completed'
        ? { ...dwelling, state: 'accepted' }
        : refuse('inspect-only-completed-works'),
    WorksRejected: (dwelling) =>
      dwelling.state === 'completed'
        ? { ...dwelling, state: 'in-works' }
        : refuse('inspect-only-completed-works'),
    DwellingRemoved: () => null,
  },
};
