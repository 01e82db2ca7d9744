import type { AreaDef } from '@jiedui/programme';
import type { Entry } from '../store/entry';

/** An event that was folded, in words, without what it added to the measures. */
export function shownEntry({ bureau, events, records: kinds }: AreaDef, entry: Entry) {
  const { villageseq, id, type, time, occurredOn, corrects, records } = entry;
  const event = events[type.slice(type.indexOf('.') + 1)];
  return {
    villageseq,
    id,
    type,
    ...(event && { zh: event.zh, en: event.en }),
    bureau,
    time,
    occurredOn,
    ...(corrects !== undefined && { corrects }),
    records: records.map(({ record, id: recordId }) => ({
      record,
      id: recordId,
      zh: kinds[record]?.zh ?? record,
      en: kinds[record]?.en ?? record,
    })),
  };
}
