import {
  contributions,
  msOf,
  readEvent,
  readRegistryEvent,
  type AddDelta,
  type EventData,
  type Instant,
  type Programme,
  type ReadResult,
} from '@jiedui/programme';
import type { Delivery, Message } from '@jiedui/transport';
import type { VillageNumber } from '../book/book';
import type { CurrentFigures } from '../book/current-figures';
import type { HistoryBook } from '../book/history-book';
import { factOf, type RegistryBook } from '../book/registry-book';
import type { VillageIndex } from '../book/village-index';
import type { Mark } from '../store/view-store';
import { deadLetter, type Origin } from './dead-letter';
import type { ReadEvent } from './journal';
import { Pending } from './pending';
import { Sequencer, type Arrival, type Stream } from './sequencer';
import { Streams, type AreaNumber } from './streams';
import { Troubles } from './troubles';

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

interface Arrived extends Arrival {
  readonly village: VillageNumber;
  readonly area: AreaNumber;
  readonly number: number;
  readonly value: string | Uint8Array;
  /** Undefined: broken. */
  readonly event: ReadEvent | undefined;
  readonly reason: string;
}

/** An event whose number is applied already: whether by the same id, the store must say. */
export interface Check {
  readonly stream: Stream;
  readonly number: number;
  readonly id: string;
  readonly value: string | Uint8Array;
  readonly origin: Origin | undefined;
}

/**
 * Folds what arrives into the book and gathers what the store has to keep (spec section 5). It does no I/O:
 * dead letters, checks and pending writes are collected for whoever drives it.
 */
export class Fold {
  readonly streams: Streams;
  readonly sequencer = new Sequencer<Arrived>();
  readonly troubles: Troubles;
  readonly pending: Pending;
  deadLetters: Message[] = [];
  checks: Check[] = [];
  /** Per area: events folded (holes included) and the latest time among them. */
  readonly folded: { events: number; lastTime: Instant | null }[];
  /** Hears the time of each event that is folded; null: a hole. */
  onFolded: ((area: AreaNumber, time: Instant | null) => void) | undefined;
  private readonly read: ((value: Delivery['value']) => ReadResult<Partial<EventData>>)[];
  private readonly contributions: ReturnType<typeof contributions>[];
  private readonly registryNumber: AreaNumber;
  private village: VillageNumber = 0;
  private knownMs = 0;
  /** Adds to the event that is being summed up: one function for all, for it is called for each delta. */
  private readonly addDelta: AddDelta;

  constructor(
    private readonly into: FoldInto,
    registryArea: string,
  ) {
    const { areas } = into.programme;
    this.streams = new Streams([...areas.map(({ id }) => id), registryArea], into.villages);
    this.troubles = new Troubles(this.streams, this.sequencer);
    this.pending = new Pending(this.streams);
    this.registryNumber = areas.length;
    this.read = [...areas.map((area) => (value: unknown) => readEvent(area, value)), readFact];
    this.contributions = areas.map(({ id }) => contributions(into.programme, id));
    this.addDelta = (slot, day, year, sum, count) => {
      into.book.add(this.village, this.knownMs, slot, day, year, sum, count);
      this.pending.addDelta(slot, day, year, sum, count);
    };
    this.folded = this.streams.areas.map(() => ({ events: 0, lastTime: null }));
  }

  /** Takes what came on an area's topic or from its log. Without origin: what the store kept waiting. */
  accept(area: AreaNumber, value: Delivery['value'], origin: Origin | undefined): void {
    const read = this.read[area]!(value);
    if (read.ok) {
      const { subject, id, villageseq } = read.event;
      const village = this.into.villages.numberOf(subject);
      this.offer(
        {
          village,
          area,
          number: villageseq,
          id,
          broken: false,
          value: value!,
          event: read.event,
          reason: '',
        },
        origin,
      );
      return;
    }
    const { reason, at, id, subject, villageseq } = read;
    this.refuse(value, origin, reason, at, area, subject, villageseq);
    if (subject === undefined || villageseq === undefined) return;
    const village = this.into.villages.numberOf(subject);
    this.offer(
      { village, area, number: villageseq, id, broken: true, value: value!, event: undefined, reason },
      origin,
    );
  }

  /** The answer to a check: the id that is applied; undefined: it cannot be read any more. */
  checked({ stream, number, id, value, origin }: Check, applied: string | undefined): void {
    if (applied === undefined || applied === id) return;
    const mark = this.troubles.conflict(stream, number, applied, id, this.into.now());
    if (!mark) return;
    this.pending.put(mark);
    const area = this.streams.areaOf(stream);
    this.refuse(value, origin, 'number-taken', 'id', area, this.streams.code(stream), number);
  }

  /** Takes back what the store kept of a gap, a hole or a conflict. */
  restore(stream: Stream, mark: Mark): void {
    const { id, seen } = this.troubles.restore(stream, mark);
    if (mark.kind === 'gap') this.sequencer.restoreGap(stream, seen);
    if (mark.kind === 'hole') this.sequencer.restoreHole(stream, mark.villageseq, id);
  }

  /** A hole that nobody will mend is written off by hand. False when there is none. */
  writeOff(stream: Stream, number: number): boolean {
    if (!this.sequencer.closeHole(stream, number)) return false;
    this.pending.drop(this.troubles.closeHole(stream, number));
    return true;
  }

  private offer(arrived: Arrived, origin: Origin | undefined): void {
    const stream = this.streams.of(arrived.village, arrived.area);
    const verdict = this.sequencer.offer(stream, arrived.number, arrived);
    switch (verdict.do) {
      case 'apply':
        this.apply(stream, arrived);
        this.applyWaiting(stream);
        return;
      case 'wait':
      case 'fetch':
        if (verdict.do === 'wait')
          this.pending.put({ ...this.waiting(arrived), body: textOf(arrived.value) });
        this.pending.put(this.troubles.gap(stream, arrived.number, this.into.now()));
        return;
      case 'mend':
        this.mend(stream, arrived);
        return;
      case 'seen':
        this.checks.push({ stream, number: arrived.number, id: arrived.id!, value: arrived.value, origin });
        return;
      case 'conflict':
        this.checked(
          { stream, number: arrived.number, id: arrived.id!, value: arrived.value, origin },
          verdict.with,
        );
        return;
      case 'repeated':
    }
  }

  private applyWaiting(stream: Stream): void {
    for (let next = this.sequencer.takeNext(stream); next; next = this.sequencer.takeNext(stream)) {
      this.pending.drop(this.waiting(next));
      this.apply(stream, next);
    }
    if (this.sequencer.hasGap(stream)) return;
    const closed = this.troubles.closeGap(stream);
    if (closed) this.pending.drop(closed);
  }

  private apply(stream: Stream, { village, area, number, id, event, reason }: Arrived): void {
    this.folded[area]!.events++;
    this.onFolded?.(area, event ? event.time : null);
    if (event) {
      this.sumUp(stream, village, area, event, false);
      return;
    }
    this.pending.addHole(stream, number, id);
    this.pending.put(this.troubles.hole(stream, number, id, reason, this.into.now()));
  }

  private mend(stream: Stream, { village, area, number, event }: Arrived): void {
    this.pending.drop(this.troubles.closeHole(stream, number));
    this.sumUp(stream, village, area, event!, true);
  }

  private sumUp(
    stream: Stream,
    village: VillageNumber,
    area: AreaNumber,
    event: ReadEvent,
    mends: boolean,
  ): void {
    const { registry, current } = this.into;
    const { pending } = this;
    const { time, data } = event;
    const knownMs = msOf(time);
    if (mends) pending.mend(stream, event, knownMs);
    else pending.add(stream, event, knownMs);
    if (area === this.registryNumber) {
      const fact = factOf(event)!;
      pending.addFact(fact);
      if (registry.apply(village, fact)) current?.markAll();
    } else {
      this.village = village;
      this.knownMs = knownMs;
      for (const change of data.changes!) this.contributions[area]!.eachDelta(change, this.addDelta);
    }
    const folded = this.folded[area]!;
    if (folded.lastTime === null || time > folded.lastTime) folded.lastTime = time;
    current?.mark(village, area, event);
  }

  private refuse(
    value: Delivery['value'],
    origin: Origin | undefined,
    reason: string,
    at: string,
    area: AreaNumber,
    subject = '',
    villageseq = 0,
  ): void {
    if (!origin) return;
    this.deadLetters.push(deadLetter(value, origin, reason, at));
    const { topic, partition, offset } = origin;
    this.pending.put({
      ...{ kind: 'dead-letter', area: this.streams.areas[area]!, village: subject, villageseq },
      id: partition === undefined ? '' : `${topic}/${partition}/${offset}`,
      body: JSON.stringify({ reason, since: this.into.now() }),
    });
  }

  private waiting({ village, area, number }: Arrived) {
    const code = this.into.villages.code(village);
    return {
      kind: 'waiting',
      area: this.streams.areas[area]!,
      village: code,
      villageseq: number,
      id: '',
    } as const;
  }
}

/** A fact of the registry that lacks what it must say cannot be folded. */
function readFact(value: unknown): ReadResult<Partial<EventData>> {
  const read = readRegistryEvent(value);
  if (!read.ok || factOf(read.event)) return read as ReadResult<Partial<EventData>>;
  const { id, subject, villageseq } = read.event;
  return { ok: false, reason: 'data', at: 'data', id, subject, villageseq };
}

const textOf = (value: string | Uint8Array): string =>
  typeof value === 'string' ? value : Buffer.from(value).toString();
