import { idField, type AreaDef, type Identity } from '@jiedui/programme';

/** A record of the bureau; ids that are a year or an item are unique within their village only. */
export interface RecordKey {
  readonly kind: string;
  readonly village: string;
  readonly id: string;
}

type Data = Readonly<Record<string, unknown>>;

/** The records that an event touches, by its named fields; the first is the one that it is about. */
export const touchedBy = (
  { events, records }: AreaDef,
  type: string,
  village: string,
  data: Data,
): RecordKey[] =>
  events[type]!.touches.map((kind) => ({
    kind,
    village,
    id: identify(records[kind]!.identity, kind, village, data),
  }));

const idFields = new Map<string, string>();

function identify(identity: Identity, kind: string, village: string, data: Data): string {
  if (identity === 'village') return village;
  if (identity !== 'own') return String(data[identity]);
  let field = idFields.get(kind);
  if (field === undefined) idFields.set(kind, (field = idField(kind)));
  return String(data[field]);
}
