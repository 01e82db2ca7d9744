import type { Day, Evaluation, Programme } from '@jiedui/programme';
import type { AsOf, VillageNumber } from '../book/book';
import type { ListFigures } from '../book/current';
import { FigureTable } from '../book/figure-table';
import { evaluator, fillTable } from '../book/figures-at';
import { pauser } from '../book/pause';
import type { Aggregator } from '../consumer/aggregator';
import { directoryOf, orderByCode, type Directory } from './directory';
import { StandingTable, type Standings } from './standing-table';

/** The figures of all villages at one point in the two times. To be read at once: the next event changes it. */
export interface Moment<F = ListFigures> {
  readonly at: AsOf;
  readonly figures: F;
  readonly directory: Directory;
}

/** The figures are being computed: villages done, of how many. */
export interface Waiting {
  readonly done: number;
  readonly of: number;
}

export const isWaiting = (moment: object): moment is Waiting => 'of' in moment;

/** What is kept of another point in time, and of how many. */
export interface Kept<F> {
  make(programme: Programme, day: Day, villages: number): F & Table;
  /** In all tables together; at least two tables are kept. */
  readonly villages: number;
  readonly tables: number;
}

interface Table {
  put(
    village: VillageNumber,
    district: string | undefined,
    evaluations: readonly (Evaluation | undefined)[],
  ): void;
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

/**
 * The figures of today, and of any other day or as known at any instant. The latter are computed when they are
 * asked for, one after another in slices between other work, and kept; what events change afterwards is
 * evaluated again at the next question.
 */
export class Moments<F extends Standings = ListFigures> {
  private readonly past = new Map<string, PastFigures<F>>();
  private readonly directories: Directories;
  private readonly today: () => Directory;
  private turn: Promise<unknown> = Promise.resolve();

  /** Today's figures, which are whole, take the place of what is kept of other days. */
  constructor(
    private readonly aggregator: Aggregator,
    private readonly kept: ListFigures extends F ? Kept<F> : never,
    private readonly patienceMs = 2_000,
  ) {
    const { current } = aggregator;
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
    const figures = this.pastAt(at);
    if (!figures) return { done: 0, of: this.aggregator.book.villages.size };
    if (!figures.isFresh()) {
      const work = (this.turn = this.turn.catch(() => {}).then(() => figures.refresh()));
      if (!(await endsWithin(work, this.patienceMs - waitedMs))) return figures.progress;
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

  /** The latest used stay; undefined when all that are kept are still being computed. */
  private pastAt(at: AsOf): PastFigures<F> | undefined {
    const key = `${at.day} ${at.knownAt ?? ''}`;
    const figures = this.past.get(key) ?? this.begin(key, at);
    if (!figures) return undefined;
    this.past.delete(key);
    this.past.set(key, figures);
    return figures;
  }

  private begin(key: string, at: AsOf): PastFigures<F> | undefined {
    const most = this.most();
    for (const [oldest, { table }] of this.past) {
      if (this.past.size < most) break;
      if (table) this.past.delete(oldest);
    }
    if (this.past.size >= most) return undefined;
    return new PastFigures(
      this.aggregator,
      this.kept,
      at,
      this.directories.for(() => at),
    );
  }
}

class PastFigures<F> {
  table: (F & Table) | undefined;
  progress: Waiting;
  private marked = new Set<VillageNumber>();
  private publications = -1;

  constructor(
    private readonly aggregator: Aggregator,
    private readonly kept: Kept<F>,
    private readonly at: AsOf,
    readonly directory: () => Directory,
  ) {
    this.progress = { done: 0, of: aggregator.book.villages.size };
  }

  mark(village: VillageNumber): void {
    this.marked.add(village);
  }

  isFresh(): boolean {
    return this.table !== undefined && !this.marked.size && this.publications === this.published();
  }

  async refresh(): Promise<void> {
    if (this.isFresh()) return;
    const { book, registry, current } = this.aggregator;
    // What is folded before the first evaluation of today is told to nobody.
    if (current.version === 0) await current.settle();
    if (!this.table || this.publications !== this.published()) {
      this.marked.clear();
      this.publications = this.published();
      const table = this.kept.make(book.programme, this.at.day, book.villages.size);
      await fillTable(table, book, registry, this.at, (done, of) => (this.progress = { done, of }));
      this.table = table;
    }
    const { table, marked } = this;
    this.marked = new Set();
    const pause = pauser();
    const evaluations = evaluator(book, this.at);
    for (const village of marked) {
      table.put(village, registry.districtAt(village, this.at), evaluations(village));
      if (pause.isDue()) await pause.take();
    }
  }

  /** A reference value changes every village; publications are few. */
  private published(): number {
    return this.aggregator.registry.publications().length;
  }
}

/** Directories that are made again when a village came or the registry said something. */
class Directories {
  private byCode: Int32Array = new Int32Array(0);

  constructor(private readonly aggregator: Aggregator) {}

  for(at: () => AsOf): () => Directory {
    let held: { readonly key: string; readonly of: unknown; readonly directory: Directory } | undefined;
    return () => {
      const { book, registry } = this.aggregator;
      if (this.byCode.length !== book.villages.size) this.byCode = orderByCode(book.villages);
      const point = at();
      const key = `${registry.version} ${book.villages.size} ${point.day}`;
      if (held?.key !== key || held.of !== registry) {
        const nameOf = (village: VillageNumber) => registry.factsAt(village, point)?.name;
        held = { key, of: registry, directory: directoryOf(book.villages, this.byCode, nameOf) };
      }
      return held.directory;
    };
  }
}

async function endsWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, ms, false)));
  return Promise.race([work.then(() => true), patience]).finally(() => clearTimeout(timer));
}
