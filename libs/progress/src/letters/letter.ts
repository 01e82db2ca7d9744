import { createHash } from 'node:crypto';
import { DEAD_LETTER_TOPIC, type Instant } from '@jiedui/programme';
import type { Delivery, Message } from '@jiedui/transport';

/** Where a message came from; from a bureau's own log there is no partition and no offset. */
export interface Origin extends Pick<Delivery, 'topic' | 'key'> {
  readonly partition?: number | undefined;
  readonly offset?: string | undefined;
}

/** What cannot be folded. */
export interface Letter extends Origin {
  /** The same however often it was written. */
  readonly id: string;
  readonly area: string;
  readonly reason: string;
  /** The place in the event, in the contract's words. */
  readonly at: string;
  /** When it was refused; those of earlier versions do not say. */
  readonly since?: Instant | undefined;
  readonly value: Delivery['value'];
}

/** What became of a dead letter; it stands in the topic behind it, for good. */
export interface Settlement {
  /** The letter's id and area. */
  readonly settles: string;
  readonly area: string;
  readonly outcome: 'redriven' | 'discarded';
  /** Pseudonymous id of who did it, and why as a code: no text and no name stands in the topics. */
  readonly by: string;
  readonly why?: string | undefined;
  readonly since: Instant;
  /** Of the event that the letter is about, as far as it can be read. */
  readonly village?: string | undefined;
  readonly villageseq?: number | undefined;
  readonly event?: string | undefined;
}

export function letterId(value: Delivery['value'], { topic, partition, offset }: Origin): string {
  if (offset !== undefined) return `${topic}/${partition}/${offset}`;
  const digest = createHash('sha256').update(value ?? '');
  return `${topic.replaceAll(' ', '-')}/${digest.digest('hex').slice(0, 16)}`;
}

/**
 * A dead letter as it is written (spec section 5): the value as it came, the rest in the headers. Header
 * `encoding` is `base64` when the value is no UTF-8 text, `none` when there was none.
 */
export function deadLetter(letter: Omit<Letter, 'id' | 'since'> & { readonly since: Instant }): Message {
  const { area, topic, partition, offset, key, reason, at, since } = letter;
  const [value, encoding] = textOf(letter.value);
  return {
    topic: DEAD_LETTER_TOPIC,
    key: key ?? '',
    value,
    headers: {
      ...{ reason, at, encoding, topic, area, since },
      ...(partition !== undefined && { partition: String(partition) }),
      ...(offset !== undefined && { offset }),
    },
  };
}

/** A settlement as it is written; `value` is the event that is redriven. It goes to the partition of `key`. */
export function settlementMessage(settlement: Settlement, key: string, value: string): Message {
  const headers = Object.entries(settlement).filter(([, part]) => part !== undefined);
  return {
    ...{ topic: DEAD_LETTER_TOPIC, key, value },
    headers: Object.fromEntries(headers.map(([name, part]) => [name, String(part)])),
  };
}

/** What a message of the topic of the dead letters is; undefined: nothing that belongs there. */
export function readMail({ key, value, headers }: Delivery): Letter | Settlement | undefined {
  if (headers['settles'] !== undefined) return readSettlement(headers);
  const { topic, reason, at = '', since, encoding, partition, offset } = headers;
  if (topic === undefined || reason === undefined) return undefined;
  const origin = { topic, key, ...(offset !== undefined && { partition: Number(partition), offset }) };
  const came = encoding === 'none' || value === null ? null : decoded(value, encoding);
  const area = headers['area'] ?? topic.replace(/^jiedui\.(.+)\.events$|^log of (.+)$/, '$1$2');
  return { ...origin, ...{ id: letterId(came, origin), area, reason, at, since, value: came } };
}

function readSettlement(headers: Delivery['headers']): Settlement | undefined {
  const { settles, area, outcome, by, why, since, village, villageseq, event } = headers;
  if (outcome !== 'redriven' && outcome !== 'discarded') return undefined;
  return {
    ...{ settles: settles!, area: area ?? '', outcome, by: by ?? '', why, since: since ?? '' },
    ...{ village, villageseq: villageseq === undefined ? undefined : Number(villageseq), event },
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

function decoded(value: string | Uint8Array, encoding: string | undefined): string | Uint8Array {
  const text = typeof value === 'string' ? value : Buffer.from(value).toString();
  return encoding === 'base64' ? Buffer.from(text, 'base64') : text;
}
