import { dayNumber, type DomainEvent, type EventData } from '@jiedui/programme';
import { DOUBLES_PER_DELTA, DOUBLES_PER_EVENT, escaped } from '../store/chunk';

const TAB = 9;
const BACKSLASH = 92;

/** An event as far as it was read. */
export type ReadEvent = DomainEvent<Partial<EventData>>;

/**
 * Folded events one after another as they go into the store, with the way back from each to the one before it
 * in the same village and area. Flat arrays: a hundred thousand events are no hundred thousand objects.
 */
export class Journal {
  private numbers = new Float64Array(1 << 12);
  private text = Buffer.allocUnsafe(1 << 15);
  private textEnd = 0;
  /** Per event: where its numbers and its line begin, and the event before it in its stream. */
  private readonly numbersFrom = [0];
  private readonly textFrom = [0];
  private readonly before: number[] = [];
  private readonly facts = new Map<number, string>();

  get length(): number {
    return this.before.length;
  }

  /** Empties it; the room that it has taken is used again. */
  clear(): void {
    this.numbersFrom.length = 1;
    this.textFrom.length = 1;
    this.textEnd = 0;
    this.before.length = 0;
    this.facts.clear();
  }

  /** Begins the next event; its deltas follow. `before` is -1 for the first of its stream. Returns its place. */
  add({ id, type, data }: ReadEvent, knownMs: number, before: number): number {
    this.write(id);
    this.write(type, TAB);
    const corrects = data['corrects'];
    this.write(typeof corrects === 'string' ? corrects : '', TAB);
    for (const change of data.changes ?? []) {
      this.write(change.record, TAB);
      this.write(change.id, TAB);
    }
    return this.begin(knownMs, dayNumber(data.occurredOn!), before);
  }

  addHole(id: string | undefined, before: number): number {
    this.write(id ?? '');
    return this.begin(NaN, NaN, before);
  }

  addDelta(slot: number, day: number, year: number | null, sum: number, count: number): void {
    let at = this.numbersFrom[this.length]!;
    if (at + DOUBLES_PER_DELTA > this.numbers.length) this.growNumbers();
    const { numbers } = this;
    numbers[this.numbersFrom[this.length - 1]! + 2]!++;
    numbers[at++] = slot;
    numbers[at++] = day;
    numbers[at++] = year ?? NaN;
    numbers[at++] = sum;
    numbers[at++] = count;
    this.numbersFrom[this.length] = at;
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
    const numbers = this.numbersFrom[place + 1]! - this.numbersFrom[place]!;
    const line = this.textFrom[place + 1]! - this.textFrom[place]!;
    return 8 * numbers + line + (this.facts.get(place)?.length ?? 0);
  }

  lineAt(place: number): string {
    return this.text.toString('utf8', this.textFrom[place], this.textFrom[place + 1]);
  }

  factsOf(places: readonly number[]): Uint8Array {
    return Buffer.from(`[${places.flatMap((place) => this.facts.get(place) ?? []).join()}]`);
  }

  numbersOf(places: readonly number[]): Uint8Array {
    let length = 0;
    for (const place of places) length += this.numbersFrom[place + 1]! - this.numbersFrom[place]!;
    const payload = new Float64Array(length);
    let to = 0;
    for (const place of places)
      for (let at = this.numbersFrom[place]!; at < this.numbersFrom[place + 1]!; at++)
        payload[to++] = this.numbers[at]!;
    return new Uint8Array(payload.buffer);
  }

  linesOf(places: readonly number[]): Uint8Array {
    let length = places.length - 1;
    for (const place of places) length += this.textFrom[place + 1]! - this.textFrom[place]!;
    const lines = Buffer.allocUnsafeSlow(length).fill(10);
    let to = 0;
    for (const place of places)
      to += this.text.copy(lines, to, this.textFrom[place], this.textFrom[place + 1]) + 1;
    return lines;
  }

  private begin(knownMs: number, occurredOn: number, before: number): number {
    const at = this.numbersFrom[this.length]!;
    if (at + DOUBLES_PER_EVENT > this.numbers.length) this.growNumbers();
    this.numbers[at] = knownMs;
    this.numbers[at + 1] = occurredOn;
    this.numbers[at + 2] = 0;
    this.textFrom.push(this.textEnd);
    this.numbersFrom.push(at + DOUBLES_PER_EVENT);
    return this.before.push(before) - 1;
  }

  /** Writes a part of a line. Nearly all are plain ASCII: byte by byte is quickest then. */
  private write(part: string, separator?: number): void {
    if (this.textEnd + 6 * part.length + 1 > this.text.length) this.growText(6 * part.length + 1);
    const { text } = this;
    let at = this.textEnd;
    if (separator !== undefined) text[at++] = separator;
    const from = at;
    for (let i = 0; i < part.length; i++) {
      const char = part.charCodeAt(i);
      if (char < 0x20 || char > 0x7e || char === BACKSLASH) {
        at = from + text.write(escaped(part), from);
        break;
      }
      text[at++] = char;
    }
    this.textEnd = at;
  }

  private growNumbers(): void {
    const grown = new Float64Array(this.numbers.length * 2);
    grown.set(this.numbers);
    this.numbers = grown;
  }

  private growText(needed: number): void {
    const grown = Buffer.allocUnsafe((this.text.length + needed) * 2);
    this.text.copy(grown);
    this.text = grown;
  }
}
