import type { AreaDef, EventDef, Identity, RecordDef, Text } from './area';
import { measuresOf } from './compile';
import { day, id, type Data, type Fields } from './field';
import { idField } from './area';
import { code } from './field';

type Camel<S extends string> = S extends `${infer A}-${infer B}` ? `${A}${Capitalize<Camel<B>>}` : S;
type IdFields<K extends string> = { readonly [P in K as `${Camel<P>}Id`]: { readonly type: 'id' } };

/**
 * Declares one event type. `own` lists the touched kinds that have ids of the bureau's own: their id fields
 * are added to the named fields.
 */
export function event<const F extends Fields = Record<never, never>, const Own extends string = never>(
  text: Text,
  spec: {
    readonly touches?: readonly string[];
    readonly own?: readonly Own[];
    readonly creates?: NoInfer<Own>;
    readonly makes?: readonly (keyof NoInfer<F> & string)[];
    readonly issuedBy?: EventDef['issuedBy'];
    readonly fields?: F;
  } = {},
): Omit<EventDef, 'fields'> & { readonly fields: F & IdFields<Own> } {
  const own = spec.own ?? [];
  const ids = Object.fromEntries(own.map((kind) => [idField(kind), id()]));
  return {
    ...text,
    touches: spec.touches ?? own,
    ...(spec.creates && { creates: spec.creates }),
    ...(spec.makes && { makes: spec.makes }),
    ...(spec.issuedBy && { issuedBy: spec.issuedBy }),
    fields: { ...ids, ...spec.fields } as F & IdFields<Own>,
  };
}

/** The named fields of an event, typed. */
export type FieldsOf<E extends EventDef> = Data<E['fields']>;

/** The named fields of each event, by event name: what a record kind's life cycle is written against. */
export type EventsOf<E extends Readonly<Record<string, EventDef>>> = {
  readonly [T in keyof E]: FieldsOf<E[T]>;
};

export const record = (text: Text, fields: RecordDef['fields'], identity: Identity = 'own'): RecordDef => ({
  ...text,
  identity,
  fields,
});

/** The record `survey` and its event, the same in every area that needs a complete list. */
export const surveyRecord = record({ zh: '摸底', en: 'Survey' }, { complete: 'boolean' }, 'village');
export const surveyCompleted = event({ zh: '摸底完成', en: 'Survey completed' }, { touches: ['survey'] });

/** Why a record is corrected: a code, for free text never leaves the bureau. */
export const CORRECTION_REASONS = {
  'entered-wrongly': { zh: '录入错误', en: 'Entered wrongly' },
  'misread-document': { zh: '材料误读', en: 'Document misread' },
  'wrong-record': { zh: '记错对象', en: 'Wrong record' },
  'entered-twice': { zh: '重复录入', en: 'Entered twice' },
  'found-on-review': { zh: '复核发现', en: 'Found on review' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Text>;

/** The event that corrects another; the corrected fields, if any, stand under `replacement`. */
export const recordCorrected = event(
  { zh: '更正记录', en: 'Record corrected' },
  {
    fields: {
      corrects: id(),
      record: id(),
      recordId: id(),
      reason: code(
        'entered-wrongly',
        'misread-document',
        'wrong-record',
        'entered-twice',
        'found-on-review',
        'other',
      ),
    },
  },
);

/** Declares an area and checks that its parts fit together; throws naming every misfit. */
export function defineArea<const A extends AreaDef>(area: A): A {
  const misfits: string[] = [];
  const measure = (owner: string, name: string) => {
    if (!(name in area.measures)) misfits.push(`${owner}: no measure "${name}"`);
  };
  for (const [name, m] of Object.entries(area.measures)) {
    const kind = area.records[m.record];
    if (!kind) misfits.push(`measure ${name}: no record "${m.record}"`);
    for (const field of [...Object.keys(m.where ?? {}), m.value, m.by])
      if (field !== undefined && kind && !(field in kind.fields))
        misfits.push(`measure ${name}: record "${m.record}" has no field "${field}"`);
  }
  for (const [name, e] of Object.entries(area.events))
    for (const kind of e.touches)
      if (!(kind in area.records)) misfits.push(`event ${name}: no record "${kind}"`);
      else if (
        area.records[kind]!.identity === 'own' &&
        e.issuedBy !== 'service' &&
        !(idField(kind) in e.fields)
      )
        misfits.push(`event ${name}: no field "${idField(kind)}"`);
  for (const def of area.indicators) measuresOf(def).forEach((name) => measure(def.id, name));
  if (misfits.length) throw new Error(`area ${area.id}:\n${misfits.join('\n')}`);
  return area;
}

export { day };
