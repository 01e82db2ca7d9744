import { contributions, msOf, type AddDelta, type Instant, type Programme } from '@jiedui/programme';
import type { Delivery, Message } from '@jiedui/transport';
import type { VillageNumber } from '../book/book';
import type { CurrentFigures } from '../book/current-figures';
import type { HistoryBook } from '../book/history-book';
import { factOf, type RegistryBook } from '../book/registry-book';
import type { VillageIndex } from '../book/village-index';
import { deadLetter, letterId, type Origin } from '../letters/letter';
import { Letters } from '../letters/letters';
import type { Partition } from '../store/view-store';
import type { ReadEvent } from './journal';
import type { Pending } from './pending';
import { readersOf, textOf, type Read } from './readers';
import { Sequencer, type Arrival, type Stream } from './sequencer';
import { Streams, type AreaNumber } from './streams';
import { Troubles } from './troubles';
import { Unwritten } from './unwritten';

/** What the fold writes to. */
export interface FoldInto {
  readonly programme: Programme;
  readonly villages: VillageIndex;
  readonly book: HistoryBook;
  readonly registry: RegistryBook;
  readonly current?: CurrentFigures;
  /** Now, by the programme's clock. */
  readonly now: () => Instant;
}

/** What came on an area's topic or from its log. */
export interface Arriving {
  readonly area: AreaNumber;
  readonly partition: Partition;
  readonly value: Delivery['value'];
  /** Of its message; undefined: it came from a log. */
  readonly key?: Delivery['key'] | undefined;
  /** Undefined: it is refused without a word. */
  readonly origin: Origin | undefined;
  /** The store has it waiting. */
  readonly isKept?: boolean;
}

interface Arrived extends Arrival {
  readonly arriving: Arriving;
  readonly village: VillageNumber;
  readonly number: number;
  /** Undefined: broken. */
  readonly event: ReadEvent | undefined;
  readonly reason: string;
}

/** An event whose number is applied already: whether by the same id, the store must say. */
export interface Check {
  readonly stream: Stream;
  readonly number: number;
  readonly id: string;
  readonly arriving: Arriving;
}

/**
 * Folds what arrives into the book and gathers what the store has to keep (spec section 5). It does no I/O:
 * dead letters, checks and pending writes are collected for whoever drives it.
 */
export class Fold {
  readonly streams: Streams;
  readonly sequencer = new Sequencer<Arrived>();
  readonly troubles: Troubles;
  readonly unwritten: Unwritten;
  deadLetters: Message[] = [];
  checks: Check[] = [];
  readonly letters = new Letters();
  /** Per area: events folded (holes included) and the latest time among them in ms. */
  readonly folded: { events: number; lastMs: number }[];
  /** Hears the time of each event that is folded; NaN: a hole. */
  onFolded: ((area: AreaNumber, knownMs: number) => void) | undefined;
  private readonly read: readonly Read[];
  private readonly contributions: ReturnType<typeof contributions>[];
  private village: VillageNumber = 0;
  private knownMs = 0;
  private writing: Pending;
  /** Adds to the event that is being summed up: one function for all, for it is called for each delta. */
  private readonly addDelta: AddDelta;

  constructor(
    readonly into: FoldInto,
    registryArea: string,
  ) {
    const { areas } = into.programme;
    this.streams = new Streams([...areas.map(({ id }) => id), registryArea], into.villages);
    this.troubles = new Troubles(this.streams, this.sequencer);
    this.unwritten = new Unwritten(this.streams);
    this.writing = this.pendingOf(0);
    this.read = readersOf(areas);
    this.contributions = areas.map(({ id }) => contributions(into.programme, id));
    this.addDelta = (slot, day, year, sum, count) => {
      into.book.add(this.village, this.knownMs, slot, day, year, sum, count);
      this.writing.addDelta(slot, day, year, sum, count);
    };
    this.folded = this.streams.areas.map(() => ({ events: 0, lastMs: -Infinity }));
  }

  /** Where to put what the store has to keep of a partition. */
  pendingOf(partition: Partition): Pending {
    return this.unwritten.of(partition);
  }

  accept(arriving: Arriving): void {
    const { area, value } = arriving;
    const read = this.read[area]!(value);
    const { id, subject, villageseq: number } = read.ok ? read.event : read;
    if (!read.ok) this.refuse(arriving, read.reason, read.at);
    if (subject === undefined || number === undefined) return;
    const village = this.into.villages.numberOf(subject);
    if (!this.isAtHome(this.streams.of(village, area), subject, arriving)) {
      if (read.ok) this.refuse(arriving, 'partition', 'key');
      return;
    }
    if (read.ok) this.offer({ arriving, village, number, id, broken: false, event: read.event, reason: '' });
    else this.offer({ arriving, village, number, id, broken: true, event: undefined, reason: read.reason });
  }

  /** The answer to a check: the id that is applied; undefined: it cannot be read any more. */
  checked({ stream, number, id, arriving }: Check, applied: string | undefined): void {
    if (applied === undefined || applied === id || this.isSettled(arriving)) return;
    const mark = this.troubles.conflict(stream, number, applied, id, this.into.now());
    if (!mark) return;
    this.pendingOf(arriving.partition).put(mark);
    this.refuse(arriving, 'number-taken', 'id');
  }

  /** A hole that nobody will mend is written off by hand. False when there is none. */
  writeOff(stream: Stream, number: number): boolean {
    if (!this.sequencer.closeHole(stream, number)) return false;
    this.pendingOf(this.streams.partitionOf(stream)!).drop(this.troubles.closeHole(stream, number));
    return true;
  }

  /** What contradicted is discarded by hand; nothing where there is no such conflict. */
  closeConflict(stream: Stream, number: number, other: string): void {
    const closed = this.troubles.closeConflict(stream, number, other);
    if (closed) this.pendingOf(this.streams.partitionOf(stream)!).drop(closed);
  }

  /** A gap is over when nothing is missing before the highest number that was seen. */
  closeGap(stream: Stream): void {
    if (this.sequencer.hasGap(stream)) return;
    const closed = this.troubles.closeGap(stream);
    if (closed) this.pendingOf(this.streams.partitionOf(stream)!).unput(closed);
  }

  /** A village is in the partition in which its first message with its own key came. */
  private isAtHome(stream: Stream, subject: string, { partition, key }: Arriving): boolean {
    const isNew = this.streams.partitionOf(stream) === undefined;
    if (isNew && key !== undefined && key !== subject) return false;
    return this.streams.settle(stream, partition);
  }

  private offer(arrived: Arrived): void {
    const { arriving, village, number } = arrived;
    const stream = this.streams.of(village, arriving.area);
    const verdict = this.sequencer.offer(stream, number, arrived);
    switch (verdict.do) {
      case 'apply':
        this.apply(stream, arrived);
        this.applyWaiting(stream);
        return;
      case 'wait':
      case 'fetch': {
        const pending = this.pendingOf(arriving.partition);
        if (verdict.do === 'wait' && !arriving.isKept)
          pending.put({ ...this.waiting(arrived), body: textOf(arriving.value!) });
        const gap = this.troubles.gap(stream, number, this.into.now());
        if (gap) pending.put(gap);
        return;
      }
      case 'mend':
        this.mend(stream, arrived);
        return;
      case 'seen':
        this.checks.push({ stream, number, id: arrived.id!, arriving });
        return;
      case 'conflict':
        this.checked({ stream, number, id: arrived.id!, arriving }, verdict.with);
        return;
      case 'repeated':
    }
  }

  private applyWaiting(stream: Stream): void {
    for (let next = this.sequencer.takeNext(stream); next; next = this.sequencer.takeNext(stream)) {
      this.pendingOf(next.arriving.partition).unput(this.waiting(next));
      this.apply(stream, next);
    }
    this.closeGap(stream);
  }

  private apply(stream: Stream, { arriving, village, number, id, event, reason }: Arrived): void {
    const { area, partition } = arriving;
    this.folded[area]!.events++;
    if (event) return this.sumUp(stream, village, arriving, event, false);
    this.onFolded?.(area, NaN);
    const pending = this.pendingOf(partition);
    pending.addHole(stream, number, id);
    pending.put(this.troubles.hole(stream, number, id, reason, this.into.now()));
    if (this.isSettled(arriving)) this.writeOff(stream, number); // it was discarded before it came here
  }

  private mend(stream: Stream, { arriving, village, number, event }: Arrived): void {
    this.pendingOf(arriving.partition).unput(this.troubles.closeHole(stream, number));
    this.sumUp(stream, village, arriving, event!, true);
  }

  private sumUp(
    stream: Stream,
    village: VillageNumber,
    { area, partition }: Arriving,
    event: ReadEvent,
    mends: boolean,
  ): void {
    const { registry, current } = this.into;
    const pending = (this.writing = this.pendingOf(partition));
    const { time, data } = event;
    const knownMs = msOf(time);
    if (mends) pending.mend(stream, event, knownMs);
    else {
      pending.add(stream, event, knownMs);
      this.onFolded?.(area, knownMs);
    }
    if (this.streams.isRegistry(stream)) {
      const fact = factOf(event)!;
      pending.addFact(fact);
      if (registry.apply(village, fact)) current?.markAll();
    } else {
      this.village = village;
      this.knownMs = knownMs;
      for (const change of data.changes!) this.contributions[area]!.eachDelta(change, this.addDelta);
    }
    const folded = this.folded[area]!;
    if (knownMs > folded.lastMs) folded.lastMs = knownMs;
    current?.mark(village, area, event);
  }

  private refuse({ area, value, origin }: Arriving, reason: string, at: string): void {
    if (!origin || this.letters.has(letterId(value, origin))) return;
    const { topic, partition, offset, key } = origin;
    this.deadLetters.push(
      deadLetter({
        ...{ topic, partition, offset, key, value, reason, at },
        ...{ area: this.streams.areas[area]!, since: this.into.now() },
      }),
    );
  }

  /** Its dead letter was redriven or discarded. */
  private isSettled({ value, origin }: Arriving): boolean {
    return origin !== undefined && this.letters.isSettled(letterId(value, origin));
  }

  private waiting({ arriving: { area }, village, number: villageseq }: Arrived) {
    const kind = 'waiting' as const;
    return {
      kind,
      area: this.streams.areas[area]!,
      village: this.into.villages.code(village),
      villageseq,
      id: '',
    };
  }
}
