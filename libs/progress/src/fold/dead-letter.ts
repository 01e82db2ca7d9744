import { DEAD_LETTER_TOPIC } from '@jiedui/programme';
import type { Delivery, Message } from '@jiedui/transport';

/** Where a message came from; from a bureau's own log there is no partition and no offset. */
export type Origin = Pick<Delivery, 'topic' | 'key'> & Partial<Pick<Delivery, 'partition' | 'offset'>>;

/**
 * What cannot be folded, with its reason and where it came from in the headers (spec section 5). The value is
 * as it came; header `encoding` is `base64` when it is no UTF-8 text, `none` when there was no value.
 */
export function deadLetter(value: Delivery['value'], origin: Origin, reason: string, at: string): Message {
  const { topic, partition, offset, key } = origin;
  const [text, encoding] = textOf(value);
  return {
    topic: DEAD_LETTER_TOPIC,
    key: key ?? '',
    value: text,
    headers: {
      reason,
      at,
      encoding,
      topic,
      ...(partition !== undefined && { partition: String(partition) }),
      ...(offset !== undefined && { offset }),
    },
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textOf(value: Delivery['value']): readonly [text: string, encoding: string] {
  if (value === null) return ['', 'none'];
  if (typeof value === 'string') return [value, 'utf-8'];
  try {
    return [utf8.decode(value), 'utf-8'];
  } catch {
    return [Buffer.from(value).toString('base64'), 'base64'];
  }
}
