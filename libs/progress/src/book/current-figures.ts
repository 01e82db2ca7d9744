import type { Day, Indicator, Status } from '@jiedui/programme';
import type { Book, VillageNumber } from './book';
import type { Current, VillageChange } from './current';
import { FigureTable } from './figure-table';
import { evaluator, figuresAt } from './figures-at';
import { pauser } from './pause';
import { REGISTRY, type RegistryView } from './registry-view';
import type { Overview } from './tally';

/** How long it rests behind what it has evaluated again, in times of that. */
const RESTS_PER_WORK = 9;

type AreaChange = VillageChange['areas'][number];

/** What came for a village since its last evaluation, by area number. */
type Marks = ({ events: number; last: AreaChange['last'] } | undefined)[];

/**
 * The figures of today: events mark their village and area, marked ones are evaluated again in slices between
 * other work. A new day or a new reference value evaluates everything again beside what is shown meanwhile.
 */
export class CurrentFigures implements Current {
  private table: FigureTable;
  private marked = new Map<VillageNumber, Marks>();
  /** Everything has to be evaluated again. */
  private stale = true;
  /** Everything is being evaluated again. */
  private renewing = false;
  private shown = false;
  private working: Promise<void> | undefined;
  private changes = 0;
  private notBefore = 0;
  private readonly listeners = new Set<(change: VillageChange) => void>();

  constructor(
    private book: Book,
    private registry: RegistryView,
    private readonly today: () => Day,
  ) {
    this.table = new FigureTable(book.programme, today());
  }

  get day(): Day {
    return this.table.day;
  }

  get figures(): FigureTable {
    return this.table;
  }

  get version(): number {
    return this.changes;
  }

  get behind(): number {
    return this.stale || this.renewing ? this.book.villages.size : this.marked.size;
  }

  /** Events of the village were folded, `last` is the latest; the registry's area number is that behind the programme's areas. */
  mark(village: VillageNumber, area: number, last: AreaChange['last'], events = 1): void {
    let marks = this.marked.get(village);
    if (!marks) this.marked.set(village, (marks = []));
    const mark = marks[area];
    if (mark) {
      mark.events += events;
      mark.last = last;
    } else marks[area] = { events, last };
  }

  /** From here on these are evaluated. */
  exchange(book: Book, registry: RegistryView): void {
    this.book = book;
    this.registry = registry;
    this.marked.clear();
    this.stale = true;
  }

  /** A reference value was published. */
  markAll(): void {
    this.stale = true;
  }

  /**
   * Starts evaluating what is marked. To be called now and then: it sees a new day. `isPouring`: more events come,
   * for which much of it has to be done again; so it takes at most a tenth of the time.
   */
  refresh(isPouring: boolean): void {
    if (this.today() !== this.table.day) this.stale = true;
    if (this.behind > 0 && (!isPouring || performance.now() >= this.notBefore)) void this.evaluate();
  }

  async settle(): Promise<void> {
    while (this.behind > 0) await this.evaluate();
  }

  onChange(listener: (change: VillageChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  overview(district?: string): Overview {
    return this.table.overview(district);
  }

  district(village: VillageNumber): string | undefined {
    return this.table.district(village);
  }

  status(village: VillageNumber, indicator: number): Status {
    return this.table.status(village, indicator);
  }

  provisional(village: VillageNumber, indicator: number): boolean {
    return this.table.provisional(village, indicator);
  }

  progress(village: VillageNumber, indicator: number): number {
    return this.table.progress(village, indicator);
  }

  light(village: VillageNumber, area: number): Status {
    return this.table.light(village, area);
  }

  score(village: VillageNumber): number {
    return this.table.score(village);
  }

  met(village: VillageNumber): number {
    return this.table.met(village);
  }

  /** What is marked now, or everything; what is marked meanwhile waits. */
  private evaluate(): Promise<void> {
    this.working ??= (this.stale ? this.evaluateAll() : this.evaluateMarked()).finally(
      () => (this.working = undefined),
    );
    return this.working;
  }

  private async evaluateAll(): Promise<void> {
    this.stale = false;
    this.renewing = true;
    const marked = this.marked;
    this.marked = new Map();
    const before = this.table;
    this.table = await figuresAt(this.book, this.registry, { day: this.today() }).finally(
      () => (this.renewing = false),
    );
    this.changes++;
    if (this.shown)
      for (let village = 0; village < this.book.villages.size; village++)
        this.tell(village, marked.get(village), (index) => before.status(village, index));
    this.shown = true;
  }

  private async evaluateMarked(): Promise<void> {
    const start = performance.now();
    const pause = pauser();
    const evaluations = evaluator(this.book, { day: this.table.day });
    const { areas } = this.book.programme;
    let left = this.marked.size;
    for (const [village, marks] of this.marked) {
      if (left-- === 0) break;
      this.marked.delete(village);
      const asked = marks[areas.length]
        ? undefined
        : ({ area }: Indicator) => areas.some(({ id }, at) => id === area && marks[at]);
      const before = this.book.programme.indicators.map(({ index }) => this.table.status(village, index));
      const district = this.registry.districtAt(village, { day: this.table.day });
      this.table.put(village, district, evaluations(village, asked));
      this.changes++;
      this.tell(village, marks, (index) => before[index]!);
      if (pause.isDue()) await pause.take();
      if (this.stale) break;
    }
    const now = performance.now();
    this.notBefore = now + RESTS_PER_WORK * (now - start);
  }

  private tell(
    village: VillageNumber,
    marks: Marks | undefined,
    before: (indicator: number) => Status,
  ): void {
    if (!this.listeners.size) return;
    const statuses = this.book.programme.indicators.flatMap(({ index, def }) => {
      const after = this.table.status(village, index);
      return after === before(index) ? [] : [{ indicator: def.id, before: before(index), after }];
    });
    if (!marks && statuses.length === 0) return;
    const names = [...this.book.programme.areas.map(({ id }) => id), REGISTRY];
    const areas = names.flatMap((area, at) => {
      const mark = marks?.[at];
      return mark ? [{ area, events: mark.events, last: named(mark.last) }] : [];
    });
    const change = { village, code: this.book.villages.code(village), areas, statuses };
    for (const listener of this.listeners) listener(change);
  }
}

/** Of an event no more than its name: it would be kept by whoever keeps the change. */
const named = ({ id, type, villageseq }: AreaChange['last']): AreaChange['last'] => ({
  id,
  type,
  villageseq,
});
