import type { Chunk } from '../store/chunk';
import type { LogEntry, Mark, MarkKey } from '../store/view-store';
import { Journal, type ReadEvent } from './journal';
import type { Stream } from './sequencer';
import type { Streams } from './streams';

interface Run {
  readonly firstSeq: number;
  /** Place of the last event in the journal. */
  last: number;
  count: number;
  /** Without the last event. */
  bytes: number;
}

/** Before the first event of a stream. */
const NONE = -1;

/** An entry ends with the event or mark that brings it here: stores do not take one of any size. */
const BYTES_OF_CHUNK = 1 << 20;
const CHARACTERS_OF_MARKS = 1 << 18;
/** What a mark takes beside its body. */
const CHARACTERS_OF_KEY = 100;

/** What is folded in memory of a partition and not in the store yet. */
export class Pending {
  private readonly journal = new Journal();
  private readonly runs = new Map<Stream, Run[]>();
  private readonly mended: { readonly stream: Stream; readonly run: Run }[] = [];
  private readonly puts = new Map<string, Mark>();
  private readonly drops = new Map<string, MarkKey>();

  constructor(private readonly streams: Streams) {}

  get events(): number {
    return this.journal.length;
  }

  /** What {@link entries} gave is durable, and nothing was added since. */
  clear(): void {
    this.journal.clear();
    this.runs.clear();
    this.mended.length = 0;
    this.puts.clear();
    this.drops.clear();
  }

  get isEmpty(): boolean {
    return this.events === 0 && this.puts.size === 0 && this.drops.size === 0;
  }

  /** Begins the next event of a stream; its deltas, or its fact, follow. */
  add(stream: Stream, event: ReadEvent, knownMs: number): void {
    const run = this.runOf(stream, event.villageseq);
    run.last = this.journal.add(event, knownMs, run.last);
    run.count++;
  }

  addHole(stream: Stream, number: number, id: string | undefined): void {
    const run = this.runOf(stream, number);
    run.last = this.journal.addHole(id, run.last);
    run.count++;
  }

  /** Begins an event that mends a hole. */
  mend(stream: Stream, event: ReadEvent, knownMs: number): void {
    const last = this.journal.add(event, knownMs, NONE);
    this.mended.push({ stream, run: { firstSeq: event.villageseq, last, count: 1, bytes: 0 } });
  }

  addDelta(slot: number, day: number, year: number | null, sum: number, count: number): void {
    this.journal.addDelta(slot, day, year, sum, count);
  }

  addFact(fact: object): void {
    this.journal.addFact(fact);
  }

  put(mark: Mark): void {
    this.drops.delete(keyOf(mark));
    this.puts.set(keyOf(mark), mark);
  }

  /** What was put and is over already need not be written. */
  unput(mark: MarkKey): void {
    this.puts.delete(keyOf(mark));
  }

  /** What the store holds is over, and no chunk says so. */
  drop(mark: MarkKey): void {
    this.unput(mark);
    this.drops.set(keyOf(mark), mark);
  }

  /** The id pending under a number; null: the number is not pending; undefined: it cannot be read. */
  idOf(stream: Stream, number: number): string | undefined | null {
    const isIn = ({ firstSeq, count }: Run) => number >= firstSeq && number < firstSeq + count;
    const run = this.runsOf(stream).findLast(isIn);
    if (!run) return null;
    return this.journal.idAt(this.journal.placesOf(run.last, run.count)[number - run.firstSeq]!);
  }

  /** What is pending of a stream; what mends holes comes last. */
  chunksOf(stream: Stream): Chunk[] {
    return this.runsOf(stream).map((run) => this.chunk(stream, run));
  }

  /**
   * What is to be written, the same each time until something is added: marks first, so that a hole is told
   * before its number counts as seen. Chunks are made when they are asked for, one by one: there may be many.
   */
  *entries(): Generator<LogEntry> {
    yield* this.marks();
    for (const [stream, runs] of this.runs)
      for (const run of runs) yield { chunk: this.chunk(stream, run), mended: false };
    for (const { stream, run } of this.mended) yield { chunk: this.chunk(stream, run), mended: true };
  }

  private *marks(): Generator<LogEntry> {
    let put: Mark[] = [];
    let characters = 0;
    for (const mark of this.puts.values()) {
      put.push(mark);
      characters += mark.body.length + CHARACTERS_OF_KEY;
      if (characters < CHARACTERS_OF_MARKS) continue;
      yield { put, drop: [] };
      [put, characters] = [[], 0];
    }
    const drop = [...this.drops.values()];
    if (put.length || drop.length) yield { put, drop };
  }

  private runOf(stream: Stream, firstSeq: number): Run {
    let runs = this.runs.get(stream);
    if (!runs) this.runs.set(stream, (runs = []));
    const run = runs.at(-1);
    if (run) run.bytes += this.journal.bytesOf(run.last);
    if (run && run.bytes < BYTES_OF_CHUNK) return run;
    const next = { firstSeq, last: NONE, count: 0, bytes: 0 };
    runs.push(next);
    return next;
  }

  private runsOf(stream: Stream): Run[] {
    const mended = this.mended.filter((one) => one.stream === stream).map((one) => one.run);
    return [...(this.runs.get(stream) ?? []), ...mended];
  }

  private chunk(stream: Stream, { firstSeq, last, count }: Run): Chunk {
    const places = this.journal.placesOf(last, count);
    return {
      village: this.streams.code(stream),
      area: this.streams.area(stream),
      firstSeq,
      lastSeq: firstSeq + count - 1,
      payload: this.streams.isRegistry(stream)
        ? this.journal.factsOf(places)
        : this.journal.payloadOf(places),
      lines: this.journal.linesOf(places),
    };
  }
}

const keyOf = ({ kind, area, village, villageseq, id }: MarkKey): string =>
  `${kind} ${area} ${villageseq} ${village} ${id}`;
