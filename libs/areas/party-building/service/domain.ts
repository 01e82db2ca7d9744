import { refuse, unless, type RecordKind, type Refusal } from '@jiedui/bureau';
import type { Events } from '@jiedui/party-building-contract';

/** The village's Party branch, opened by the first report about it (spec section 4, party-building). */
export interface Branch {
  /** The rating in force. */
  readonly rating: 'none' | 'five-good' | 'not-five-good';
  readonly qualifiedLeader: boolean;
}

const rating = (fiveGood: boolean): Branch['rating'] => (fiveGood ? 'five-good' : 'not-five-good');

export const branch: RecordKind<Branch, Events> = {
  classify: ({ rating, qualifiedLeader }) => ({ fiveGood: rating === 'five-good', qualifiedLeader }),
  opens: {
    LeaderElected: ({ qualified }) => ({ rating: 'none', qualifiedLeader: qualified }),
    BranchRated: ({ fiveGood }) => ({ rating: rating(fiveGood), qualifiedLeader: false }),
    BranchRatingRevoked: () => refuse('no-rating-to-revoke'),
  },
  moves: {
    LeaderElected: (branch, { qualified }) => ({ ...branch, qualifiedLeader: qualified }),
    // Branches are rated again and again, with the same result too: the latest rating is in force.
    BranchRated: (branch, { fiveGood }) => ({ ...branch, rating: rating(fiveGood) }),
    BranchRatingRevoked: (branch) =>
      unless({ 'no-rating-to-revoke': branch.rating !== 'none' }) ?? { ...branch, rating: 'none' },
  },
};

type Granted = Events['TitleGranted'];
type Level = NonNullable<Granted['level']>;

/** A title of the village, one record each. A revoked one shows the level it had, and may be granted again. */
export type Title = { readonly held: boolean } & (
  | { readonly title: 'civilised-village'; readonly level: Level }
  | { readonly title: 'safe-village'; readonly level: null }
);

const RANK: Readonly<Record<Level, number>> = { district: 1, city: 2, national: 3 };

function grant({ title, level }: Granted, before?: Title): Title | Refusal {
  const held = before?.held ? before : undefined;
  if (title === 'safe-village')
    return (
      unless({ 'safe-village-has-no-level': level === undefined, 'title-held-already': !held }) ?? {
        title,
        level: null,
        held: true,
      }
    );
  if (!level) return refuse('civilised-village-needs-level');
  const isHigher = !held?.level || RANK[level] > RANK[held.level];
  return unless({ 'level-not-above-the-one-held': isHigher }) ?? { title, level, held: true };
}

export const title: RecordKind<Title, Events> = {
  classify: ({ title, level, held }) => ({ title, level, held }),
  opens: {
    TitleGranted: (granted) => grant(granted),
    TitleRevoked: () => refuse('title-not-held'),
  },
  moves: {
    TitleGranted: (title, granted) => grant(granted, title),
    TitleRevoked: (title) => unless({ 'title-not-held': title.held }) ?? { ...title, held: false },
  },
};

/** One meeting of the branch's organisational life. */
export type OrganisationalLife = Pick<Events['OrganisationalLifeHeld'], 'kind'>;

export const organisationalLife: RecordKind<OrganisationalLife, Events> = {
  classify: ({ kind }) => ({ kind }),
  opens: {
    OrganisationalLifeHeld: ({ kind, attended, entitled }) =>
      attended <= entitled ? { kind } : refuse('attended-not-above-entitled', { attended, entitled }),
  },
};
