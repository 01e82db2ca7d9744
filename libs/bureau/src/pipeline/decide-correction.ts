import { Refusal, refuse } from '../domain/kind';
import { touchedBy, type RecordKey } from '../domain/touched';
import { personBehind } from '../private-store/persons';
import { eventName, factOf, SYSTEM, type LoggedEvent } from '../records/fold';
import type { Correction } from './command';
import { decide, placeViolations, Stale, type Decision, type Situation } from './decide';
import { fieldsOf } from './report';

/**
 * What a correction does: the fact of the original event is replaced in every record that holds it, and put
 * into every record that its replacement touches. `original` is no correction itself; undefined when the
 * village has no such event.
 */
export function decideCorrection(
  situation: Situation,
  { village, corrects, reason, replacement, ifMatch, personal }: Correction,
  original: LoggedEvent | undefined,
  eventId: string,
): Decision | Refusal | Stale {
  const { def, ledger, today } = situation;
  if (!original) return refuse('event-unknown', { event: corrects });
  const type = eventName(original.type);
  const { events } = def.area;
  if (!events['RecordCorrected'] || original.actor === SYSTEM) return refuse('not-correctable');
  const first = factOf(original);
  const holders = ledger.ofVillage(village).flatMap(({ kind, id, timeline }) => {
    const fact = timeline.facts.find((fact) => fact.eventId === original.id);
    return fact ? [{ key: { kind, village, id }, fact }] : [];
  });
  const current = holders[0]?.fact;
  if (!current && !replacement) return refuse('withdrawn-already');

  const made = (current ?? first).data;
  const commandDef = Object.values(def.commands).find(({ emits }) => emits === type) ?? {};
  const restated =
    replacement && fieldsOf(events[type]!, commandDef, { village, ...replacement }, (field) => made[field]);
  const violations = [
    ...(replacement ? placeViolations(situation, village, replacement.occurredOn) : []),
    ...(restated?.refused ?? []),
  ];
  if (restated?.refused.length) return new Refusal(violations);
  const fact = restated && { ...first, on: replacement!.occurredOn, data: restated.data };
  const after = fact ? touchedBy(def.area, type, village, fact.data) : [];
  const keys = new Map(
    [...after, ...holders.map(({ key }) => key)].map((key) => [`${key.kind}/${key.id}`, key]),
  );
  const touched = (key: RecordKey) => after.some(({ kind, id }) => kind === key.kind && id === key.id);
  const about = touchedBy(def.area, type, village, (current ?? fact)!.data)[0]!;
  const version = ledger.versionOf(about);
  if (ifMatch !== undefined && ifMatch !== version) return new Stale(version);
  const decision = decide(
    situation,
    village,
    [...keys.values()].map((key) => ({
      key,
      edit: () => ({ replace: original.id, by: fact && touched(key) ? fact : null }),
    })),
    {
      id: eventId,
      type: 'RecordCorrected',
      on: today,
      data: {
        corrects: original.id,
        record: about.kind,
        recordId: about.id,
        reason,
        replacement: fact && { occurredOn: fact.on, ...fact.data },
      },
    },
    { about, person: personBehind(def, (fact ?? current)!.data, about), personal },
  );
  if (decision instanceof Refusal) return new Refusal([...violations, ...decision.violations]);
  return violations.length ? new Refusal(violations) : decision;
}
