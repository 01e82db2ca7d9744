import { ByteReader, type ByteWriter } from './bytes';

/** What explaining needs of an event, or its id where it could not be read: a hole may have not even that. */
export interface Line {
  readonly id: string | undefined;
  readonly type: string;
  readonly corrects: string | undefined;
  readonly records: readonly { readonly record: string; readonly id: string }[];
}

/** Texts of an event beside those of its records; a line begins with how many it has. */
const TEXTS_OF_EVENT = 3;

export function writeLine(
  to: ByteWriter,
  id: string,
  type: string,
  corrects: string | undefined,
  records: Line['records'],
): void {
  to.unsigned(TEXTS_OF_EVENT + 2 * records.length);
  to.text(id);
  to.text(type);
  to.text(corrects ?? '');
  for (const of of records) {
    to.text(of.record);
    to.text(of.id);
  }
}

export function writeLineOfHole(to: ByteWriter, id: string | undefined): void {
  to.unsigned(id === undefined ? 0 : 1);
  if (id !== undefined) to.text(id);
}

/** The lines one after another. */
export function* readLines(bytes: Uint8Array): Generator<Line> {
  const from = new ByteReader(bytes);
  while (!from.isAtEnd) {
    const texts = Array.from({ length: from.unsigned() }, () => from.text());
    const [id, type = '', corrects = '', ...records] = texts;
    yield { id, type, corrects: corrects || undefined, records: pairs(records) };
  }
}

const pairs = (flat: readonly string[]): Line['records'] =>
  flat.flatMap((record, at) => (at % 2 === 0 ? { record, id: flat[at + 1]! } : []));
