import { SaxesParser } from 'saxes';
import { damaged } from './refused';

/** No part that we read is deeper, or has an element with more attributes. */
const DEEPEST = 50;
const MOST_ATTRIBUTES = 100;

export type Attributes = Readonly<Record<string, string>>;

/** What to do with the elements of a part, by their names without prefix. */
export interface Handler {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Reads XML in UTF-8 as it arrives. Entities that the document declares itself are errors, as is whatever is
 * not well-formed: a WorkbookRefused.
 */
export async function parseXml(chunks: AsyncIterable<Uint8Array>, handler: Handler): Promise<void> {
  const parser = new SaxesParser();
  const decoder = new TextDecoder();
  let failed = false;
  let depth = 0;
  let attributes = 0;
  const check = (holds: boolean) => (failed ||= !holds);
  parser.on('error', () => void check(false));
  parser.on('opentagstart', () => void (attributes = 0));
  parser.on('attribute', () => {
    if (check(++attributes <= MOST_ATTRIBUTES)) throw damaged();
  });
  parser.on('opentag', (tag) => {
    if (check(++depth <= DEEPEST)) throw damaged();
    handler.open?.(localName(tag.name), tag.attributes as Attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    handler.close?.(localName(name));
  });
  const text = (text: string) => handler.text?.(text);
  parser.on('text', text);
  parser.on('cdata', text);
  for await (const chunk of chunks) {
    parser.write(decoder.decode(chunk, { stream: true }));
    if (failed) throw damaged();
  }
  parser.close();
  if (failed) throw damaged();
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
