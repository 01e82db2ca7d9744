import type { Fields } from './field';

/** A text in the two languages of the platform: Chinese first. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** The type of a classification field: spec section 2, `fields` in programme.json. */
export type FieldType = 'boolean' | 'integer' | readonly string[];

/**
 * What a record's id is: the bureau's own (`own`, made by the server), the village code (`village`, one per
 * village), or the value of the event field of that name.
 */
export type Identity = 'own' | 'village' | 'year' | 'item' | 'title' | 'effectiveOn';

export interface RecordDef extends Text {
  readonly identity: Identity;
  /** The published classification: what `before` and `after` of a change carry. */
  readonly fields: Readonly<Record<string, FieldType>>;
}

/** A sum over records (spec section 2.3). */
export interface MeasureDef {
  readonly record: string;
  readonly where?: Readonly<Record<string, readonly (string | boolean)[]>>;
  /** The integer field that is summed; without it each record counts 1. */
  readonly value?: string;
  /** One sum and one count per value of this field. */
  readonly by?: string;
}

export interface Threshold {
  readonly num: number;
  readonly den: number;
}

interface IndicatorBase extends Text {
  readonly id: string;
  /** One of the seventeen targets that the programme promised. */
  readonly target: boolean;
  readonly clause: string;
  readonly note?: string;
  readonly unit?: string;
}

/** The ten kinds of spec section 3; the names in them are measures of the same area. */
export type IndicatorDef = IndicatorBase &
  (
    | { readonly kind: 'milestone'; readonly measure: string }
    | { readonly kind: 'checklist'; readonly measure: string; readonly of: number }
    | {
        readonly kind: 'coverage';
        readonly numerator: string;
        readonly denominator: string;
        readonly threshold: Threshold;
      }
    | { readonly kind: 'clearance'; readonly outstanding: string; readonly cleared: string }
    | { readonly kind: 'threshold'; readonly measure: string; readonly atLeast: number }
    | { readonly kind: 'growth'; readonly measure: string; readonly threshold: Threshold }
    | { readonly kind: 'benchmark'; readonly measure: string; readonly reference: string }
    | { readonly kind: 'rising-share'; readonly numerator: string; readonly denominator: string }
    | {
        readonly kind: 'activity';
        readonly requires: readonly {
          readonly measure: string;
          readonly atLeast: number;
          readonly months: number;
        }[];
      }
    | { readonly kind: 'volume'; readonly measure: string }
  );

/** The definition of an indicator of one kind. */
export type KindDef<K extends IndicatorDef['kind']> = Extract<IndicatorDef, { readonly kind: K }>;

/** An event type as data: its own named fields and the record kinds whose timelines it touches. */
export interface EventDef extends Text {
  /**
   * The kinds whose records the event touches, in order; the first is the record it is about. The id of a
   * record with identity `own` is the field `<kind in camelCase>Id` (see {@link idField}).
   */
  readonly touches: readonly string[];
  /** The kind (with identity `own`) whose id the server makes when the command arrives. */
  readonly creates?: string;
  /** Fields with ids of things that are no records (a leader, a team), made by the server likewise. */
  readonly makes?: readonly string[];
  /**
   * `service`: no command emits it; the service itself issues it, for any number of records of a village at
   * once, which `changes` names. `both`: it names its one record; what the service issued has the actor `system`.
   */
  readonly issuedBy?: 'service' | 'both';
  /** The named fields beside `occurredOn` and `changes`, ids included. */
  readonly fields: Fields;
}

/** The words for a field, and for each of its codes. */
export interface Label extends Text {
  readonly codes?: Readonly<Record<string, Text>>;
}

/** The published contract of an area. */
export interface AreaDef extends Text {
  readonly id: string;
  readonly prefix: string;
  /** The bureau that answers for the area. */
  readonly bureau: Text;
  /** Percentages are provisional until the survey is complete (spec section 3). */
  readonly survey: boolean;
  readonly records: Readonly<Record<string, RecordDef>>;
  readonly events: Readonly<Record<string, EventDef>>;
  /** The words for the fields of its records and events; an id field goes by the name of its record. */
  readonly labels?: Readonly<Record<string, Label>>;
  readonly measures: Readonly<Record<string, MeasureDef>>;
  readonly indicators: readonly IndicatorDef[];
}

/** `micro-loan` -> `microLoanId`: the field of an event that names a record with an own id. */
export const idField = (kind: string): string =>
  `${kind.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())}Id`;

/** The words for a field of a record or an event; an id goes by the name of its record. */
export function labelOf({ labels, records }: AreaDef, field: string): Label | undefined {
  const kind = Object.keys(records).find((record) => idField(record) === field);
  if (kind === undefined) return labels?.[field];
  const { zh, en } = records[kind]!;
  return { zh: `${zh}编号`, en: `${en} id` };
}
