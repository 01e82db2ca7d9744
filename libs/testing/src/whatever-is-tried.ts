import { KIT_RULES, Refusal, type BureauDef, type Facts } from '@jiedui/bureau';
import type { Classification, RecordDef } from '@jiedui/programme';
import fc from 'fast-check';
import { anyHistory } from './any';
import { happen, newborn, stateOf, type Life } from './happening';

/** Whether a classification is one that the contract allows; null where a field does not apply. */
export const fits = ({ fields }: RecordDef, classification: Classification): boolean =>
  Object.keys(classification).length === Object.keys(fields).length &&
  Object.entries(fields).every(([name, type]) => {
    const value = classification[name];
    if (type === 'boolean') return value === null || typeof value === 'boolean';
    if (type === 'integer') return value === null || Number.isSafeInteger(value);
    return value === null || type.includes(value as string);
  });

/**
 * Tries histories at random on a record kind of the bureau. Whatever is tried: what is published is one
 * chain in the order of days, every classification fits the contract, every refusal has a text, every day of
 * the record's own that came has done its work, and `holds` (which throws where it does not).
 */
export function whateverIsTried(
  bureau: BureauDef,
  record: string,
  {
    facts,
    rarely,
    holds,
  }: {
    readonly facts?: Facts;
    readonly rarely?: readonly string[];
    readonly holds?: (life: Life) => void;
  } = {},
): void {
  const texts = { ...bureau.rules, ...KIT_RULES };
  const def = bureau.area.records[record]!;
  fc.assert(
    fc.property(anyHistory(bureau.area, record, rarely), (tried) => {
      let life = newborn(record, bureau.kinds[record]!, facts && { facts });
      for (const happening of tried) {
        const done = happen(life, happening);
        if (done instanceof Refusal)
          for (const { rule } of done.violations) expect(texts).toHaveProperty([rule]);
        else life = done.life;
      }
      let [before, day]: [Classification | null, string] = [null, ''];
      for (const step of life.timeline.published) {
        expect(step.before).toEqual(before);
        expect(step.on >= day).toBe(true);
        if (step.after && !fits(def, step.after))
          throw new Error(`does not fit: ${JSON.stringify(step.after)}`);
        [before, day] = [step.after, step.on];
      }
      const state = stateOf(life);
      for (const rule of life.context.kind.overTime ?? []) {
        const due = 'days' in rule || state === null ? undefined : rule.day(state);
        if (due !== undefined && due <= life.context.today)
          throw new Error(`${rule.type}: ${due} came and did nothing`);
      }
      holds?.(life);
    }),
    { numRuns: 200 },
  );
}
