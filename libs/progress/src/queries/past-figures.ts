import type { Day, Programme } from '@jiedui/programme';
import type { AsOf, VillageNumber } from '../book/book';
import { FigureTable } from '../book/figure-table';
import { evaluator, filling, type Near, type Table } from '../book/figures-at';
import type { Aggregator } from '../consumer/aggregator';
import type { Directory } from './directory';
import type { Work } from './turns';

/** The figures are being computed: villages done, of how many. */
export interface Waiting {
  readonly done: number;
  readonly of: number;
}

/** Whoever waits for figures asks again sooner: nobody waits for what was not asked for so long. */
const WANTED_MS = 5_000;

/** The figures of one point in time: none at first, then kept up to date when they are asked for. */
export class PastFigures<F> implements Work {
  table: (F & Table) | undefined;
  progress: Waiting;
  private readonly marked = new Set<VillageNumber>();
  private publications = -1;
  private steps: Iterator<void> | undefined;
  private askedAt = 0;

  constructor(
    private readonly aggregator: Aggregator,
    private readonly make: (programme: Programme, day: Day, villages: number) => F & Table,
    private readonly at: AsOf,
    readonly directory: () => Directory,
    readonly urgency: number,
    private readonly nearest: () => Near | undefined,
  ) {
    this.progress = { done: 0, of: aggregator.book.villages.size };
  }

  mark(village: VillageNumber): void {
    this.marked.add(village);
  }

  ask(): void {
    this.askedAt = performance.now();
  }

  isWanted(): boolean {
    return performance.now() < this.askedAt + WANTED_MS;
  }

  isFresh(): boolean {
    return this.table !== undefined && !this.marked.size && this.publications === this.published();
  }

  step(): boolean {
    this.steps ??= this.refreshing();
    if (!this.steps.next().done) return false;
    this.steps = undefined;
    return true;
  }

  /** As figures that others are made from. */
  near(): Near | undefined {
    const { at, table: figures } = this;
    if (!(figures instanceof FigureTable) || this.publications !== this.published()) return undefined;
    return { at, figures, holds: (village) => figures.has(village) && !this.marked.has(village) };
  }

  private *refreshing(): Iterator<void> {
    const { book, registry } = this.aggregator;
    if (!this.table || this.publications !== this.published()) {
      this.marked.clear();
      const publications = this.published();
      const { size } = book.villages;
      const table = this.make(book.programme, this.at.day, size);
      for (const done of filling(table, book, registry, this.at, this.nearest())) {
        this.progress = { done, of: size };
        yield;
      }
      this.table = table;
      this.publications = publications;
    }
    const evaluations = evaluator(book, this.at);
    for (const village of [...this.marked]) {
      this.marked.delete(village);
      this.table.put(village, registry.districtAt(village, this.at), evaluations(village));
      yield;
    }
  }

  /** A reference value changes every village; publications are few. */
  private published(): number {
    return this.aggregator.registry.publications().length;
  }
}
