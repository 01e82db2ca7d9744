import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import {
  eventSchema,
  isDay,
  isInstant,
  sourceOf,
  type AreaDef,
  type DomainEvent,
  type Instant,
} from '@jiedui/programme';
import type { Draft } from './decide';

/** What the events of one commit share. */
export interface Frame {
  readonly subject: string;
  readonly time: Instant;
  readonly actor: string;
  readonly correlationId: string;
}

/** An event as JSON text; throws an {@link EventMisfit}. */
export type WriteEvent = (draft: Draft, villageseq: number, frame: Frame) => string;

/**
 * Writes events as they go on the wire (spec section 5), once, and checks each whole against its schema: a
 * producer's duty. The error of a misfit names places, never values.
 */
export function eventWriter(area: AreaDef, withChanges: boolean): WriteEvent {
  const ajv = new Ajv2020({ strict: false, code: { optimize: false } }); // twice as quick to compile
  ajv.addFormat('date', remembered(isDay)).addFormat('date-time', remembered(isInstant));
  const checks = new Map<string, ValidateFunction>();
  const checkOf = (type: string): ValidateFunction => {
    let check = checks.get(type);
    if (!check) checks.set(type, (check = ajv.compile(eventSchema(area, type))));
    return check;
  };
  const source = sourceOf(area.id);
  return (draft, villageseq, { subject, time, actor, correlationId }) => {
    const type = `${area.id}.${draft.type}`;
    const event: DomainEvent<object> = {
      specversion: '1.0',
      id: draft.id,
      source,
      type,
      subject,
      time,
      datacontenttype: 'application/json',
      dataschema: `/schemas/${type}/1`,
      partitionkey: subject,
      villageseq,
      actor,
      correlationid: correlationId,
      data: { occurredOn: draft.on, ...draft.data, ...(withChanges && { changes: draft.changes }) },
    };
    const check = checkOf(draft.type);
    if (!check(event)) throw new EventMisfit(type, check.errors ?? []);
    return JSON.stringify(event);
  };
}

/** A check that knows what it has passed lately: days and times come again and again. */
function remembered(holds: (text: string) => boolean): (text: string) => boolean {
  const passed = new Set<string>();
  return (text) => {
    if (passed.has(text)) return true;
    if (!holds(text)) return false;
    if (passed.size >= 5_000) passed.clear();
    passed.add(text);
    return true;
  };
}

/** An event that does not fit its schema: a mistake in a bureau's code, never in what a clerk sent. */
export class EventMisfit extends Error {
  override readonly name = 'EventMisfit';

  constructor(type: string, errors: readonly { readonly instancePath: string; readonly keyword: string }[]) {
    const places = errors.map(({ instancePath, keyword }) => `${instancePath || '/'} ${keyword}`);
    super(`${type} does not fit its schema: ${[...new Set(places)].slice(0, 10).join(', ')}`);
  }
}
