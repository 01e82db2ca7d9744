import type { AreaDef, IndicatorDef, MeasureDef, RecordDef } from '../src';
import programme from './programme.json';

interface PublishedArea {
  readonly id: string;
  readonly prefix: string;
  readonly zh: string;
  readonly en: string;
  readonly survey?: boolean;
  readonly records: Readonly<
    Record<
      string,
      {
        readonly zh: string;
        readonly fields: RecordDef['fields'];
        readonly one_per_village?: boolean;
        readonly id_is_year?: boolean;
        readonly id_is_item?: boolean;
      }
    >
  >;
  readonly events: readonly string[];
  readonly measures: Readonly<Record<string, MeasureDef>>;
  readonly indicators: readonly IndicatorDef[];
}

const map = <A, B>(of: Readonly<Record<string, A>>, to: (a: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(of).map(([name, a]) => [name, to(a)]));

/** The ten areas of programme.json as contracts; of events it knows the names only. */
export const areas: readonly AreaDef[] = (programme.areas as unknown as readonly PublishedArea[]).map(
  (area) => ({
    ...area,
    bureau: { zh: area.zh, en: area.en },
    survey: area.survey ?? false,
    records: map(area.records, ({ zh, fields, ...id }) => ({
      zh,
      en: zh,
      fields,
      identity: id.one_per_village ? 'village' : id.id_is_year ? 'year' : id.id_is_item ? 'item' : 'own',
    })),
    events: Object.fromEntries(
      area.events.map((name) => [name, { zh: name, en: name, touches: [], fields: {} }]),
    ),
  }),
);
