import { dayNumber, type DomainEvent, type EventData } from '@jiedui/programme';
import { ByteWriter } from '../store/bytes';
import { readLines, writeLine, writeLineOfHole } from '../store/lines';
import { writeDelta, writeEvent, writeHole } from '../store/payload';

/** An event as far as it was read. */
export type ReadEvent = DomainEvent<Partial<EventData>>;

/**
 * Folded events one after another as they go into the store, with the way back from each to the one before it
 * in the same village and area. Bytes: a hundred thousand events are no hundred thousand objects.
 */
export class Journal {
  private readonly payload = new ByteWriter();
  private readonly lines = new ByteWriter();
  /** Per event: where its payload and its line begin, and the event before it in its stream. */
  private readonly payloadFrom = [0];
  private readonly linesFrom = [0];
  private readonly before: number[] = [];
  private readonly facts = new Map<number, string>();
  /** Of the event begun last. */
  private occurredOn = NaN;

  get length(): number {
    return this.before.length;
  }

  /** Empties it; the room that it has taken is used again. */
  clear(): void {
    this.payload.clear();
    this.lines.clear();
    this.payloadFrom.length = 1;
    this.linesFrom.length = 1;
    this.before.length = 0;
    this.facts.clear();
  }

  /** Begins the next event; its deltas follow. `before` is -1 for the first of its stream. Returns its place. */
  add({ id, type, data }: ReadEvent, knownMs: number, before: number): number {
    const corrects = data['corrects'];
    writeLine(this.lines, id, type, typeof corrects === 'string' ? corrects : undefined, data.changes ?? []);
    this.occurredOn = dayNumber(data.occurredOn!);
    writeEvent(this.payload, knownMs, this.occurredOn);
    return this.begin(before);
  }

  addHole(id: string | undefined, before: number): number {
    writeLineOfHole(this.lines, id);
    writeHole(this.payload);
    return this.begin(before);
  }

  addDelta(slot: number, day: number, year: number | null, sum: number, count: number): void {
    writeDelta(this.payload, this.occurredOn, slot, day, year, sum, count);
    this.payloadFrom[this.length] = this.payload.length;
  }

  /** What the registry said in the event begun last. */
  addFact(fact: object): void {
    this.facts.set(this.length - 1, JSON.stringify(fact));
  }

  /** The places of `count` events of a stream, the last of which is at `last`. */
  placesOf(last: number, count: number): number[] {
    const places = new Array<number>(count);
    for (let at = count - 1, place = last; at >= 0; at--, place = this.before[place]!) places[at] = place;
    return places;
  }

  /** About what an event takes in a chunk. */
  bytesOf(place: number): number {
    const payload = this.payloadFrom[place + 1]! - this.payloadFrom[place]!;
    const line = this.linesFrom[place + 1]! - this.linesFrom[place]!;
    return payload + line + (this.facts.get(place)?.length ?? 0);
  }

  idAt(place: number): string | undefined {
    const [line] = readLines(this.lines.slice(this.linesFrom[place]!, this.linesFrom[place + 1]!));
    return line!.id;
  }

  factsOf(places: readonly number[]): Uint8Array {
    return Buffer.from(`[${places.flatMap((place) => this.facts.get(place) ?? []).join()}]`);
  }

  payloadOf(places: readonly number[]): Uint8Array {
    return gathered(this.payload, this.payloadFrom, places);
  }

  linesOf(places: readonly number[]): Uint8Array {
    return gathered(this.lines, this.linesFrom, places);
  }

  private begin(before: number): number {
    this.linesFrom.push(this.lines.length);
    this.payloadFrom.push(this.payload.length);
    return this.before.push(before) - 1;
  }
}

/** What was written of these places, in one piece. `from`: where each begins. */
function gathered(written: ByteWriter, from: readonly number[], places: readonly number[]): Uint8Array {
  let length = 0;
  for (const place of places) length += from[place + 1]! - from[place]!;
  const bytes = new Uint8Array(length);
  let to = 0;
  for (const place of places) to = written.copy(bytes, to, from[place]!, from[place + 1]!);
  return bytes;
}
