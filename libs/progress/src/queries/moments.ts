import { dayNumber, type Day, type Programme } from '@jiedui/programme';
import type { AsOf } from '../book/book';
import type { ListFigures } from '../book/current';
import { FigureTable } from '../book/figure-table';
import type { Near, Table } from '../book/figures-at';
import type { Aggregator } from '../consumer/aggregator';
import { Directories } from './directories';
import type { Directory } from './directory';
import { PastFigures, type Waiting } from './past-figures';
import { StandingTable, type Standings } from './standing-table';
import { Turns } from './turns';

/** The figures of all villages at one point in the two times. To be read at once: the next event changes it. */
export interface Moment<F = ListFigures> {
  readonly at: AsOf;
  readonly figures: F;
  readonly directory: Directory;
}

export const isWaiting = (moment: object): moment is Waiting => 'of' in moment;

/** What is kept of another point in time, and of how many. */
export interface Kept<F> {
  make(programme: Programme, day: Day, villages: number): F & Table;
  /** In all tables together; at least two tables are kept. */
  readonly villages: number;
  readonly tables: number;
}

/** Everything that lists and totals are made of: about 1.2 KB a village. */
export const FIGURES: Kept<ListFigures> = {
  make: (programme, day, villages) => new FigureTable(programme, day, villages),
  villages: 400_000,
  tables: 32,
};

/** What days are compared by: about 60 bytes a village. */
export const STANDINGS: Kept<Standings> = {
  make: (programme, day, villages) => new StandingTable(programme, day, villages),
  villages: 4_000_000,
  tables: 64,
};

/** Above every count of those that began. */
const WHOLE_FIRST = 2 ** 50;

export interface MomentsOptions {
  /** How long a question waits for figures that are not ready. */
  readonly patienceMs?: number;
  /** Whole figures, which take the place of what is kept here, come first, and from which others are made. */
  readonly beside?: Moments;
}

/**
 * The figures of today, and of any other day or as known at any instant. The latter are computed when they are
 * asked for, in slices between other work, and kept; what events change afterwards is evaluated again at the next
 * question. Of a point near one that is there, only what differs is evaluated.
 */
export class Moments<F extends Standings = ListFigures> {
  private readonly past = new Map<string, PastFigures<F>>();
  private readonly directories: Directories;
  private readonly today: () => Directory;
  private readonly turns: Turns;
  private readonly patienceMs: number;
  private readonly beside: Moments | undefined;
  private begun = 0;

  /** Today's figures, which are whole, take the place of what is kept of other days. */
  constructor(
    private readonly aggregator: Aggregator,
    private readonly kept: ListFigures extends F ? Kept<F> : never,
    { patienceMs = 2_000, beside }: MomentsOptions = {},
  ) {
    const { current } = aggregator;
    this.patienceMs = patienceMs;
    this.beside = beside;
    this.turns = beside?.turns ?? new Turns();
    this.directories = new Directories(aggregator);
    this.today = this.directories.for(() => ({ day: current.day }));
    current.onChange(({ village }) => {
      for (const figures of this.past.values()) figures.mark(village);
    });
  }

  /**
   * Waits a moment for figures that are not ready; then tells how far they are. `waitedMs`: how long whoever asks
   * has waited for others before.
   */
  async find(at: AsOf, waitedMs = 0): Promise<Moment<F> | Waiting> {
    const { current } = this.aggregator;
    if (at.day === current.day && at.knownAt === undefined)
      return { at, figures: current.figures as Standings as F, directory: this.today() };
    const figures = this.wholeAt(at) ?? this.pastAt(at);
    if (!figures) return { done: 0, of: this.aggregator.book.villages.size };
    figures.ask();
    if (!figures.isFresh()) {
      // What is folded before the first evaluation of today is told to nobody.
      const work = (current.version === 0 ? current.settle() : Promise.resolve()).then(() =>
        this.turns.run(figures),
      );
      if (!(await endsWithin(work, this.patienceMs - waitedMs)) || !figures.table) return figures.progress;
    }
    return { at, figures: figures.table!, directory: figures.directory() };
  }

  /** How many points in time may be asked for in one answer: half of the tables that are kept, at least one. */
  room(): number {
    return Math.floor(this.most() / 2);
  }

  private most(): number {
    const { villages, tables } = this.kept;
    return Math.min(tables, Math.max(2, Math.floor(villages / (this.aggregator.book.villages.size + 1))));
  }

  private wholeAt(at: AsOf): PastFigures<F> | undefined {
    return this.beside?.past.get(keyOf(at)) as PastFigures<Standings> | undefined as
      PastFigures<F> | undefined;
  }

  /** The latest used stay; undefined when all that are kept are still being computed. */
  private pastAt(at: AsOf): PastFigures<F> | undefined {
    const key = keyOf(at);
    const figures = this.past.get(key) ?? this.begin(at);
    if (!figures) return undefined;
    this.past.delete(key);
    this.past.set(key, figures);
    return figures;
  }

  private begin(at: AsOf): PastFigures<F> | undefined {
    const most = this.most();
    for (const [oldest, figures] of this.past) {
      if (this.past.size < most) break;
      if (figures.table || !figures.isWanted()) this.past.delete(oldest);
    }
    if (this.past.size >= most) return undefined;
    const { beside } = this;
    return new PastFigures<F>(
      this.aggregator,
      (...args) => this.kept.make(...args),
      at,
      this.directories.for(() => at),
      this.begun++ + (beside ? 0 : WHOLE_FIRST),
      () => (beside ? beside.nearest(at) : this.nearest(at)),
    );
  }

  /** The figures that are the fewest days away, of all that know the same reference values. */
  private nearest(at: AsOf): Near | undefined {
    const known = (of: AsOf) => this.aggregator.registry.publications(of.knownAt).length;
    const away = (near: Near) => Math.abs(dayNumber(near.at.day) - dayNumber(at.day));
    return [this.nearToday(), ...[...this.past.values()].map((figures) => figures.near())]
      .filter((near) => near !== undefined && known(near.at) === known(at))
      .sort((a, b) => away(a!) - away(b!))[0];
  }

  /** A village that waits for its evaluation is told of then, and evaluated again. */
  private nearToday(): Near | undefined {
    const { current, book } = this.aggregator;
    const { figures } = current;
    return current.behind < book.villages.size
      ? { at: { day: figures.day }, figures, holds: (village) => figures.has(village) }
      : undefined;
  }
}

const keyOf = ({ day, knownAt }: AsOf): string => `${day} ${knownAt ?? ''}`;

async function endsWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, ms, false)));
  return Promise.race([work.then(() => true), patience]).finally(() => clearTimeout(timer));
}
